#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

Reads despair(const char* text = "我不想活了") {
    return Reads{text, {"request"}}.need("psych.crisis").urgency(Urgency::crisis).alarm(Alarm::yes);
}

TEST(Crisis, ReachesAPersonAtOnceAndNamesTheNumbers) {
    Stage stage;
    const auto reply = stage.hears("stranger", despair());
    const auto opened = stage.did<OpenTicket>();
    ASSERT_EQ(opened.size(), 1U);
    EXPECT_TRUE(opened[0].crisis);
    EXPECT_EQ(opened[0].need, "psych.crisis");
    for (const char* number : {"12355", "120", "110"}) EXPECT_NE(reply.find(number), std::string::npos) << number;
    EXPECT_EQ(reply.find("单号"), std::string::npos) << "no paperwork now";
    EXPECT_NE(reply.find("电话发给我"), std::string::npos);
    EXPECT_EQ(stage.told("expert").size(), 1U);
    EXPECT_TRUE(stage.ticket("10001").crisis);
}

TEST(Crisis, ComesPastEverything) {
    struct {
        const char* why;
        const char* who;
        void (*before)(Stage&);
    } const rows[] = {
        {"a helper with an offer", "tutor-1", [](Stage& s) { s.offered_to("tutor-1", "education.tutoring"); }},
        {"inside a question", "husband",
         [](Stage& s) { s.hears("husband", request("老人没人照顾", "living.eldercare")); }},
        {"while an operator has the conversation", "husband",
         [](Stage& s) { s.chat("husband").with_person_until = s.now + 30min; }},
        {"a person nobody knows", "stranger", [](Stage&) {}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Stage stage;
        row.before(stage);
        const auto reply = stage.hears(row.who, despair("好累，我不想活了"));
        ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
        EXPECT_TRUE(stage.did<OpenTicket>()[0].crisis);
        EXPECT_NE(reply.find("12355"), std::string::npos);
    }
}

TEST(Crisis, AlarmAloneIsEnough) {
    Stage stage;
    stage.hears("husband", Reads{"撑不住了，想一了百了"}.alarm(Alarm::yes));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "psych.crisis");
}

TEST(Crisis, BodilyDangerCarriesTheCareNeeded) {
    Stage stage;
    const auto reply = stage.hears("husband", request("我妈晕倒了叫不醒", "medical.care").urgency(Urgency::crisis));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "medical.care");
    EXPECT_TRUE(stage.did<OpenTicket>()[0].crisis);
    EXPECT_NE(reply.find("120"), std::string::npos);
}

TEST(Crisis, OtherNeedsStillBecomeTicketsAndNothingSmallIsAsked) {
    Stage stage;
    const auto reply = stage.hears("husband", Reads{"我不想活了，老人也没人管", {"request"}}
                                                  .need("psych.crisis", "不想活了")
                                                  .need("living.eldercare", "老人也没人管")
                                                  .urgency(Urgency::crisis)
                                                  .alarm(Alarm::yes));
    const auto opened = stage.did<OpenTicket>();
    ASSERT_EQ(opened.size(), 2U);
    EXPECT_TRUE(opened[0].crisis);
    EXPECT_FALSE(opened[1].crisis);
    EXPECT_LT(reply.find("12355"), reply.find("长者照护"));
    EXPECT_FALSE(stage.said("ask.address"));
}

TEST(Crisis, OpenCrisisIsAddedToNotOpenedTwice) {
    Stage stage;
    stage.hears("stranger", despair());
    stage.hears("stranger", despair("我真的不想活了，13800005678").slot([](Slots& s) { s.phone = "13800005678"; }));
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
    ASSERT_EQ(stage.did<AmendTicket>().size(), 1U);
    EXPECT_EQ(stage.ticket("10001").facts.at("phone"), "13800005678");
    EXPECT_FALSE(stage.said("ask.crisis_phone"));
    EXPECT_TRUE(stage.said("crisis.again"));
}

TEST(Crisis, CannotBeCancelledByAWord) {
    Stage stage;
    stage.hears("stranger", despair());
    const auto reply = stage.hears("stranger", Reads{"没事了，取消吧", {"cancel"}});
    EXPECT_EQ(stage.ticket("10001").state, TicketState::offered);
    EXPECT_NE(reply.find("不会自己撤下"), std::string::npos) << reply;
}

TEST(Crisis, CheckAsksGentlyAndLetsTheDutyExpertSee) {
    Stage stage;
    const auto reply = stage.hears("husband", Reads{"活着真没意思"}.alarm(Alarm::check));
    ASSERT_EQ(stage.did<OpenCallTask>().size(), 1U);
    EXPECT_EQ(stage.did<OpenCallTask>()[0].task.reason, "crisis");
    EXPECT_TRUE(stage.did<OpenCallTask>()[0].task.urgent);
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
    ASSERT_TRUE(stage.chat("husband").question);
    EXPECT_EQ(stage.chat("husband").question->kind, "calm");
    EXPECT_NE(reply.find("12355"), std::string::npos);
}

TEST(Crisis, CheckKeepsTheNeedsOfTheMessage) {
    Stage stage;
    stage.hears(
        "husband",
        Reads{"活着没意思，老人也没人管", {"request"}}.need("living.eldercare", "老人也没人管").alarm(Alarm::check));
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.chat("husband").question->kind, "calm") << "the gentle question is the only one";
}

TEST(Crisis, AnswersToTheGentleQuestion) {
    struct {
        const char* text;
        bool crisis, asked_on;
    } const rows[] = {
        {"有", true, false},          {"嗯", true, false},
        {"想过", true, false},        {"没有", false, false},
        {"没想过", false, false},     {"没有，只是累", false, false},
        {"不会的放心", false, false}, {"我老公走了三年了", false, true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        stage.hears("husband", Reads{"活着真没意思"}.alarm(Alarm::check));
        stage.hears("husband", row.text);
        EXPECT_EQ(!stage.did<OpenTicket>().empty(), row.crisis);
        EXPECT_EQ(stage.chat("husband").question.has_value() && stage.chat("husband").question->kind == "calm",
                  row.asked_on);
        EXPECT_EQ(stage.said("calm.ok"), !row.crisis && !row.asked_on);
    }
}

TEST(Crisis, OperatorTalkingKeepsTheBotSilentOtherwise) {
    Stage stage;
    stage.chat("husband").with_person_until = stage.now + 30min;
    EXPECT_EQ(stage.hears("husband", request("老人没人照顾", "living.eldercare")), "");
    EXPECT_TRUE(stage.last.commands.empty());
    EXPECT_EQ(stage.chat("husband").lines.back().text, "老人没人照顾") << "the operator reads it";
    stage.now += 31min;
    EXPECT_NE(stage.hears("husband", request("老人没人照顾", "living.eldercare")), "");
}

TEST(Crisis, TelephoneIsTakenAndNothingElseAsked) {
    Stage stage;
    stage.hears("stranger", despair());
    const auto reply = stage.hears(
        "stranger",
        Reads{"13800005678", {"supplement"}}.slot([](Slots& s) { s.phone = "13800005678"; }).alarm(Alarm::check));
    EXPECT_EQ(stage.ticket("10001").facts.at("phone"), "13800005678");
    EXPECT_TRUE(stage.said("crisis.noted"));
    EXPECT_FALSE(stage.chat("stranger").question) << "this is no moment for hospitals: " << reply;
    stage.hears("stranger", "嗯");
    EXPECT_TRUE(stage.state.persons.at(stage.chat("stranger").person).hospital.empty());
}

TEST(Crisis, DetectorThatRemembersDoesNotAskAgain) {
    Stage stage;
    stage.hears("husband", Reads{"活着真没意思"}.alarm(Alarm::check));
    stage.hears("husband", "没有");
    stage.hears("husband", request("老人没人照顾", "living.eldercare").alarm(Alarm::check));
    EXPECT_FALSE(stage.said("ask.calm"));
    EXPECT_TRUE(stage.did<OpenCallTask>().empty());
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U) << "the message goes its usual way";
    stage.now += 30min;
    stage.hears("husband", Reads{"还是觉得没意思啊真的"}.alarm(Alarm::check));
    EXPECT_EQ(stage.did<OpenCallTask>().size(), 1U) << "the duty expert hears of it again";
    EXPECT_TRUE(stage.said("calm.listen"));
}

TEST(Crisis, OtherWordsInAnOpenCrisisAreKeptWithItAndAnswered) {
    Stage stage;
    stage.hears("stranger", despair());
    stage.hears("stranger", Reads{"我想捐点口罩给你们", {"offer_donation"}}.alarm(Alarm::check));
    EXPECT_EQ(stage.did<AmendTicket>().size(), 1U);
    EXPECT_TRUE(stage.said("donation.thanks"));
    stage.hears("stranger", Reads{"我坐在楼顶吹风呢现在"}.alarm(Alarm::check));
    EXPECT_TRUE(stage.said("crisis.again"));
}

}  // namespace
}  // namespace warmline::bot::testing
