#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

void opens_two(Stage& stage) {
    stage.hears("husband", Reads{"老人没人照顾，孩子要补数学", {"request"}}
                               .need("living.eldercare", "老人没人照顾")
                               .need("education.tutoring", "补数学"));
    stage.chat("husband").question.reset();
}

TEST(Intent, StatusListsOwnTicketsWithStateAndDeadline) {
    Stage stage;
    opens_two(stage);
    stage.hears("partner", "接单");
    const auto reply = stage.hears("husband", Reads{"办到哪了", {"status"}});
    EXPECT_NE(reply.find("1. 长者照护（单号10001）：陈晓已经接下，明天10:00前办好"), std::string::npos) << reply;
    EXPECT_NE(reply.find("2. 学业辅导（单号10002）：正在请合适的人"), std::string::npos) << reply;
}

TEST(Intent, StatusOfOneAndOfNone) {
    Stage stage;
    EXPECT_TRUE((stage.hears("husband", "进度"), stage.said("status.none")));
    opens_two(stage);
    const auto reply = stage.hears("husband", Reads{"10002怎么样了", {"status"}});
    EXPECT_EQ(reply.find("长者照护"), std::string::npos);
    EXPECT_NE(reply.find("学业辅导"), std::string::npos);
}

TEST(Intent, StatusOfSomebodyElsesTicketIsNotTold) {
    Stage stage;
    opens_two(stage);
    const auto reply = stage.hears("stranger", Reads{"10001怎么样了", {"status"}});
    EXPECT_TRUE(stage.said("status.none"));
    EXPECT_EQ(reply.find("长者照护"), std::string::npos);
}

TEST(Intent, UrgingIsOfTheTicketThatTheWordsPointAt) {
    Stage stage;
    opens_two(stage);
    stage.hears("husband", Reads{"老人那个怎么还没人来", {"status"}});
    ASSERT_EQ(stage.did<UrgeTicket>().size(), 1U);
    EXPECT_EQ(stage.did<UrgeTicket>()[0].ticket.value, "10001");
}

TEST(Intent, CancelTheOnlyOneAtOnce) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare"));
    stage.hears("husband", Reads{"不用了，我妈来了", {"cancel"}});
    EXPECT_EQ(stage.ticket("10001").state, TicketState::cancelled);
    EXPECT_TRUE(stage.said("cancel.done"));
}

TEST(Intent, CancelOneOfSeveral) {
    struct {
        const char* text;
        bool first, second;
    } const rows[] = {{"第二条不用了", false, true},
                      {"取消10001", true, false},
                      {"辅导不用了", false, true},
                      {"老人那个取消", true, false}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        opens_two(stage);
        stage.hears("husband", Reads{row.text, {"cancel"}});
        EXPECT_EQ(stage.ticket("10001").state == TicketState::cancelled, row.first);
        EXPECT_EQ(stage.ticket("10002").state == TicketState::cancelled, row.second);
    }
}

TEST(Intent, CancelAsksWhichAndConfirmsAll) {
    Stage stage;
    opens_two(stage);
    stage.hears("husband", Reads{"不需要了", {"cancel"}});
    EXPECT_TRUE(stage.said("ask.cancel_which"));
    EXPECT_TRUE(stage.did<CancelTicket>().empty());
    stage.hears("husband", "全部");
    EXPECT_TRUE(stage.said("ask.cancel_all"));
    EXPECT_TRUE(stage.did<CancelTicket>().empty());
    stage.hears("husband", "是的");
    EXPECT_EQ(stage.ticket("10001").state, TicketState::cancelled);
    EXPECT_EQ(stage.ticket("10002").state, TicketState::cancelled);
}

TEST(Intent, CancelCanBeTakenBack) {
    Stage stage;
    opens_two(stage);
    stage.hears("husband", Reads{"都取消", {"cancel"}});
    stage.hears("husband", "不");
    EXPECT_NE(stage.ticket("10001").state, TicketState::cancelled);
    EXPECT_TRUE(stage.said("kept"));
}

TEST(Intent, SupplementGoesWhereItBelongs) {
    Stage stage;
    opens_two(stage);
    stage.hears("husband",
                Reads{"补充一下，孩子是五年级", {"supplement"}}.slot([](Slots& s) { s.child_grade = "小五"; }));
    ASSERT_EQ(stage.did<AmendTicket>().size(), 1U);
    EXPECT_EQ(stage.did<AmendTicket>()[0].ticket.value, "10002");
    stage.hears("husband",
                Reads{"电话换成13800007777", {"supplement"}}.slot([](Slots& s) { s.phone = "13800007777"; }));
    EXPECT_EQ(stage.did<AmendTicket>().size(), 2U) << "holds for all";
    EXPECT_EQ(stage.state.persons.at(PersonId{"husband"}).phone, "13800007777");
    stage.hears("stranger", Reads{"地址是花城大道5号", {"supplement"}});
    EXPECT_TRUE(stage.said("supplement.none"));
}

TEST(Intent, FeedbackFindsTheResolvedTicket) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.hears("partner", "完成 好了");
    stage.chat("husband").question.reset();
    stage.hears("husband", Reads{"陈干部今天来了，很耐心", {"feedback"}});
    ASSERT_EQ(stage.did<RateTicket>().size(), 1U);
    EXPECT_EQ(stage.did<RateTicket>()[0].ticket, id);
}

TEST(Intent, ComplaintOfWhatIsUnderWayGoesToAPerson) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.hears("husband", Reads{"说好今天来，根本没人来", {"feedback"}});
    ASSERT_EQ(stage.did<AddNote>().size(), 1U);
    ASSERT_EQ(stage.did<OpenCallTask>().size(), 1U);
    EXPECT_EQ(stage.did<OpenCallTask>()[0].task.ticket, id);
    EXPECT_TRUE(stage.said("feedback.complaint"));
}

TEST(Intent, WhereAHumanMustActOneIsCalled) {
    struct {
        const char* intent;
        const char* key;
        bool call;
    } const rows[] = {{"human", "human.coming", true},
                      {"offer_volunteer", "volunteer.thanks", true},
                      {"offer_donation", "donation.thanks", true},
                      {"consult", "consult.answer", true},
                      {"chitchat", "chat", false}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.intent);
        Stage stage;
        stage.hears("stranger", Reads{"我想说一件事情", {row.intent}});
        EXPECT_TRUE(stage.said(row.key));
        EXPECT_EQ(stage.did<OpenCallTask>().size(), row.call ? 1U : 0U);
        if (row.call) {
            EXPECT_EQ(stage.did<OpenCallTask>()[0].task.organisation.value, "gd");
        }
    }
}

TEST(Intent, PersonIsCalledOnceNotFiveTimes) {
    Stage stage;
    stage.hears("husband", "0");
    EXPECT_EQ(stage.did<OpenCallTask>().size(), 1U);
    stage.hears("husband", "转人工");
    EXPECT_TRUE(stage.did<OpenCallTask>().empty());
    EXPECT_TRUE(stage.said("human.again"));
    stage.now += 30min;
    stage.hears("husband", "人工");
    EXPECT_EQ(stage.did<OpenCallTask>().size(), 1U);
}

TEST(Intent, EveryOfferReachesAPerson) {
    Stage stage;
    stage.hears("stranger", Reads{"我是退休教师，想来当志愿者", {"offer_volunteer"}});
    stage.hears("stranger", Reads{"我们公司想捐500个口罩", {"offer_donation"}});
    ASSERT_EQ(stage.did<OpenCallTask>().size(), 1U) << "another matter, not the same call again";
    EXPECT_EQ(stage.did<OpenCallTask>()[0].task.text, "我们公司想捐500个口罩");
    stage.hears("stranger", "转人工");
    EXPECT_EQ(stage.did<OpenCallTask>().size(), 1U);
}

TEST(Intent, KeywordsAreWholeMessages) {
    struct {
        const char* text;
        const char* key;
    } const rows[] = {{"帮助", "help.requester"}, {"？", "help.requester"}, {"菜单", "help.requester"},
                      {"你好", "greeting"},       {"在吗", "greeting"},     {"谢谢你们", "thanks"},
                      {"辛苦了", "thanks"},       {"，。！", "greeting"},   {"查询进度", "status.none"}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        stage.hears("husband", row.text);
        EXPECT_TRUE(stage.said(row.key));
    }
    Stage stage;
    stage.hears("partner", "帮助");
    EXPECT_TRUE(stage.said("help.helper"));
    stage.hears("husband", request("谢谢，我还要买菜", "living.groceries"));
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U) << "a keyword never swallows a request";
}

TEST(Intent, SeveralIntentsOfOneMessageAreAllTaken) {
    Stage stage;
    opens_two(stage);
    stage.hears("husband", Reads{"辅导不用了，帮我叫个人来说", {"cancel", "human"}});
    EXPECT_EQ(stage.ticket("10002").state, TicketState::cancelled);
    EXPECT_EQ(stage.did<OpenCallTask>().size(), 1U);
}

}  // namespace
}  // namespace warmline::bot::testing
