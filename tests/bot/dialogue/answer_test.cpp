#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

TicketId resolved(Stage& stage, const Code& need = "living.eldercare") {
    const auto id = stage.accepted_by("partner", need);
    stage.hears("partner", "完成 " + id.value + " 都办妥");
    return id;
}

TEST(Answer, RatesInPeoplesWords) {
    struct {
        const char* text;
        bool solved;
        int score;
    } const rows[] = {
        {"满意", true, 5},    {"非常满意！", true, 5},  {"5分", true, 5},          {"５", true, 5},
        {"打4分", true, 4},   {"一般", true, 3},        {"还行吧", true, 3},       {"不满意", false, 2},
        {"没解决", false, 1}, {"根本没人来", false, 1}, {"谢谢陈干部", true, 5},   {"挺好的", true, 5},
        {"2分", false, 2},    {"好", true, 5},          {"不错，很耐心", true, 5},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        const auto id = resolved(stage);
        ASSERT_TRUE(stage.chat("husband").question);
        stage.hears("husband", row.text);
        const auto did = stage.did<RateTicket>();
        ASSERT_EQ(did.size(), 1U);
        EXPECT_EQ(did[0].ticket, id);
        EXPECT_EQ(did[0].solved, row.solved);
        EXPECT_EQ(did[0].score, row.score);
        EXPECT_FALSE(stage.chat("husband").question);
        EXPECT_EQ(stage.ticket(id).state == TicketState::closed, row.solved);
    }
}

TEST(Answer, UnclearRatingIsAskedOnceMore) {
    Stage stage;
    const auto id = resolved(stage);
    stage.hears("husband", "阿姨今天吃了两碗");
    EXPECT_TRUE(stage.said("ask.feedback"));
    EXPECT_EQ(stage.did<AddNote>().size(), 1U) << "the words are kept";
    stage.hears("husband", "满意");
    EXPECT_EQ(stage.ticket(id).state, TicketState::closed);
}

TEST(Answer, ThanksWithANewRequestDoesBoth) {
    Stage stage;
    const auto id = resolved(stage);
    stage.hears("husband",
                Reads{"谢谢，很满意，另外菜吃完了", {"feedback", "request"}}.need("living.groceries", "菜吃完了"));
    EXPECT_EQ(stage.ticket(id).state, TicketState::closed);
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "living.groceries");
}

TEST(Answer, NotSolvedOfTheSameNeedIsDoneAgain) {
    struct {
        const char* why;
        Reads reads;
    } const rows[] = {
        {"the same need", request("没解决，还是没人照顾老人", "living.eldercare")},
        {"no need at all", Reads{"没解决，还是没人管"}},
        {"the same, read with doubt", request("根本没来，老人没人管", "living.eldercare").ask({"living.eldercare"})},
        {"as feedback", Reads{"没有解决，老人还是一个人", {"feedback"}}},
        {"both", Reads{"没人来，老人还是没人照顾", {"feedback", "request"}}.need("living.eldercare")},
        {"nobody came", request("没人来照顾老人", "living.eldercare")},
        {"not mended", Reads{"没弄好，还是那样"}},
        {"a shorter word", request("还是没人照顾老人", "living.eldercare")},
    };
    for (const auto& row : rows) {
        for (const bool asked : {true, false}) {
            SCOPED_TRACE(std::string{row.why} + (asked ? ", asked" : ""));
            Stage stage;
            const auto id = resolved(stage);
            if (!asked && row.reads.understanding.needs.empty()) continue;
            if (!asked) stage.chat("husband").question.reset();
            stage.hears("husband", row.reads);
            EXPECT_TRUE(stage.did<OpenTicket>().empty());
            ASSERT_EQ(stage.did<RateTicket>().size(), 1U);
            EXPECT_FALSE(stage.did<RateTicket>()[0].solved);
            EXPECT_EQ(stage.did<RateTicket>()[0].comment, row.reads.text);
            EXPECT_EQ(stage.ticket(id).state, TicketState::reopened);
        }
    }
}

TEST(Answer, WhatIsAboutAnotherNeedIsNotDoneAgain) {
    for (const auto& reads :
         {request("没人来送菜，家里没菜了", "living.groceries"), request("孩子作业没人管", "education.tutoring"),
          request("还没人接孩子", "transport"), request("家里没人做饭，老人也没人送去看病", "medical.care")}) {
        SCOPED_TRACE(reads.text);
        Stage stage;
        const auto id = resolved(stage);
        stage.hears("husband", reads);
        EXPECT_EQ(stage.ticket(id).state, TicketState::resolved);
        EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
    }
}

TEST(Answer, OfSeveralDoneTheNeedSaysWhichIsDoneAgain) {
    Stage stage;
    const auto first = resolved(stage);
    const auto second = stage.accepted_by("tutor-1", "education.tutoring");
    stage.hears("tutor-1", "完成 " + second.value + " 上完课了");
    stage.hears("husband", request("没解决，老人还是没人照顾", "living.eldercare"));
    EXPECT_EQ(stage.ticket(first).state, TicketState::reopened);
    EXPECT_EQ(stage.ticket(second).state, TicketState::resolved);
}

TEST(Answer, NewRequestIsNoRating) {
    Stage stage;
    const auto id = resolved(stage);
    stage.hears("husband", request("孩子数学不好，想补课，谢谢", "education.tutoring"));
    EXPECT_EQ(stage.ticket(id).state, TicketState::resolved);
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
    ASSERT_TRUE(stage.chat("husband").question);
}

TEST(Answer, CompleteWithoutNoteCountsAtOnceAndTakesTheNoteAfter) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.hears("partner", "完成");
    EXPECT_EQ(stage.ticket(id).state, TicketState::resolved);
    EXPECT_TRUE(stage.said("ask.note"));
    stage.hears("partner", "陪老人吃了晚饭");
    ASSERT_EQ(stage.did<AddNote>().size(), 1U);
    EXPECT_EQ(stage.did<AddNote>()[0].text, "陪老人吃了晚饭");
}

TEST(Answer, StaleQuestionIsForgotten) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare"));
    stage.now += 4 * 24h;
    stage.hears("husband", "花城大道5号");
    EXPECT_FALSE(stage.ticket("10001").facts.contains("address"));
}

TEST(Answer, OkWithoutAQuestionIsJustAcknowledged) {
    Stage stage;
    stage.hears("husband", "好的");
    EXPECT_TRUE(stage.said("ack"));
    EXPECT_TRUE(stage.last.commands.empty());
}

}  // namespace
}  // namespace warmline::bot::testing
