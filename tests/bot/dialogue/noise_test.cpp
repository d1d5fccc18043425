#include <gtest/gtest.h>

#include "stage.hpp"

/// A reader trained on whole messages is often wrong about two or three words. Inside a dialogue the dialogue knows
/// better.
namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

TEST(Noise, DetectorIsNotFollowedAtOurOwnWords) {
    struct {
        const char* why;
        const char* text;
        Alarm alarm;
        bool crisis;
    } const rows[] = {
        {"a fixed word", "好的，我去", Alarm::yes, false},
        {"a plain refusal", "今晚有课来不了", Alarm::check, false},
        {"a refusal that may be more", "撑不住了，来不了", Alarm::check, true},
        {"a refusal at which it rings in full", "今晚有课来不了", Alarm::yes, true},
        {"not one of our words", "我去死了算了", Alarm::yes, true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Stage stage;
        stage.offered_to("tutor-1", "education.tutoring");
        auto reads = Reads{row.text}.alarm(row.alarm);
        if (row.alarm == Alarm::yes) reads.urgency(Urgency::crisis);
        stage.hears("tutor-1", reads);
        EXPECT_EQ(!stage.did<OpenTicket>().empty() || !stage.did<OpenCallTask>().empty(), row.crisis);
    }
}

TEST(Noise, DetectorIsFollowedWhoeverElseWrites) {
    Stage stage;
    stage.hears("stranger", Reads{"今晚有课来不了"}.alarm(Alarm::check));
    EXPECT_EQ(stage.did<OpenCallTask>().size(), 1U) << "the words of work are a helper's only";
}

TEST(Noise, ShortAnswersAreAnswersWhateverIsReadInThem) {
    struct {
        const char* why;
        const char* intent;
        bool sure;
        const char* text;
        bool answer;
    } const rows[] = {
        {"read as an offer, unsure", "offer_volunteer", false, "每天晚上七点以后", true},
        {"surely an offer", "offer_volunteer", true, "我想来当志愿者", false},
        {"read as feedback, unsure", "feedback", false, "下班以后", true},
        {"read as a request, unsure", "request", false, "花城大道", true},
        {"surely a question about progress", "status", true, "到哪一步了", false},
        {"surely a cancellation", "cancel", true, "先不用麻烦", false},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Stage stage;
        stage.hears("husband", request("老人没人照顾", "living.eldercare"));
        Reads reads{row.text, {row.intent}};
        if (!row.sure) reads.ask({"transport"});
        stage.hears("husband", reads);
        EXPECT_EQ(stage.ticket("10001").facts.contains("address"), row.answer);
    }
}

TEST(Noise, HalfReadRequestInsideAQuestionIsAskedAboutNotTakenForAnAddress) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare"));
    Reads reads{"想给妈妈买点菜", {"request"}};
    reads.need("living.groceries").ask({"living.groceries", "transport"});
    reads.understanding.needs[0].probability = 0.6;
    stage.hears("husband", reads);
    EXPECT_FALSE(stage.ticket("10001").facts.contains("address"));
    EXPECT_TRUE(stage.said("ask.need"));
}

TEST(Noise, NearlyCertainNeedsAreOpenedAndDoubtfulOnesAsked) {
    Stage stage;
    Reads reads{"老人没人照顾，孩子没人管", {"request"}};
    reads.need("living.eldercare", "老人没人照顾")
        .need("education.tutoring", "孩子没人管")
        .ask({"living.eldercare", "education.tutoring", "transport"});
    reads.understanding.needs[1].probability = 0.6;
    stage.hears("husband", reads);
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    ASSERT_TRUE(stage.chat("husband").question);
    EXPECT_EQ(stage.chat("husband").question->options, (std::vector<Code>{"education.tutoring"}));
    stage.hears("husband", "是的");
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
}

TEST(Noise, AllNearlyCertainIsDoneWithAHintHowToCorrectIt) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare").ask({"living.eldercare", "transport"}));
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_TRUE(stage.said("hint.correct"));
    EXPECT_EQ(stage.chat("husband").question->slot, "address") << "the useful question, not the doubtful one";
}

TEST(Noise, FewWordsOfChatAreChat) {
    Stage stage;
    stage.hears("stranger", Reads{"你是谁"}.person());
    EXPECT_TRUE(stage.said("chat"));
    stage.hears("stranger", Reads{"没有"}.ask({"transport", "living.groceries"}));
    EXPECT_TRUE(stage.last.commands.empty());
}

TEST(Noise, NoteAfterADeedIsANote) {
    Stage stage;
    stage.accepted_by("partner");
    stage.hears("partner", "完成");
    stage.hears("partner", Reads{"陪老人吃了晚饭，量了血压", {"feedback"}}.ask({"medical.care"}));
    ASSERT_EQ(stage.did<AddNote>().size(), 1U);
    EXPECT_TRUE(stage.said("noted.thanks"));
}

TEST(Noise, ReasonIsNoSecondRefusal) {
    Stage stage;
    const auto first = stage.offered_to("partner"), second = stage.offered_to("partner", "living.groceries");
    stage.hears("partner", "拒绝" + first.value);
    stage.hears("partner", "今晚有课来不了");
    EXPECT_TRUE(stage.did<DeclineOffer>().empty());
    EXPECT_EQ(stage.ticket(second).offer->candidate.value, "partner");
}

TEST(Noise, WhatAHelperTellsOfTheOnlyTaskIsKept) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.hears("partner", "老人今天精神还可以");
    ASSERT_EQ(stage.did<AddNote>().size(), 1U);
    EXPECT_EQ(stage.did<AddNote>()[0].ticket, id);
    EXPECT_TRUE(stage.said("noted.task"));
}

TEST(Noise, WhereTheSpouseIsIsNotWhereHelpGoes) {
    Stage stage;
    stage.hears("husband", request("老婆在武汉支援，老人没人照顾", "living.eldercare").slot([](Slots& s) {
        s.beneficiary = "family";
        s.district = "武汉";
    }));
    EXPECT_FALSE(stage.ticket("10001").facts.contains("district"));
    EXPECT_TRUE(stage.state.households.at(HouseholdId{"home"}).district.empty());
}

}  // namespace
}  // namespace warmline::bot::testing
