#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

TEST(Urge, IsUnderstoodAndTheReplySaysWhoWasTold) {
    for (const char* text : {"怎么还没来", "催一下", "帮我催催", "怎么还没人联系我", "都等了好久了", "还要等多久啊",
                             "到底什么时候来", "能不能快点", "人呢", "点解仲未到"}) {
        SCOPED_TRACE(text);
        Stage stage;
        const auto id = stage.accepted_by("partner");
        stage.told("partner");
        const auto reply = stage.hears("husband", Reads{text, {"status"}});
        ASSERT_EQ(stage.did<UrgeTicket>().size(), 1U);
        EXPECT_EQ(stage.did<UrgeTicket>()[0].ticket, id);
        EXPECT_NE(reply.find("转给陈晓了"), std::string::npos) << reply;
        EXPECT_NE(reply.find("前办好"), std::string::npos) << reply;
        const auto told = stage.told("partner");
        ASSERT_EQ(told.size(), 1U);
        EXPECT_NE(told[0].find(text), std::string::npos) << told[0];
    }
}

TEST(Urge, OtherWordsAreNotTakenForIt) {
    struct {
        const char* why;
        Reads reads;
    } const rows[] = {
        {"a question", Reads{"进度", {"status"}}},
        {"the contrary", Reads{"不用催，慢慢来"}},
        {"another need", request("孩子还没人接，想找人接一下", "transport")},
        {"of oneself", Reads{"我还没来得及吃饭"}},
        {"a complaint", Reads{"还没来，我要投诉", {"feedback"}}},
        {"debt", Reads{"收到催款短信怎么办", {"consult"}}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Stage stage;
        stage.accepted_by("partner");
        stage.hears("husband", row.reads);
        EXPECT_TRUE(stage.did<UrgeTicket>().empty());
    }
}

TEST(Urge, WithoutAnOpenTicketItIsNothing) {
    Stage stage;
    stage.hears("husband", Reads{"怎么还没来", {"status"}});
    EXPECT_TRUE(stage.did<UrgeTicket>().empty());
    EXPECT_TRUE(stage.said("status.none"));
}

TEST(Urge, TheNeedOfTheTicketMayBeNamed) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.hears("husband", request("照顾老人的怎么还没来", "living.eldercare"));
    ASSERT_EQ(stage.did<UrgeTicket>().size(), 1U);
    EXPECT_EQ(stage.did<UrgeTicket>()[0].ticket, id);
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
}

TEST(Urge, CandidateIsAskedForAnAnswer) {
    Stage stage;
    stage.offered_to("partner");
    stage.told("partner");
    const auto reply = stage.hears("husband", "催一下");
    EXPECT_NE(reply.find("正等回话"), std::string::npos) << reply;
    const auto told = stage.told("partner");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("接单"), std::string::npos) << told[0];
}

TEST(Urge, AgainSoonTellsNobodyAndSaysSo) {
    Stage stage;
    stage.accepted_by("partner");
    stage.hears("husband", "催一下");
    stage.told("partner");
    stage.now += 10min;
    const auto reply = stage.hears("husband", "催一下");
    EXPECT_TRUE(stage.told("partner").empty());
    EXPECT_NE(reply.find("刚才已经替您催过陈晓"), std::string::npos) << reply;
}

TEST(Urge, OfSeveralItAsksWhich) {
    Stage stage;
    stage.accepted_by("partner");
    const auto second = stage.accepted_by("tutor-1", "education.tutoring");
    stage.hears("husband", "怎么还没来");
    EXPECT_TRUE(stage.said("ask.urge_which"));
    stage.hears("husband", "2");
    ASSERT_EQ(stage.did<UrgeTicket>().size(), 1U);
    EXPECT_EQ(stage.did<UrgeTicket>()[0].ticket, second);
    EXPECT_EQ(stage.did<UrgeTicket>()[0].text, "怎么还没来");
}

TEST(Urge, OfWhatIsDoneNothingIsSaid) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.run(CompleteTicket{id, PersonId{"partner"}, ""}, {ActorKind::helper, PersonId{"partner"}});
    stage.chat("husband").question.reset();
    stage.hears("husband", Reads{"催一下", {"status"}});
    EXPECT_TRUE(stage.did<UrgeTicket>().empty());
}

TEST(Faster, FamilySaysSoInPlainWords) {
    for (const char* text : {"很急", "今天就要", "急用，麻烦快点", "特别急", "着急", "等不了了", "老人今天必须有人照顾",
                             "加急", "现在就要人来"}) {
        SCOPED_TRACE(text);
        Stage stage;
        const auto id = stage.accepted_by("partner");
        stage.told("partner");
        const auto reply = stage.hears("husband", text);
        ASSERT_EQ(stage.did<RetierTicket>().size(), 1U);
        EXPECT_EQ(stage.ticket(id).tier, Tier::t1);
        EXPECT_NE(reply.find("改成加急"), std::string::npos) << reply;
        EXPECT_NE(reply.find("今天12:00前办好"), std::string::npos) << reply;
        EXPECT_FALSE(stage.told("partner").empty());
    }
}

TEST(Faster, OtherWordsAreNotTakenForIt) {
    struct {
        const char* why;
        Reads reads;
    } const rows[] = {
        {"the contrary", Reads{"不急，慢慢来"}},
        {"another need", request("家里没有菜了，很急", "living.groceries").urgency(Urgency::urgent)},
        {"a mood", Reads{"我妈最近心里特别着急，总是睡不好觉，白天也没精神"}},
        {"a question", Reads{"加急要多少钱吗", {"consult"}}},
        {"a contact", Reads{"紧急联系人是我哥", {"supplement"}}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Stage stage;
        stage.accepted_by("partner");
        stage.hears("husband", row.reads);
        EXPECT_TRUE(stage.did<RetierTicket>().empty());
    }
}

TEST(Faster, WhatIsUrgentAlreadyIsSaidToBe) {
    Stage stage;
    stage.accepted_by("partner");
    stage.hears("husband", "很急");
    stage.told("partner");
    const auto reply = stage.hears("husband", "真的很急");
    EXPECT_NE(reply.find("已经在按急的办了"), std::string::npos) << reply;
    EXPECT_TRUE(stage.told("partner").empty());
}

TEST(Faster, WhatTheOfficeSaidIsToldHonestly) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.run(RetierTicket{id, Tier::t3, "对方说下周也行"}, {ActorKind::coordinator, PersonId{"coordinator"}});
    const auto reply = stage.hears("husband", "很急");
    EXPECT_NE(reply.find("协调员已经定过"), std::string::npos) << reply;
    EXPECT_EQ(stage.ticket(id).tier, Tier::t3);
}

TEST(Faster, TodaySaysWhenAsWell) {
    Stage stage;
    stage.hears("husband", request("想找人照顾老人，天河区花城大道5号", "living.eldercare").slot([](Slots& s) {
        s.address = "天河区花城大道5号";
    }));
    ASSERT_TRUE(stage.chat("husband").question);
    ASSERT_EQ(stage.chat("husband").question->slot, "when");
    stage.hears("husband", Reads{"今天就要", {"supplement"}}.slot([](Slots& s) { s.when = "今天"; }));
    EXPECT_EQ(stage.did<RetierTicket>().size(), 1U);
    EXPECT_NE(stage.ticket("10001").facts.at("when").find("今天"), std::string::npos);
}

}  // namespace
}  // namespace warmline::bot::testing
