#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

/// The partner asks for more time, which the coordinator hears.
TicketId asks(Stage& stage, const char* who = "partner", const Code& need = "living.eldercare") {
    const auto id = stage.accepted_by(who, need);
    const auto due = std::ranges::find(stage.ticket(id).deadlines, DeadlineKind::resolve, &Deadline::kind)->due;
    stage.run(AskExtension{id, PersonId{who}, due + 24h, "家属要等核酸结果"}, {ActorKind::helper, PersonId{who}});
    return id;
}

std::string shown(const Stage& stage) {
    std::string out;
    for (const auto& one : stage.did<RuleExtension>())
        out += one.ticket.value + (one.granted ? " yes " : " no ") + one.reason;
    return out.empty() ? "-" : out;
}

TEST(Ruling, NoticeTellsHowLongWhyAndHow) {
    Stage stage;
    asks(stage);
    const auto told = stage.told("coordinator");
    ASSERT_FALSE(told.empty());
    for (const char* part : {"陈晓", "后天10:00", "家属要等核酸结果", "同意", "不同意"})
        EXPECT_NE(told.back().find(part), std::string::npos) << told.back();
}

TEST(Ruling, IsSaidInPlainWords) {
    struct {
        const char* text;
        const char* ruled;
    } const rows[] = {
        {"同意", "10001 yes "},
        {"可以", "10001 yes "},
        {"好的", "10001 yes "},
        {"批准延期", "10001 yes "},
        {"同意 10001", "10001 yes "},
        {"同意，跟家属说一声", "10001 yes 跟家属说一声"},
        {"不同意，原因：老人等不了", "10001 no 老人等不了"},
        {"不行，家里等不了", "10001 no 家里等不了"},
        {"不同意10001 因为已经晚了", "10001 no 已经晚了"},
        {"驳回 不能再拖", "10001 no 不能再拖"},
        {"不同意", "-"},
        {"同意什么", "-"},
        {"能不能先问问家属", "-"},
        {"好的，我问一下再说", "-"},
        {"我同意你的看法", "-"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        asks(stage);
        stage.hears("coordinator", row.text);
        EXPECT_EQ(shown(stage), row.ruled);
        EXPECT_TRUE(stage.refusals.empty());
    }
}

TEST(Ruling, HoldsAndIsToldToBoth) {
    Stage stage;
    const auto id = asks(stage);
    stage.told("partner");
    stage.told("husband");
    const auto reply = stage.hears("coordinator", "同意");
    EXPECT_NE(reply.find("后天10:00"), std::string::npos) << reply;
    EXPECT_EQ(stage.ticket(id).extensions, 1);
    EXPECT_EQ(stage.told("partner").size(), 1U);
    EXPECT_EQ(stage.told("husband").size(), 1U);
    EXPECT_FALSE(stage.chat("coordinator").question);
}

TEST(Ruling, ANoIsAskedForItsReason) {
    Stage stage;
    const auto id = asks(stage);
    stage.hears("coordinator", "不同意");
    EXPECT_TRUE(stage.said("ask.ruling_reason"));
    stage.hears("coordinator", "老人一个人在家，等不了");
    EXPECT_EQ(shown(stage), id.value + " no 老人一个人在家，等不了");
    EXPECT_FALSE(stage.ticket(id).extension);
}

TEST(Ruling, OfSeveralTheNumberSaysWhich) {
    Stage stage;
    const auto first = asks(stage);
    const auto second = asks(stage, "tutor-1", "education.tutoring");
    stage.hears("coordinator", "同意");
    EXPECT_TRUE(stage.said("ask.ruling_which"));
    stage.hears("coordinator", "同意 " + second.value);
    EXPECT_EQ(shown(stage), second.value + " yes ");
    stage.hears("coordinator", "不同意，等不了");
    EXPECT_EQ(shown(stage), first.value + " no 等不了") << "the other one is left";
}

TEST(Ruling, WhatWasRuledAtTheConsoleIsSaidToBe) {
    Stage stage;
    const auto id = asks(stage);
    stage.run(RuleExtension{id, true, ""}, {ActorKind::coordinator, PersonId{"coordinator"}});
    const auto reply = stage.hears("coordinator", "同意");
    EXPECT_TRUE(stage.did<RuleExtension>().empty());
    EXPECT_NE(reply.find("可能已经批过了"), std::string::npos) << reply;
}

TEST(Ruling, IsOnlyForCoordinators) {
    Stage stage;
    const auto id = asks(stage);
    Question question;
    question.kind = "ruling";
    question.tickets = {id};
    question.asked = stage.now;
    stage.chat("husband").question = question;
    stage.hears("husband", "同意");
    EXPECT_TRUE(stage.did<RuleExtension>().empty());
    EXPECT_TRUE(stage.ticket(id).extension);
}

}  // namespace
}  // namespace warmline::bot::testing
