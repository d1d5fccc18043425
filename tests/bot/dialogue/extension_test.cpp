#include <gtest/gtest.h>

#include <fmt/format.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

std::string shown(const std::vector<AskExtension>& asked) {
    std::string out;
    for (const auto& one : asked) {
        const auto there = std::chrono::floor<std::chrono::minutes>(one.until + 8h);
        const auto day = std::chrono::floor<std::chrono::days>(there);
        const std::chrono::year_month_day date{day};
        out +=
            fmt::format("{} {:02}-{:02} {:02}:{:02} {}", one.ticket.value, static_cast<unsigned>(date.month()),
                        static_cast<unsigned>(date.day()), (there - day) / 1h, (there - day) % 1h / 1min, one.reason);
    }
    return out.empty() ? "-" : out;
}

TEST(Extension, IsAskedInPlainWords) {
    struct {
        const char* text;
        const char* asked;
    } const rows[] = {
        // Wednesday 25 November 2026, 10:00 local; promised for Thursday 10:00
        {"延期到周五，因为家属要等核酸结果", "10001 11-27 23:59 家属要等核酸结果"},
        {"申请延期两天 原因：家属要等核酸结果", "10001 11-28 23:59 家属要等核酸结果"},
        {"家属要等核酸结果，延期到周五", "10001 11-27 23:59 家属要等核酸结果"},
        {"能不能延期到11月28号，医院还没通知", "10001 11-28 23:59 医院还没通知"},
        {"10001 延期一天，老人今天不在家", "10001 11-27 23:59 老人今天不在家"},
        {"延期到下周一，家属出院推迟", "10001 11-30 23:59 家属出院推迟"},
        {"延期", "-"},
        {"延期到周五", "-"},
        {"延期怎么办", "-"},
        {"进展：对方说延期到周五，等结果", "-"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        ASSERT_EQ(stage.accepted_by("partner").value, "10001");
        stage.hears("partner", row.text);
        EXPECT_EQ(shown(stage.did<AskExtension>()), row.asked);
        EXPECT_TRUE(stage.refusals.empty());
    }
}

TEST(Extension, AsksForWhatIsMissing) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.hears("partner", "申请延期");
    EXPECT_TRUE(stage.said("ask.extend_until"));
    stage.hears("partner", "到周五");
    EXPECT_TRUE(stage.said("ask.extend_reason"));
    const auto reply = stage.hears("partner", "家属要等核酸结果");
    EXPECT_EQ(shown(stage.did<AskExtension>()), id.value + " 11-27 23:59 家属要等核酸结果");
    EXPECT_NE(reply.find("后天23:59"), std::string::npos) << reply;
    EXPECT_NE(reply.find("协调员"), std::string::npos);
    ASSERT_TRUE(stage.ticket(id).extension);
    EXPECT_FALSE(stage.told("coordinator").empty());
    EXPECT_FALSE(stage.chat("partner").question);
}

TEST(Extension, ReasonIsNoRequest) {
    Stage stage;
    stage.accepted_by("partner");
    stage.hears("partner", request("延期到周五，因为老人需要先做核酸", "medical.care"));
    EXPECT_EQ(shown(stage.did<AskExtension>()), "10001 11-27 23:59 老人需要先做核酸");
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
}

TEST(Extension, RulingIsTold) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.hears("partner", "延期到周五，因为家属要等核酸结果");
    stage.told("partner");
    stage.run(RuleExtension{id, false, "家里等不了"}, {ActorKind::coordinator, PersonId{"coordinator"}});
    const auto told = stage.told("partner");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("不同意延期"), std::string::npos) << told[0];
    EXPECT_NE(told[0].find("家里等不了"), std::string::npos) << told[0];
}

TEST(Extension, SeveralTicketsAskWhich) {
    Stage stage;
    stage.accepted_by("partner");
    const auto second = stage.accepted_by("partner", "living.groceries");
    stage.hears("partner", "延期到下周五，家属要等核酸结果");
    EXPECT_TRUE(stage.said("ask.task_which"));
    stage.hears("partner", "2");
    EXPECT_EQ(shown(stage.did<AskExtension>()), second.value + " 12-04 23:59 家属要等核酸结果");
}

TEST(Extension, MustBeLaterThanWhatWasPromised) {
    Stage stage;
    const auto id = stage.accepted_by("partner", "living.groceries");
    stage.hears("partner", "延期到今天，家属要等核酸结果");
    EXPECT_EQ(shown(stage.did<AskExtension>()), "-");
    EXPECT_TRUE(stage.said("extend.too_early"));
    const auto far = stage.hears("partner", "延期到1月30日，家属要等核酸结果");
    EXPECT_NE(far.find("最多延一次"), std::string::npos) << far;
    EXPECT_EQ(far.find("已经报给"), std::string::npos) << "what was refused is not confirmed";
    EXPECT_FALSE(stage.ticket(id).extension);
}

TEST(Extension, OwnerMayAskForWhatAnotherCarriesOut) {
    Stage stage;
    const auto id = stage.accepted_by("tutor-1", "education.tutoring");
    ASSERT_EQ(stage.ticket(id).owner.value, "partner");
    stage.hears("partner", "延期到12月4日，孩子发烧");
    ASSERT_EQ(stage.did<AskExtension>().size(), 1U);
    EXPECT_TRUE(stage.refusals.empty());
    EXPECT_TRUE(stage.ticket(id).extension);
}

TEST(Extension, NobodyElseIsHeard) {
    Stage stage;
    stage.accepted_by("partner");
    for (const char* who : {"tutor-1", "husband", "stranger"}) {
        stage.hears(who, "延期到周五，家属要等核酸结果");
        EXPECT_EQ(shown(stage.did<AskExtension>()), "-") << who;
    }
}

TEST(Progress, WordsAreOfTheTicketThatWasAskedAbout) {
    struct {
        const char* text;
        const char* key;
    } const rows[] = {{"已联系", "progress.done"}, {"在路上", "progress.done"},       {"去不了", "handback.done"},
                      {"求助", "help.sent"},       {"发烧了去不了", "handback.done"}, {"打不通", "help.sent"}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        const auto first = stage.accepted_by("partner"), second = stage.accepted_by("partner", "living.groceries");
        const Notice notice{NoticeKind::progress_asked, PersonId{"partner"}, first, PersonId{"husband"}, {}, false};
        expect_answer(stage.chat("partner"), notice, stage.now);
        stage.hears("partner", row.text);
        ASSERT_TRUE(stage.said(row.key));
        for (const auto& say : stage.last.says)
            if (say.key == row.key) {
                EXPECT_EQ(say.tickets, std::vector{first});
            }
        EXPECT_EQ(stage.ticket(second).state, TicketState::accepted);
    }
}

TEST(Progress, ComesBySilenceAndIsAnswered) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.wait(3h);
    const auto told = stage.told("partner");
    ASSERT_TRUE(std::any_of(told.begin(), told.end(), [](const auto& t) { return t.find("联系上了吗") != t.npos; }));
    ASSERT_TRUE(stage.chat("partner").question);
    EXPECT_EQ(stage.chat("partner").question->kind, "progress");
    stage.hears("partner", "好的");
    EXPECT_TRUE(stage.said("ask.contacted")) << "a bare yes may mean that the message was read";
    EXPECT_TRUE(stage.did<ReportProgress>().empty());
    stage.hears("partner", "还没联系上");
    EXPECT_TRUE(stage.did<ReportProgress>().empty());
    stage.hears("partner", "联系上了");
    EXPECT_EQ(stage.did<ReportProgress>().size(), 1U);
    EXPECT_EQ(stage.ticket(id).state, TicketState::in_progress);
    EXPECT_FALSE(stage.chat("partner").question);
}

TEST(Progress, DoesNotDisplaceAnotherQuestion) {
    Conversation chat;
    Question question;
    question.kind = "slot";
    question.slot = "address";
    chat.question = question;
    expect_answer(chat, {NoticeKind::progress_asked, PersonId{"partner"}, TicketId{"10001"}, {}, {}, false}, {});
    EXPECT_EQ(chat.question->kind, "slot");
    chat.question.reset();
    expect_answer(chat, {NoticeKind::progress_asked, PersonId{"partner"}, TicketId{"10001"}, {}, {}, false}, {});
    ASSERT_TRUE(chat.question);
    expect_answer(chat, {NoticeKind::offer_withdrawn, PersonId{"partner"}, TicketId{"10001"}, {}, {}, false}, {});
    EXPECT_FALSE(chat.question) << "taken back: nothing is awaited any more";
}

TEST(Tasks, ShowWhatIsSupervisedAndAskedFor) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.state.tickets.at(id).supervised = true;
    EXPECT_NE(stage.hears("partner", "今日任务").find("【督办】长者照护"), std::string::npos);
    stage.state.tickets.at(id).supervised = false;
    stage.hears("partner", "延期到周五，因为家属要等核酸结果");
    EXPECT_NE(stage.hears("partner", "今日任务").find("（延期待批）长者照护"), std::string::npos);
}

TEST(Tasks, MergedRequestSaysWithWhichItGoesOn) {
    Stage stage;
    const auto first = stage.accepted_by("partner"), second = stage.offered_to("partner");
    stage.run(MergeTicket{second, first, "同一件事"}, {ActorKind::coordinator, PersonId{"coordinator"}});
    const auto told = stage.told("husband");
    ASSERT_FALSE(told.empty());
    EXPECT_NE(told.back().find("单号" + first.value), std::string::npos) << told.back();
}

}  // namespace
}  // namespace warmline::bot::testing
