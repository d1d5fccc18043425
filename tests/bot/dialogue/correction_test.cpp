#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

void opens_two(Stage& stage) {
    stage.hears("husband", Reads{"老人没人照顾，孩子四年级要补数学", {"request"}}
                               .need("living.eldercare", "老人没人照顾")
                               .need("education.tutoring", "补数学")
                               .slot([](Slots& s) {
                                   s.subject = "数学";
                                   s.child_grade = "小四";
                               }));
}

TEST(Correction, WrongOneIsAskedAboutAndDropped) {
    Stage stage;
    opens_two(stage);
    const auto reply = stage.hears("husband", "第二条不对");
    EXPECT_TRUE(stage.said("ask.correct"));
    EXPECT_NE(reply.find("学业辅导"), std::string::npos);
    stage.hears("husband", "撤掉");
    EXPECT_EQ(stage.ticket("10002").state, TicketState::cancelled);
    EXPECT_NE(stage.ticket("10001").state, TicketState::cancelled);
}

TEST(Correction, WrongOneIsReplacedByWhatIsRight) {
    Stage stage;
    opens_two(stage);
    stage.hears("husband", "第一条不对");
    stage.hears("husband", request("是要买菜", "living.groceries"));
    EXPECT_EQ(stage.ticket("10001").state, TicketState::cancelled);
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "living.groceries");
}

TEST(Correction, FactsAreSetRight) {
    struct {
        const char* text;
        const char* slot;
        const char* value;
    } const rows[] = {{"不是数学，是英语", "subject", "英语"},
                      {"是英语不是数学", "subject", "英语"},
                      {"第二条错了，不是数学，是语文", "subject", "语文"}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        opens_two(stage);
        stage.chat("husband").question.reset();
        stage.hears("husband", Reads{row.text, {"supplement"}});
        EXPECT_EQ(stage.ticket("10002").facts.at(row.slot), row.value);
        EXPECT_TRUE(stage.said("corrected"));
        EXPECT_TRUE(stage.did<OpenTicket>().empty());
    }
}

TEST(Correction, ReadSlotWinsOverTheBareWords) {
    Stage stage;
    opens_two(stage);
    stage.chat("husband").question.reset();
    stage.hears("husband",
                Reads{"第二条不对，应该是五年级", {"supplement"}}.slot([](Slots& s) { s.child_grade = "小五"; }));
    EXPECT_EQ(stage.ticket("10002").facts.at("child_grade"), "小五");
}

TEST(Correction, OneNeedForAnother) {
    Stage stage;
    opens_two(stage);
    stage.chat("husband").question.reset();
    stage.hears("husband", Reads{"不是要照顾老人，是要车接送", {"request"}}.need("transport", "车接送"));
    EXPECT_EQ(stage.ticket("10001").state, TicketState::cancelled);
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "transport");
}

TEST(Correction, OtherSentencesWithNotAreNone) {
    Stage stage;
    opens_two(stage);
    stage.chat("husband").question.reset();
    for (const char* text : {"我不是催你们", "不是说今天来吗", "是不是快到了"}) {
        SCOPED_TRACE(text);
        stage.hears("husband", Reads{text, {"status"}});
        EXPECT_TRUE(stage.did<AmendTicket>().empty());
        EXPECT_TRUE(stage.did<CancelTicket>().empty());
    }
}

TEST(Correction, OneOfSeveralGoods) {
    Stage stage;
    stage.hears("husband", request("要青菜鸡蛋", "living.groceries").slot([](Slots& s) {
        s.items = {{"青菜鸡蛋", {}, ""}};
    }));
    stage.hears("husband", Reads{"不是鸡蛋，是牛奶", {"supplement"}});
    EXPECT_EQ(stage.ticket("10001").facts.at("items"), "青菜牛奶");
}

}  // namespace
}  // namespace warmline::bot::testing
