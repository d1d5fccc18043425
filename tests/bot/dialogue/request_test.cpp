#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

Reads two_needs() {
    return Reads{"家里老人没人照顾，孩子小学四年级数学跟不上，我要上夜班", {"request"}}
        .need("living.eldercare", "老人没人照顾")
        .need("education.tutoring", "数学跟不上")
        .slot([](Slots& s) {
            s.beneficiary = "family";
            s.child_grade = "小四";
            s.subject = "数学";
        });
}

TEST(Request, SeveralNeedsBecomeSeveralTickets) {
    Stage stage;
    const auto reply = stage.hears("husband", two_needs());
    const auto opened = stage.did<OpenTicket>();
    ASSERT_EQ(opened.size(), 2U);
    EXPECT_EQ(opened[0].need, "living.eldercare");
    EXPECT_EQ(opened[0].summary, "家里老人没人照顾") << "the clause about this need";
    EXPECT_FALSE(opened[0].facts.contains("subject"));
    EXPECT_EQ(opened[1].summary, "孩子小学四年级数学跟不上");
    EXPECT_EQ(opened[1].facts.at("subject"), "数学");
    EXPECT_EQ(opened[1].facts.at("hospital"), "示范大学附属医院") << "known of the home, so that it is routed";
    for (const char* words : {"长者照护", "单号10001", "学业辅导", "单号10002", "陈晓", "前"})
        EXPECT_NE(reply.find(words), std::string::npos) << words;
    EXPECT_EQ(stage.chat("husband").listed, (std::vector{TicketId{"10001"}, TicketId{"10002"}}));
}

TEST(Request, SameNeedOpenAlreadyIsAddedTo) {
    Stage stage;
    stage.hears("husband", two_needs());
    stage.hears("husband", request("老人晚上也要人陪", "living.eldercare"));
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
    ASSERT_EQ(stage.did<AmendTicket>().size(), 1U);
    EXPECT_EQ(stage.did<AmendTicket>()[0].ticket.value, "10001");
    EXPECT_EQ(stage.state.tickets.size(), 2U);
    EXPECT_TRUE(stage.said("already"));
}

TEST(Request, StrangerIsRegisteredOnceWithWhatIsKnown) {
    Stage stage;
    stage.hears("stranger",
                request("我是示范附院的护士，家里老人要人照顾，电话13800005678", "living.eldercare").slot([](Slots& s) {
                    s.hospital = "示范附院";
                    s.phone = "13800005678";
                    s.district = "天河";
                }));
    ASSERT_EQ(stage.did<ChangePerson>().size(), 1U);
    ASSERT_EQ(stage.did<ChangeHousehold>().size(), 1U);
    const auto& person = stage.state.persons.at(stage.chat("stranger").person);
    EXPECT_EQ(person.phone, "13800005678");
    EXPECT_EQ(person.hospital, "示范大学附属医院") << "as the programme names it";
    EXPECT_EQ(person.conversations.size(), 1U);
    EXPECT_TRUE(person.roles.contains(Role::requester));
    EXPECT_EQ(stage.state.households.at(person.household).organisation.value, "gz")
        << "routed by the hospital, as a family";
    stage.hears("stranger", request("还要接送一趟", "transport"));
    EXPECT_TRUE(stage.did<ChangePerson>().empty()) << "known now";
    EXPECT_EQ(stage.did<OpenTicket>()[0].requester, person.id);
}

TEST(Request, TheDialectThatIsSpokenIsKeptAndKnownOfTheHome) {
    struct {
        const char *text, *language;
    } const rows[] = {{"老人只会讲白话，想请人帮忙买菜", "粤语"},
                      {"家里老人只听得懂潮汕话，想请人陪", "潮汕话"},
                      {"最好会说广东话的，帮忙买菜", "粤语"},
                      {"孩子想学粤语歌，找人教", ""},
                      {"孩子英语跟不上", ""}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        stage.hears("stranger", request(row.text, "living.eldercare"));
        ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
        const auto& facts = stage.did<OpenTicket>()[0].facts;
        const auto said = facts.find("language");
        EXPECT_EQ(said == facts.end() ? "" : said->second, row.language);
        const auto& home = stage.state.persons.at(stage.chat("stranger").person).household;
        EXPECT_EQ(stage.state.households.at(home).language, row.language);
    }
}

TEST(Request, NumberOfSomebodyElseStaysTheirsUntilItIsChecked) {
    Stage stage;
    const auto with_phone = [](const char* words) {
        return request(words, "living.groceries").slot([](Slots& s) { s.phone = "13800001234"; });
    };
    stage.hears("stranger", with_phone("菜没了，电话13800001234"));
    const auto& person = stage.state.persons.at(stage.chat("stranger").person);
    EXPECT_NE(person.id.value, "husband") << "a number is no proof";
    EXPECT_TRUE(person.phone.empty()) << "whoever calls from it is still the husband";
    EXPECT_EQ(stage.ticket("10001").facts.at("phone"), "13800001234") << "but whoever comes may call it";
    ASSERT_EQ(stage.did<OpenCallTask>().size(), 1U);
    EXPECT_NE(stage.did<OpenCallTask>()[0].task.text.find("核对"), std::string::npos);
    stage.hears("stranger", with_phone("还要米，电话13800001234"));
    EXPECT_TRUE(stage.did<OpenCallTask>().empty()) << "once";
}

TEST(Request, HospitalThatIsOnlyGoneToIsNoEmployer) {
    Stage stage;
    stage.hears("stranger",
                request("送我妈去示范附院复诊，没车", "transport").slot([](Slots& s) { s.hospital = "示范附院"; }));
    const auto opened = stage.did<OpenTicket>();
    ASSERT_EQ(opened.size(), 1U);
    EXPECT_FALSE(opened[0].facts.contains("hospital"));
    EXPECT_EQ(opened[0].facts.at("destination"), "示范大学附属医院");
    EXPECT_TRUE(stage.state.persons.at(stage.chat("stranger").person).hospital.empty());
}

TEST(Request, UnsureReaderAsksOneQuestionWithNumberedOptions) {
    Stage stage;
    const auto reply = stage.hears(
        "husband", Reads{"孩子在家没人管学习", {"request"}}.ask({"education.tutoring", "living.eldercare"}));
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
    EXPECT_NE(reply.find("1. 学业辅导\n2. 长者照护\n3. 都不是"), std::string::npos) << reply;
    struct {
        const char* answer;
        const char* need;
    } const rows[] = {{"1", "education.tutoring"},
                      {"第一个", "education.tutoring"},
                      {"二", "living.eldercare"},
                      {"学业辅导吧", "education.tutoring"},
                      {"选2", "living.eldercare"}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.answer);
        const auto turn = stage.turn("husband", Reads{row.answer});
        const OpenTicket* opened = nullptr;
        for (const auto& command : turn.commands)
            if (const auto* open = std::get_if<OpenTicket>(&command)) opened = open;
        ASSERT_NE(opened, nullptr);
        EXPECT_EQ(opened->need, row.need);
        EXPECT_EQ(opened->summary, "孩子在家没人管学习") << "the words that made us ask";
    }
}

TEST(Request, NoneOfTheseGoesToAPerson) {
    for (const char* answer : {"都不是", "3", "以上都不是"}) {
        SCOPED_TRACE(answer);
        Stage stage;
        stage.hears("husband", Reads{"家里那个事", {"request"}}.ask({"education.tutoring", "living.eldercare"}));
        stage.hears("husband", answer);
        ASSERT_EQ(stage.did<OpenCallTask>().size(), 1U);
        EXPECT_EQ(stage.did<OpenCallTask>()[0].task.text, "家里那个事");
        EXPECT_TRUE(stage.said("person.reading"));
        EXPECT_FALSE(stage.chat("husband").question);
    }
}

TEST(Request, RephrasedInClearWordsSettlesTheQuestion) {
    Stage stage;
    stage.hears("husband", Reads{"家里那个事", {"request"}}.ask({"education.tutoring", "living.eldercare"}));
    stage.hears("husband", request("就是老人没人照顾", "living.eldercare"));
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
    ASSERT_TRUE(stage.chat("husband").question);
    EXPECT_EQ(stage.chat("husband").question->kind, "slot");
}

TEST(Request, WhatNobodyCanReadGoesToAPersonWithHonestWords) {
    Stage stage;
    const auto reply = stage.hears("husband", Reads{"那个那个还有这个", {"request"}}.person());
    ASSERT_EQ(stage.did<OpenCallTask>().size(), 1U);
    EXPECT_EQ(stage.did<OpenCallTask>()[0].task.reason, "person_wanted");
    EXPECT_NE(reply.find("怕理解错"), std::string::npos);
}

TEST(Request, NeedOutsideTheCatalogueIsReadByACoordinator) {
    Stage stage;
    stage.hears("husband", request("想要一本书", "some.new.need"));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "other");
    EXPECT_TRUE(stage.refusals.empty());
}

/// One need is beyond doubt, another one likely.
Reads firm_and_likely() {
    Reads reads{"给老人买点菜，孩子的课也落下了", {"request"}};
    reads.need("living.groceries", "给老人买点菜").ask({"living.groceries", "education.tutoring", "other"});
    reads.understanding.likely_options = 2;
    return reads;
}

TEST(Request, LikelyNeedBesideAFirmOneIsAskedAbout) {
    Stage stage;
    const auto reply = stage.hears("husband", firm_and_likely());
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "living.groceries");
    EXPECT_NE(reply.find("1. 学业辅导\n2. 没有别的了"), std::string::npos) << reply;
    stage.hears("husband", "1");
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "education.tutoring");
    EXPECT_TRUE(stage.last.conversation.question) << "what both lack is asked now";
}

TEST(Request, NothingFurtherGoesOnWithWhatIsMissing) {
    for (const char* answer : {"没有", "2", "没有别的了", "就这些"}) {
        Stage stage;
        stage.hears("husband", firm_and_likely());
        const auto reply = stage.hears("husband", answer);
        EXPECT_TRUE(stage.did<OpenTicket>().empty()) << answer;
        EXPECT_TRUE(stage.did<OpenCallTask>().empty()) << answer << ": nobody need read it";
        EXPECT_TRUE(stage.said("further.none")) << reply;
        ASSERT_TRUE(stage.last.conversation.question) << answer;
        EXPECT_EQ(stage.last.conversation.question->kind, "slot");
        ASSERT_EQ(stage.last.examples.size(), 1U);
        EXPECT_EQ(stage.last.examples[0].needs, std::vector<Code>{"living.groceries"});
    }
}

TEST(Request, MoreNeedsThanNumbersAreNotLost) {
    Stage stage;
    Reads reads{"什么都要", {"request"}};
    for (const char* need : {"living.eldercare", "education.tutoring", "living.groceries", "transport", "psych.counsel",
                             "medical.care", "other"})
        reads.need(need);
    stage.hears("husband", reads);
    EXPECT_EQ(stage.did<OpenTicket>().size(), tickets_per_turn_max);
    EXPECT_EQ(stage.did<OpenCallTask>().size(), 1U);
}

TEST(Request, FactsToldBeforeTheNeedIsSettledAreKeptForIt) {
    Stage stage;
    stage.hears("stranger", Reads{"我想给妈妈送点菜", {"request", "offer_donation"}}.ask({"living.groceries"}));
    EXPECT_TRUE(stage.did<OpenCallTask>().empty()) << "a gift that may be a request is asked about first";
    stage.hears("stranger", Reads{"花城大道5号", {"supplement"}}.slot([](Slots& s) { s.address = "花城大道5号"; }));
    EXPECT_TRUE(stage.said("ask.need"));
    stage.hears("stranger", "1");
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].facts.at("address"), "花城大道5号");
}

TEST(Request, PartnersWordsJoinTheFamilysOwnTicket) {
    Stage stage;
    stage.hears("husband", request("菜吃完了", "living.groceries"));
    stage.hears("partner", request("王先生家还缺米", "living.groceries"));
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
    EXPECT_EQ(stage.did<AmendTicket>().size(), 1U);
}

}  // namespace
}  // namespace warmline::bot::testing
