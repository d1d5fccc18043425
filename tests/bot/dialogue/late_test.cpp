#include "bot/late_reading.hpp"

#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

/// The husband asked for a ride; the second reading of it comes when the reply is out.
class LateReading : public ::testing::Test {
protected:
    Turn late(const Joined& joined) {
        ids.call_task = "call";
        return take_late_reading(stage.chat("husband"), {message(), opened}, joined, stage.state, stage.programme, ids,
                                 stage.now);
    }
    [[nodiscard]] Message message() const {
        Message message;
        message.text = words;
        return message;
    }
    static Joined told(std::string when) {
        Joined joined;
        joined.understanding.intents = {"request"};
        joined.understanding.slots.when = std::move(when);
        return joined;
    }
    void ask() {
        stage.hears("husband", request(words, "living.eldercare"));
        for (const auto& [id, ticket] : stage.state.tickets) opened.push_back(id);
    }

    Stage stage;
    FreshIds ids;
    std::string words = "老人这两天没人管";
    std::vector<TicketId> opened;
};

TEST_F(LateReading, FillsWhatNobodyTold) {
    ask();
    const auto turn = late(told("明早八点"));
    ASSERT_EQ(turn.commands.size(), 1U);
    const auto& amend = std::get<dispatcher::AmendTicket>(turn.commands.front());
    EXPECT_EQ(amend.ticket, opened.front());
    EXPECT_EQ(amend.facts, (std::map<std::string, std::string>{{"when", "明早八点（11月26日）"}}));
    EXPECT_TRUE(turn.says.empty()) << "nothing is said";
    for (const auto& command : turn.commands) stage.run(command);
    EXPECT_TRUE(late(told("明早八点")).commands.empty()) << "a second time changes nothing";
}

TEST_F(LateReading, LeavesWhatThePersonSaidSince) {
    ask();
    stage.run(dispatcher::AmendTicket{opened.front(), {{"when", "周三下午"}}, "周三下午来就行"});
    EXPECT_TRUE(late(told("明早八点")).commands.empty());
}

TEST_F(LateReading, LeavesATicketThatIsOver) {
    ask();
    stage.run(dispatcher::CancelTicket{opened.front(), "不用了"});
    EXPECT_TRUE(late(told("明早八点")).commands.empty());
}

TEST_F(LateReading, OpensNothingAndKeepsTheQuestionAsItWasSeen) {
    stage.hears("husband", Reads{words, {"request"}}.ask({"living.eldercare", "living.groceries"}));
    const auto before = stage.chat("husband").question;
    ASSERT_TRUE(before);
    ASSERT_EQ(before->kind, "need");
    auto joined = told("明早八点");
    joined.how = Joined::How::agreed;
    joined.understanding.decision = Decision::sure;
    joined.understanding.urgency = Urgency::urgent;
    joined.understanding.needs = {{"living.groceries", 1, 0, 0}};
    const auto turn = late(joined);
    EXPECT_TRUE(turn.commands.empty());
    ASSERT_TRUE(turn.conversation.question);
    EXPECT_EQ(turn.conversation.question->options, before->options) << "numbers mean what they meant";
    EXPECT_EQ(turn.conversation.question->facts.at("when"), "明早八点（11月26日）") << "for the ticket to come";
    EXPECT_TRUE(turn.conversation.question->urgent);
    EXPECT_EQ(turn.conversation.lines.size(), stage.chat("husband").lines.size());
}

TEST_F(LateReading, AnotherQuestionIsNotItsBusiness) {
    stage.hears("husband", Reads{"家里没菜了", {"request"}}.ask({"living.eldercare", "living.groceries"}));
    ASSERT_EQ(stage.chat("husband").question->kind, "need");
    const auto before = stage.chat("husband").question->facts;
    EXPECT_EQ(late(told("明早八点")).conversation.question->facts, before);
}

TEST_F(LateReading, ACrisisThatWasNotSeenCallsAPersonOnce) {
    ask();
    Joined joined;
    joined.raised = true;
    joined.understanding.alarm = Alarm::check;
    const auto turn = late(joined);
    ASSERT_EQ(turn.commands.size(), 1U);
    const auto& call = std::get<dispatcher::OpenCallTask>(turn.commands.front()).task;
    EXPECT_EQ(call.reason, "crisis");
    EXPECT_TRUE(call.urgent);
    EXPECT_EQ(call.text, words);
    stage.chat("husband") = turn.conversation;
    EXPECT_TRUE(late(joined).commands.empty()) << "somebody was called for this conversation just now";
}

}  // namespace
}  // namespace warmline::bot::testing
