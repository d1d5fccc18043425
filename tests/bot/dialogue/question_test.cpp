#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

const Question& asked(Stage& stage, const std::string& who) {
    static const Question none;
    const auto& question = stage.chat(who).question;
    return question ? *question : none;
}

TEST(OpenQuestion, OneAtATimeUntilAllIsKnown) {
    Stage stage;
    stage.hears("stranger", request("家里老人没人照顾", "living.eldercare"));
    ASSERT_EQ(asked(stage, "stranger").slot, "address");
    auto reply = stage.hears("stranger", "花城大道5号3栋");
    EXPECT_NE(reply.find("什么时候方便"), std::string::npos) << reply;
    EXPECT_EQ(asked(stage, "stranger").slot, "when");
    stage.hears("stranger", "每天晚上");
    EXPECT_EQ(asked(stage, "stranger").kind, "identity");
    EXPECT_EQ(asked(stage, "stranger").slot, "hospital");
    stage.hears("stranger", "示范附院");
    EXPECT_EQ(asked(stage, "stranger").slot, "phone");
    stage.hears("stranger", "138 0000 5678");
    EXPECT_EQ(asked(stage, "stranger").slot, "name");
    reply = stage.hears("stranger", "叫我陈女士就行");
    EXPECT_FALSE(stage.chat("stranger").question);
    EXPECT_NE(reply.find("都清楚了"), std::string::npos);
    const auto& ticket = stage.ticket("10001");
    EXPECT_EQ(ticket.facts.at("address"), "花城大道5号3栋");
    EXPECT_EQ(ticket.facts.at("when"), "每天晚上");
    EXPECT_EQ(ticket.facts.at("phone"), "13800005678");
    const auto& person = stage.state.persons.at(stage.chat("stranger").person);
    EXPECT_EQ(person.phone, "13800005678");
    EXPECT_EQ(person.name, "陈女士");
    EXPECT_EQ(person.hospital, "示范大学附属医院");
    EXPECT_EQ(stage.state.households.at(person.household).address, "花城大道5号3栋");
}

TEST(OpenQuestion, NothingIsAskedTwice) {
    Stage stage;
    stage.hears("stranger",
                request("老人没人照顾，每天晚上，花城大道5号，我是示范附院的护士，13800005678", "living.eldercare")
                    .slot([](Slots& s) {
                        s.when = "每天晚上";
                        s.address = "花城大道5号";
                        s.hospital = "示范附院";
                        s.phone = "13800005678";
                    }));
    EXPECT_EQ(asked(stage, "stranger").slot, "name") << "all else was said";
    stage.hears("stranger", request("菜也吃完了", "living.groceries"));
    EXPECT_EQ(asked(stage, "stranger").slot, "items") << "the address is known of the home";
}

TEST(OpenQuestion, NameIsAskedOnce) {
    Stage stage;
    const auto reply = stage.hears("stranger", request("菜没了", "living.groceries").slot([](Slots& s) {
        s.items = {{"菜", {}, ""}};
        s.address = "花城大道5号";
        s.hospital = "示范附院";
        s.phone = "13800005678";
    }));
    EXPECT_NE(reply.find("怎么称呼您"), std::string::npos) << reply;
    stage.hears("stranger", request("还要接送一趟", "transport").slot([](Slots& s) { s.when = "明天"; }));
    EXPECT_FALSE(stage.said("ask.name")) << "not a second time";
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_TRUE(stage.state.persons.at(stage.chat("stranger").person).name.empty());
}

TEST(OpenQuestion, NamesAsPeopleSayThem) {
    struct {
        const char *said, *name;
    } const rows[] = {{"陈先生", "陈先生"}, {"我姓陈", "陈"}, {"我叫陈小明。", "陈小明"}, {"你就叫我小陈吧", "小陈"}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.said);
        Stage stage;
        stage.hears("stranger",
                    request("菜没了，花城大道5号，示范附院，13800005678", "living.groceries").slot([](Slots& s) {
                        s.items = {{"菜", {}, ""}};
                        s.address = "花城大道5号";
                        s.hospital = "示范附院";
                        s.phone = "13800005678";
                    }));
        ASSERT_EQ(asked(stage, "stranger").slot, "name");
        stage.hears("stranger", row.said);
        EXPECT_EQ(stage.state.persons.at(stage.chat("stranger").person).name, row.name);
    }
}

TEST(OpenQuestion, OnlineServiceNeedsNoAddress) {
    for (const char* text : {"在线", "线上就行", "网上上课就好，不用上门"}) {
        SCOPED_TRACE(text);
        Stage stage;
        stage.hears("husband",
                    request("老人想有人陪着聊聊", "living.eldercare").slot([](Slots& s) { s.when = "每天"; }));
        ASSERT_EQ(asked(stage, "husband").slot, "address");
        const auto reply = stage.hears("husband", text);
        EXPECT_FALSE(stage.chat("husband").question) << reply;
        EXPECT_FALSE(stage.ticket("10001").facts.contains("address"));
        EXPECT_TRUE(stage.state.households.at(HouseholdId{"home"}).address.empty()) << "the home has not moved";
        ASSERT_EQ(stage.did<AmendTicket>().size(), 1U);
        EXPECT_EQ(stage.did<AmendTicket>()[0].text, text) << "whoever comes reads it";
        EXPECT_NE(reply.find("都清楚了"), std::string::npos) << reply;
        stage.hears("husband", request("还要接送", "transport").slot([](Slots& s) { s.when = "明天"; }));
        EXPECT_FALSE(stage.said("ask.address")) << "asked and answered";
    }
}

TEST(OpenQuestion, WhatHelpsMostTicketsOfTheMostUrgentComesFirst) {
    Stage stage;
    stage.hears("husband", Reads{"老人没人照顾，孩子要补课", {"request"}}
                               .need("education.tutoring", "补课")
                               .need("living.eldercare", "老人没人照顾"));
    EXPECT_EQ(asked(stage, "husband").slot, "when") << "both need it, and eldercare is the more urgent";
    EXPECT_EQ(asked(stage, "husband").tickets.size(), 2U);
}

TEST(OpenQuestion, AtMostTwiceEach) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare").slot([](Slots& s) { s.when = "每天"; }));
    ASSERT_EQ(asked(stage, "husband").slot, "address");
    stage.hears("husband", request("还要接送", "transport").slot([](Slots& s) { s.when = "明天"; }));
    ASSERT_EQ(asked(stage, "husband").slot, "address") << "a new request inside a question: it is asked again";
    EXPECT_EQ(asked(stage, "husband").times, 2);
    stage.hears("husband", request("菜也没了", "living.groceries").slot([](Slots& s) { s.items = {{"菜", {}, ""}}; }));
    EXPECT_FALSE(stage.said("ask.address"));
    EXPECT_FALSE(stage.did<OpenTicket>().empty());
}

TEST(OpenQuestion, NotWantingToSayIsAccepted) {
    for (const char* text : {"不方便说", "不知道", "跳过", "以后再说吧"}) {
        SCOPED_TRACE(text);
        Stage stage;
        stage.hears("husband", request("老人没人照顾", "living.eldercare"));
        ASSERT_EQ(asked(stage, "husband").slot, "address");
        stage.hears("husband", text);
        EXPECT_TRUE(stage.said("noted.pass"));
        EXPECT_EQ(asked(stage, "husband").slot, "when");
        EXPECT_FALSE(stage.ticket("10001").facts.contains("address"));
    }
}

TEST(OpenQuestion, NewRequestInsideAQuestionIsARequest) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare"));
    stage.hears("husband",
                request("对了，孩子数学也要找人补", "education.tutoring").slot([](Slots& s) { s.subject = "数学"; }));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "education.tutoring");
    EXPECT_FALSE(stage.ticket("10001").facts.contains("address")) << "the request is not taken for an address";
}

TEST(OpenQuestion, OtherIntentsLeaveItOpen) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare"));
    stage.hears("husband", Reads{"到哪一步了", {"status"}});
    EXPECT_TRUE(stage.said("status.list"));
    ASSERT_EQ(asked(stage, "husband").slot, "address");
    stage.hears("husband", "花城大道5号");
    EXPECT_EQ(stage.ticket("10001").facts.at("address"), "花城大道5号");
}

TEST(OpenQuestion, SameNeedReadInTheAnswerIsTheAnswer) {
    Stage stage;
    stage.hears("husband", request("孩子要补课", "education.tutoring"));
    ASSERT_EQ(asked(stage, "husband").slot, "child_grade");
    stage.hears("husband", request("小学四年级，数学", "education.tutoring").slot([](Slots& s) {
        s.child_grade = "小四";
        s.subject = "数学";
    }));
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
    EXPECT_EQ(stage.ticket("10001").facts.at("child_grade"), "小四");
    EXPECT_EQ(stage.ticket("10001").facts.at("subject"), "数学") << "what else was said is kept as well";
    EXPECT_EQ(asked(stage, "husband").slot, "when");
}

TEST(OpenQuestion, TelephoneMustBeOne) {
    Stage stage;
    stage.hears("stranger", request("想找人聊聊", "psych.counsel"));
    ASSERT_EQ(asked(stage, "stranger").slot, "phone");
    stage.hears("stranger", "晚上打给我");
    EXPECT_EQ(asked(stage, "stranger").slot, "phone");
    EXPECT_FALSE(stage.ticket("10001").facts.contains("phone"));
    stage.hears("stranger", "一三八 不对 13800005678");
    EXPECT_EQ(stage.ticket("10001").facts.at("phone"), "13800005678");
}

TEST(OpenQuestion, BareOkAndNoHospitalAreNoHospitals) {
    Stage stage;
    stage.hears("stranger",
                request("想找人聊聊，13800005678", "psych.counsel").slot([](Slots& s) { s.phone = "13800005678"; }));
    ASSERT_EQ(asked(stage, "stranger").slot, "hospital");
    stage.hears("stranger", "嗯嗯");
    ASSERT_EQ(asked(stage, "stranger").slot, "hospital");
    stage.hears("stranger", "我们不是医护家庭");
    EXPECT_TRUE(stage.said("noted.pass"));
    EXPECT_TRUE(stage.state.persons.at(stage.chat("stranger").person).hospital.empty());
}

TEST(OpenQuestion, GuessesBesideAnAnswerAreNotTaken) {
    Stage stage;
    stage.hears("husband",
                request("老人没人照顾", "living.eldercare").slot([](Slots& s) { s.beneficiary = "family"; }));
    stage.hears("husband", Reads{"天河区花城大道5号", {"request"}}.ask({"transport"}).slot([](Slots& s) {
        s.beneficiary = "team";
        s.address = "花城大道5号";
        s.district = "天河区";
        s.when = "5号";
    }));
    const auto& ticket = stage.ticket("10001");
    EXPECT_EQ(ticket.facts.at("beneficiary"), "family");
    EXPECT_EQ(ticket.facts.at("address"), "花城大道5号");
    EXPECT_FALSE(ticket.facts.contains("when")) << "the number of a house";
    EXPECT_EQ(stage.state.households.at(HouseholdId{"home"}).address, "花城大道5号") << "it is the family's home";
}

TEST(Facts, KeepTheDayThatWasMeant) {
    struct {
        const char* said;
        const char* kept;
    } const rows[] = {{"明早八点", "明早八点（11月26日）"},
                      {"下周一上午", "下周一上午（11月30日）"},
                      {"12月3号", "12月3号"},
                      {"每天晚上", "每天晚上"}};
    for (const auto& row : rows) {
        Stage stage;
        auto reads = request("老人没人照顾", "living.eldercare");
        reads.understanding.slots.when = row.said;
        stage.hears("husband", reads);
        ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
        EXPECT_EQ(stage.did<OpenTicket>()[0].facts.at("when"), row.kept);
    }
}

}  // namespace
}  // namespace warmline::bot::testing
