#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

std::string caller_says(Stage& stage, const Reads& reads) {
    Message message;
    message.channel = Channel::hotline;
    message.caller = "13800002222";
    message.text = reads.text;
    return stage.gets("call-1", message, reads.understanding);
}

TEST(Transcript, GrowsOneDraftWhileTheCallLasts) {
    Stage stage;
    caller_says(stage, request("我家老人没人照顾", "living.eldercare"));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_TRUE(stage.did<OpenTicket>()[0].draft);
    EXPECT_TRUE(stage.ticket("10001").draft);
    const auto& person = stage.state.persons.at(stage.chat("call-1").person);
    EXPECT_EQ(person.phone, "13800002222") << "the caller's number";
    EXPECT_TRUE(person.conversations.empty()) << "nobody is reached on a call that is over";
    caller_says(stage, Reads{"住在花城大道5号", {"supplement"}}.slot([](Slots& s) { s.address = "花城大道5号"; }));
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
    EXPECT_EQ(stage.ticket("10001").facts.at("address"), "花城大道5号");
    caller_says(stage, Reads{"嗯对你稍等一下"});
    EXPECT_FALSE(stage.ticket("10001").facts.contains("when")) << "small talk is no answer to our question";
    caller_says(stage, request("每天晚上都要人", "living.eldercare"));
    EXPECT_EQ(stage.state.tickets.size(), 1U);
}

TEST(Transcript, UnclearBeginningIsADraftForACoordinatorUntilItIsClear) {
    Stage stage;
    caller_says(stage, Reads{"喂，我想问问我们家这个情况", {"request"}}.person());
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "other");
    EXPECT_TRUE(stage.did<OpenCallTask>().empty()) << "an operator is on the line already";
    caller_says(stage, request("就是老人没人照顾", "living.eldercare"));
    EXPECT_EQ(stage.ticket("10001").state, TicketState::cancelled);
    EXPECT_EQ(stage.ticket("10002").need, "living.eldercare");
}

TEST(Transcript, CrisisIsFirmAtOnce) {
    Stage stage;
    caller_says(stage, Reads{"我不想活了"}.alarm(Alarm::yes));
    EXPECT_FALSE(stage.ticket("10001").draft);
    EXPECT_TRUE(stage.ticket("10001").crisis);
    EXPECT_FALSE(stage.said("ask.crisis_phone"));
}

}  // namespace
}  // namespace warmline::bot::testing
