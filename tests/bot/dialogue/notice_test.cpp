#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

constexpr const char* address = "花城大道";
constexpr const char* phone = "13800001234";

TEST(Notice, OfferCardHasEverythingNeededAndNothingMore) {
    Stage stage;
    stage.offered_to("tutor-1", "education.tutoring");
    const auto cards = stage.told("tutor-1");
    ASSERT_EQ(cards.size(), 1U);
    for (const char* words : {"学业辅导", "单号10001", "天河区", "数学", "接单", "拒绝", "前回就行"})
        EXPECT_NE(cards[0].find(words), std::string::npos) << words << "\n" << cards[0];
    for (const char* secret : {address, phone, "王先生"}) EXPECT_EQ(cards[0].find(secret), std::string::npos) << secret;
}

TEST(Notice, FullCardComesAfterAcceptance) {
    Stage stage;
    const auto id = stage.offered_to("tutor-1", "education.tutoring");
    stage.told("tutor-1");
    const auto reply = stage.hears("tutor-1", "接单");
    for (const char* words : {"王先生", phone, address, "已联系", "完成", "转交", "求助"})
        EXPECT_NE(reply.find(words), std::string::npos) << words;
    EXPECT_EQ(stage.ticket(id).assignee.value, "tutor-1");
}

TEST(Notice, NoNoticeToAnybodyElseTellsTheAddressOrTelephone) {
    for (int kind = 0; kind <= static_cast<int>(NoticeKind::merged); ++kind) {
        Stage stage;
        const auto id = stage.offered_to("tutor-1", "education.tutoring");
        for (const char* to : {"tutor-1", "tutor-2", "expert", "stranger"}) {
            const Notice notice{static_cast<NoticeKind>(kind), PersonId{to},        id,
                                PersonId{"husband"},           "说是打13800001234", false};
            const auto text = say_notice(notice, stage.state, stage.wording, stage.programme, stage.now);
            const bool of_staff = notice.kind == NoticeKind::call_task || notice.kind == NoticeKind::coordinator_needed;
            EXPECT_EQ(text.find(address), std::string::npos) << text;
            if (!of_staff) {
                EXPECT_EQ(text.find(phone), std::string::npos) << text;
            }
        }
    }
}

TEST(Notice, MorePeopleThanFitIsSaidToWhoCarriesItAndToTheOffice) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    const auto say = [&](const char* to, const char* about) {
        return say_notice({NoticeKind::outgrown, PersonId{to}, id, PersonId{about}, "要去6人，车只坐得下4人", false},
                          stage.state, stage.wording, stage.programme, stage.now);
    };
    const auto own = say("partner", "husband"), office = say("expert", "partner");
    EXPECT_NE(own.find("人数多了：要去6人，车只坐得下4人。已经告诉协调员"), std::string::npos) << own;
    EXPECT_NE(office.find(stage.state.person(PersonId{"partner"})->name + "那边不够：要去6人"), std::string::npos)
        << office;
}

TEST(Notice, OfferCardHidesNumbersInFacts) {
    Stage stage;
    const auto id = stage.offered_to("tutor-1", "education.tutoring");
    stage.state.tickets.at(id).facts["when"] = "今晚，打１３８００００１２３４";
    const auto text = say_notice({NoticeKind::offer, PersonId{"tutor-1"}, id, {}, {}, false}, stage.state,
                                 stage.wording, stage.programme, stage.now);
    EXPECT_NE(text.find("今晚"), std::string::npos);
    EXPECT_EQ(text.find("１３８"), std::string::npos);
}

TEST(Notice, EveryKindHasWordsWithoutHoles) {
    for (int kind = 0; kind <= static_cast<int>(NoticeKind::merged); ++kind) {
        SCOPED_TRACE(kind);
        Stage stage;
        const auto id = stage.accepted_by("partner");
        for (const auto& ticket : {id, TicketId{}}) {
            const Notice notice{
                static_cast<NoticeKind>(kind), PersonId{"partner"}, ticket, PersonId{"husband"}, "试一试", false};
            const auto text = say_notice(notice, stage.state, stage.wording, stage.programme, stage.now);
            EXPECT_FALSE(text.empty());
            EXPECT_EQ(text.find('{'), std::string::npos);
            EXPECT_EQ(text.find("notice."), std::string::npos);
            EXPECT_LE(text.size(), reply_bytes_max);
        }
    }
}

TEST(Notice, WhatTheOfficeChangedOfADutyIsToldInDaysAndHours) {
    Stage stage;
    const PersonId tutor{"tutor-1"};
    const auto tell = [&](NoticeKind kind, Time from, Time to) {
        const auto span = std::to_string(to_ms(from)) + "-" + std::to_string(to_ms(to));
        return say_notice({kind, tutor, {}, {}, span}, stage.state, stage.wording, stage.programme, stage.now);
    };
    const auto midnight = std::chrono::floor<std::chrono::days>(stage.now) + std::chrono::hours{16};
    const auto whole = tell(NoticeKind::leave_noted, midnight, midnight + std::chrono::hours{32});
    EXPECT_NE(whole.find("记下了休息"), std::string::npos) << whole;
    EXPECT_NE(whole.find("月"), std::string::npos) << "the day by its name: " << whole;
    for (const auto kind : {NoticeKind::leave_shortened, NoticeKind::leave_ended})
        EXPECT_EQ(tell(kind, midnight, midnight + std::chrono::hours{3}).find('{'), std::string::npos);
    auto& helper = *stage.state.persons.at(tutor).helper;
    helper.shifts = {{1, std::chrono::hours{18}, std::chrono::hours{22}},
                     {3, std::chrono::hours{18}, std::chrono::hours{22}}};
    const auto duty = say_notice({NoticeKind::duty_changed, tutor, {}, {}, {}}, stage.state, stage.wording,
                                 stage.programme, stage.now);
    EXPECT_NE(duty.find("周一、周三18:00到22:00"), std::string::npos) << duty;
    helper.shifts.clear();
    const auto any = say_notice({NoticeKind::duty_changed, tutor, {}, {}, {}}, stage.state, stage.wording,
                                stage.programme, stage.now);
    EXPECT_NE(any.find("不限时段"), std::string::npos) << any;
    const auto calendar = say_notice({NoticeKind::calendar_renewed, tutor, {}, {}, {}}, stage.state, stage.wording,
                                     stage.programme, stage.now);
    EXPECT_NE(calendar.find("旧地址"), std::string::npos) << calendar;
}

TEST(Notice, ACaptainHearsWhoGoesAndEachOfThemWhenAndWhere) {
    Stage stage;
    auto site = stage.programme.services.front();
    site.need = "manpower.site";
    site.name = "现场志愿力量";
    site.executor = Executor::pool;
    site.licences.clear();
    site.squad = true;
    stage.programme.services.push_back(site);
    for (const auto& [id, name] : {std::pair("m1", "刘一"), {"m2", "陈二"}, {"m3", "张三"}}) {
        Person person;
        person.id = PersonId{id};
        person.name = name;
        person.organisation = stage.programme.organisations.front().id;
        person.helper.emplace().needs = {"manpower.site"};
        person.helper->squad = "第一小队";
        person.helper->captain = person.id.value == "m2";
        stage.run(ChangePerson{person});
    }
    OpenTicket open;
    open.id = TicketId{"10001"};
    open.need = "manpower.site";
    open.requester = PersonId{"husband"};
    open.summary = "采样点缺人，电话13800001234";
    open.facts = {{"address", "天河区花城大道5号"}, {"when", "明早八点"}, {"people", "5"}};
    stage.run(open, {ActorKind::requester, open.requester});
    const auto offer = stage.told("m2");
    ASSERT_EQ(offer.size(), 1U);
    EXPECT_NE(offer[0].find("小队：第一小队，一起去3人："), std::string::npos) << offer[0];
    EXPECT_NE(offer[0].find("要5人，还缺2人"), std::string::npos) << offer[0];
    EXPECT_EQ(offer[0].find(address), std::string::npos) << "not before it is taken";
    stage.run(AcceptOffer{open.id, PersonId{"m2"}}, {ActorKind::helper, PersonId{"m2"}});
    EXPECT_EQ(stage.told("m1").size(), 1U);
    const auto called = stage.told("m3");
    ASSERT_EQ(called.size(), 1U);
    for (const char* words : {"小队出动", "10001", "陈二带队", "花城大道5号", "明早八点", "刘一"})
        EXPECT_NE(called[0].find(words), std::string::npos) << words << "\n" << called[0];
    for (const char* secret : {phone, "王先生"}) EXPECT_EQ(called[0].find(secret), std::string::npos) << called[0];
    stage.run(CancelTicket{open.id, "不用了"}, {ActorKind::requester, open.requester});
    const auto off = stage.told("m3");
    ASSERT_EQ(off.size(), 1U);
    EXPECT_NE(off[0].find("不用去了"), std::string::npos) << off[0];
}

TEST(Notice, RequesterHearsWhoComesAndUntilWhen) {
    Stage stage;
    stage.offered_to("partner");
    stage.hears("partner", "接单");
    const auto told = stage.told("husband");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0], "陈晓接下了「长者照护」（单号10001），会联系您，明天10:00前办好。");
}

TEST(Notice, AssigneeHearsWhatTheFamilyAdds) {
    Stage stage;
    stage.accepted_by("partner");
    stage.told("partner");
    stage.hears("husband", Reads{"补充一下，老人听力不好", {"supplement"}});
    const auto told = stage.told("partner");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("老人听力不好"), std::string::npos);
}

TEST(Notice, ExpectsTheAnswerToWhatItAsks) {
    Conversation chat;
    const auto now = from_ms(1000);
    expect_answer(chat, {NoticeKind::offer, {}, TicketId{"1"}, {}, {}, false}, now);
    expect_answer(chat, {NoticeKind::offer, {}, TicketId{"2"}, {}, {}, false}, now);
    ASSERT_TRUE(chat.question);
    EXPECT_EQ(chat.question->kind, "confirm");
    EXPECT_EQ(chat.listed, (std::vector{TicketId{"1"}, TicketId{"2"}}));
    expect_answer(chat, {NoticeKind::offer_expired, {}, TicketId{"1"}, {}, {}, false}, now);
    EXPECT_EQ(chat.question->tickets, std::vector{TicketId{"2"}});
    expect_answer(chat, {NoticeKind::offer_withdrawn, {}, TicketId{"2"}, {}, {}, false}, now);
    EXPECT_FALSE(chat.question);
    expect_answer(chat, {NoticeKind::resolved_ask, {}, TicketId{"3"}, {}, {}, false}, now);
    EXPECT_EQ(chat.question->kind, "feedback");
    chat.question = Question{};
    chat.question->kind = "calm";
    expect_answer(chat, {NoticeKind::offer, {}, TicketId{"4"}, {}, {}, false}, now);
    EXPECT_EQ(chat.question->kind, "calm") << "somebody in distress is asked nothing else";
}

}  // namespace
}  // namespace warmline::bot::testing
