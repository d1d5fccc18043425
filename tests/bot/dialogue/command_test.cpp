#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

/// The command a turn gave, by a short name: "accept 10001", "decline 10001 今晚有课", "-" for none.
std::string shown(const Turn& turn) {
    std::string out;
    for (const auto& command : turn.commands) {
        if (const auto* c = std::get_if<AcceptOffer>(&command)) out += "accept " + c->ticket.value;
        if (const auto* c = std::get_if<DeclineOffer>(&command)) out += "decline " + c->ticket.value + " " + c->reason;
        if (const auto* c = std::get_if<CompleteTicket>(&command)) out += "complete " + c->ticket.value + " " + c->note;
        if (const auto* c = std::get_if<ReportProgress>(&command))
            out += (c->partly ? "partly " : "progress ") + c->ticket.value + " " + c->note;
        if (const auto* c = std::get_if<AskForHelp>(&command)) out += "help " + c->ticket.value + " " + c->text;
        if (const auto* c = std::get_if<HandBack>(&command)) out += "back " + c->ticket.value + " " + c->reason;
        if (const auto* c = std::get_if<AddNote>(&command)) out += " note " + c->text;
        if (std::holds_alternative<Rest>(command)) out += "rest";
        if (std::holds_alternative<OpenTicket>(command)) out += "open";
        if (std::holds_alternative<OpenCallTask>(command)) out += "call";
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out.empty() ? "-" : out;
}

TEST(Command, AnswersAnOffer) {
    struct {
        const char* text;
        const char* does;
    } const rows[] = {
        {"接单", "accept 10001"},
        {"接", "accept 10001"},
        {"我接", "accept 10001"},
        {"好的我去", "accept 10001"},
        {"好的，我去！", "accept 10001"},
        {"收到接单", "accept 10001"},
        {"收到，我接单。", "accept 10001"},
        {"接單", "accept 10001"},
        {"接单 10001", "accept 10001"},
        {"10001接单", "accept 10001"},
        {"#10001 接", "accept 10001"},
        {"接单，半小时后到", "accept 10001 note 半小时后到"},
        {"好", "accept 10001"},
        {"ＯＫ", "accept 10001"},
        {"行吧", "accept 10001"},
        {"没问题，我去", "accept 10001"},
        {"我马上过去", "accept 10001"},
        {"拒绝", "decline 10001 没说原因"},
        {"拒绝 今晚有课", "decline 10001 今晚有课"},
        {"拒绝，今晚要值班", "decline 10001 今晚要值班"},
        {"不接", "decline 10001 没说原因"},
        {"接不了", "decline 10001 没说原因"},
        {"今晚有课来不了", "decline 10001 今晚有课来不了"},
        {"不好意思，这几天出差，去不了", "decline 10001 不好意思，这几天出差，去不了"},
        {"没空", "decline 10001 没说原因"},
        {"拒绝10001", "decline 10001 没说原因"},
        {"10001 去不了，发烧", "decline 10001 去不了，发烧"},
        {"能不能晚点去？", "-"},
        {"接到孩子了吗", "-"},
        {"收到", "-"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        ASSERT_EQ(stage.offered_to("partner").value, "10001");
        EXPECT_EQ(shown(stage.turn("partner", Reads{row.text})), row.does);
    }
}

TEST(Command, TellsThatSomeOfItIsDone) {
    struct {
        const char* text;
        const char* does;
    } const rows[] = {
        {"完成了一半", "partly 10001 完成了一半"},
        {"米送到了，药还没有", "partly 10001 米送到了，药还没有"},
        {"先送了一部分", "partly 10001 先送了一部分"},
        {"完成一部分，其余明天送", "partly 10001 完成一部分，其余明天送"},
        {"菜买好送到了，奶粉没买到", "partly 10001 菜买好送到了，奶粉没买到"},
        {"送到了，还差两箱水", "partly 10001 送到了，还差两箱水"},
        {"大部分办好了", "partly 10001 大部分办好了"},
        {"先送了米，剩下的明天再送", "partly 10001 先送了米，剩下的明天再送"},
        {"完成", "complete 10001"},
        {"办好了", "complete 10001 办好了"},
        {"送到了，放在门口", "complete 10001 送到了，放在门口"},
        {"完成 老人说很满意", "complete 10001 老人说很满意"},
        {"送到了，老人还没有吃", "complete 10001 送到了，老人还没有吃"},
        {"完成一半了吗", "-"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        ASSERT_EQ(stage.accepted_by("partner").value, "10001");
        EXPECT_EQ(shown(stage.turn("partner", Reads{row.text})), row.does);
    }
}

TEST(Command, WhatIsPartlyDoneStaysOpenForBoth) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.told("husband");
    const auto reply = stage.hears("partner", "米送到了，药还没有");
    EXPECT_EQ(stage.ticket(id).state, TicketState::in_progress);
    EXPECT_NE(reply.find("还开着"), std::string::npos) << reply;
    EXPECT_NE(reply.find("完成 " + id.value), std::string::npos) << reply;
    const auto told = stage.told("husband");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("米送到了，药还没有"), std::string::npos) << told[0];
    EXPECT_NE(told[0].find("其余的还在办"), std::string::npos) << told[0];
    stage.hears("partner", "完成 " + id.value + " 药也送到了");
    EXPECT_EQ(stage.ticket(id).state, TicketState::resolved);
}

TEST(Command, TellsOfATaskInHand) {
    struct {
        const char* text;
        const char* does;
    } const rows[] = {
        {"完成", "complete 10001"},
        {"已完成。", "complete 10001"},
        {"完成了", "complete 10001"},
        {"完成 买了菜送上门，老人都好", "complete 10001 买了菜送上门，老人都好"},
        {"完成：陪老人去了医院", "complete 10001 陪老人去了医院"},
        {"办好了", "complete 10001 办好了"},
        {"送到了，放在门口", "complete 10001 送到了，放在门口"},
        {"菜已经送到阿姨手上了", "complete 10001 菜已经送到阿姨手上了"},
        {"搞定", "complete 10001 搞定"},
        {"进展：约好明天上午", "progress 10001 约好明天上午"},
        {"已联系", "progress 10001 已联系"},
        {"已联系，家属说晚上方便", "progress 10001 家属说晚上方便"},
        {"在路上了", "progress 10001 在路上了"},
        {"我会在6点前送到", "progress 10001 我会在6点前送到"},
        {"求助 老人不肯开门", "help 10001 老人不肯开门"},
        {"求助", "help 10001 求助"},
        {"电话一直打不通", "help 10001 电话一直打不通"},
        {"转交 临时出差", "back 10001 临时出差"},
        {"转交", "back 10001 没说原因"},
        {"做不了了", "back 10001 没说原因"},
        {"我发烧了去不了", "back 10001 我发烧了去不了"},
        {"拒绝", "back 10001 没说原因"},
        {"还没送到", "-"},
        {"完成不了作业怎么办", "-"},
        {"完成了吗", "-"},
        {"不接电话", "help 10001 不接电话"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        ASSERT_EQ(stage.accepted_by("partner").value, "10001");
        EXPECT_EQ(shown(stage.turn("partner", Reads{row.text})), row.does);
    }
}

TEST(Command, ShowsTasksInNaturalWords) {
    for (const char* text : {"今日任务", "今天有什么任务？", "我的任务", "任务", "待办"}) {
        SCOPED_TRACE(text);
        Stage stage;
        stage.accepted_by("partner");
        const auto reply = stage.hears("partner", text);
        EXPECT_TRUE(stage.said("tasks.list"));
        EXPECT_NE(reply.find("长者照护"), std::string::npos);
        EXPECT_NE(reply.find("13800001234"), std::string::npos) << "the assignee needs the telephone at hand";
    }
}

TEST(Command, TheCalendarIsForThoseWhoHelp) {
    for (const char* text : {"日历", "我的日历", "要日历？", "好的，日历"}) {
        SCOPED_TRACE(text);
        Stage stage;
        stage.hears("partner", text);
        EXPECT_TRUE(stage.said("calendar.link"));
    }
    Stage stage;
    stage.hears("partner", "停用日历");
    EXPECT_TRUE(stage.said("calendar.off"));
    stage.hears("husband", "日历");
    EXPECT_FALSE(stage.said("calendar.link"));
}

TEST(Command, RestsUntil) {
    struct {
        const char* text;
        const char* until;  // local, month-day hour
    } const rows[] = {
        {"休息", "11-26 08"},          {"我想休息一下", "11-26 08"}, {"休息三天", "11-28 08"},
        {"休息到明天", "11-26 08"},    {"休息到周五", "11-28 08"},   {"休息到12月2日", "12-03 08"},
        {"休息到晚上8点", "11-25 20"}, {"休息一周", "12-02 08"},     {"休息到下周一", "12-01 08"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;  // Wednesday 25 November 2026, 10:00 local
        stage.hears("partner", row.text);
        const auto did = stage.did<Rest>();
        ASSERT_EQ(did.size(), 1U);
        ASSERT_TRUE(did[0].until);
        const auto local = *did[0].until + 8h;
        const auto day = std::chrono::floor<std::chrono::days>(local);
        const std::chrono::year_month_day ymd{day};
        char buffer[16];
        std::snprintf(buffer, sizeof buffer, "%02u-%02u %02d", static_cast<unsigned>(ymd.month()),
                      static_cast<unsigned>(ymd.day()), static_cast<int>((local - day) / 1h));
        EXPECT_STREQ(buffer, row.until);
        EXPECT_TRUE(stage.person_rests("partner"));
    }
}

TEST(Command, ComesBackToWork) {
    Stage stage;
    stage.hears("partner", "休息三天");
    ASSERT_TRUE(stage.person_rests("partner"));
    stage.hears("partner", "复工了");
    EXPECT_FALSE(stage.person_rests("partner"));
}

TEST(Command, TwoOffersAskWhich) {
    Stage stage;
    const auto first = stage.offered_to("partner"), second = stage.offered_to("partner", "living.groceries");
    const auto reply = stage.hears("partner", "接单");
    EXPECT_TRUE(stage.did<AcceptOffer>().empty());
    EXPECT_TRUE(stage.said("ask.accept_which"));
    EXPECT_NE(reply.find("1. 长者照护"), std::string::npos);
    EXPECT_NE(reply.find("2. 买菜送菜"), std::string::npos);
    stage.hears("partner", "2");
    EXPECT_EQ(stage.ticket(second).assignee.value, "partner");
    EXPECT_TRUE(stage.ticket(first).assignee.empty());
}

TEST(Command, TwoOffersNamedByPlaceNumberOrAll) {
    struct {
        const char* text;
        bool first, second;
    } const rows[] = {{"接第二条", false, true},
                      {"接单10001", true, false},
                      {"第一单我接", true, false},
                      {"全部接单", true, true},
                      {"都接", true, true}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        const auto first = stage.offered_to("partner"), second = stage.offered_to("partner", "living.groceries");
        stage.hears("partner", row.text);
        EXPECT_EQ(stage.ticket(first).assignee.value == "partner", row.first);
        EXPECT_EQ(stage.ticket(second).assignee.value == "partner", row.second);
    }
}

TEST(Command, DeclineWithoutReasonMovesOnAtOnceAndAsksWhyOnce) {
    Stage stage;
    const auto id = stage.offered_to("tutor-1", "education.tutoring");
    stage.hears("tutor-1", "拒绝");
    ASSERT_TRUE(stage.ticket(id).offer);
    EXPECT_EQ(stage.ticket(id).offer->candidate.value, "tutor-2") << "the family does not wait for the reason";
    EXPECT_TRUE(stage.said("ask.decline_reason"));
    stage.hears("tutor-1", "今晚有课");
    ASSERT_EQ(stage.did<AddNote>().size(), 1U);
    EXPECT_EQ(stage.did<AddNote>()[0].text, "今晚有课");
    EXPECT_FALSE(stage.chat("tutor-1").question);
}

TEST(Command, ReceivedIsAskedBackBeforeItCounts) {
    Stage stage;
    const auto id = stage.offered_to("partner");
    stage.hears("partner", "收到");
    EXPECT_TRUE(stage.said("ask.accepted"));
    stage.hears("partner", "是的");
    EXPECT_EQ(stage.ticket(id).assignee.value, "partner");
}

TEST(Command, HelperMayAskForHelpOfHisOwn) {
    Stage stage;
    stage.offered_to("tutor-1", "education.tutoring");
    stage.hears("tutor-1", request("我妈去不了医院复诊，需要车", "transport"));
    EXPECT_TRUE(stage.did<DeclineOffer>().empty());
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].requester.value, "tutor-1");
}

TEST(Command, PartnerWritesForTheFamily) {
    Stage stage;
    stage.hears("partner", request("王先生家老人的菜吃完了", "living.groceries"));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].household.value, "home");
}

TEST(Command, StrangerIsToldHowToBecomeAVolunteer) {
    Stage stage;
    stage.hears("stranger", "接单");
    EXPECT_TRUE(stage.said("helper.not_registered"));
    EXPECT_TRUE(stage.last.commands.empty());
}

TEST(Command, RefusalIsToldInPlainWords) {
    Stage stage;
    const auto id = stage.offered_to("tutor-1", "education.tutoring");
    stage.hears("tutor-1", "不接，有事");
    const auto reply = stage.hears("tutor-1", "接单" + id.value);
    EXPECT_NE(reply.find("可能已经请了别人"), std::string::npos) << reply;
    EXPECT_EQ(reply.find("交给你"), std::string::npos) << "what was refused is not confirmed";
}

}  // namespace
}  // namespace warmline::bot::testing
