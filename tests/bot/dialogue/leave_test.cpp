#include <gtest/gtest.h>

#include <fmt/format.h>

#include "dialogue/leave.hpp"
#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;
using talk::LeaveTold;

/// "11-27 08:00" in local time; "now" for none.
std::string local(const std::optional<Time>& at) {
    if (!at) return "now";
    const auto there = std::chrono::floor<std::chrono::minutes>(*at + 8h);
    const auto day = std::chrono::floor<std::chrono::days>(there);
    const std::chrono::year_month_day date{day};
    return fmt::format("{:02}-{:02} {:02}:{:02}", static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), (there - day) / 1h, (there - day) % 1h / 1min);
}

std::string shown(const std::vector<Rest>& rests) {
    std::string out;
    for (const auto& rest : rests)
        out += (out.empty() ? "" : "; ") + local(rest.from) + " - " + local(rest.until) +
               (rest.why.empty() ? "" : " " + rest.why);
    return out.empty() ? "-" : out;
}

TEST(Leave, IsToldInPlainWords) {
    struct {
        const char* text;
        const char* noted;
    } const rows[] = {
        // Wednesday 25 November 2026, 10:00 local
        {"下周一到周三休息", "11-30 00:00 - 12-03 08:00"},
        {"我下周一至下周三请假", "11-30 00:00 - 12-03 08:00"},
        {"12月3号请假", "12-03 00:00 - 12-04 08:00"},
        {"12月3日请假，要考试", "12-03 00:00 - 12-04 08:00 考试"},
        {"考试周 12月20日到1月5日不接单", "12-20 00:00 - 01-06 08:00 考试周"},
        {"12月20日～1月5日不接单，因为期末考试", "12-20 00:00 - 01-06 08:00 期末考试"},
        {"12/20-1/5请假", "12-20 00:00 - 01-06 08:00"},
        {"明天下午不行", "11-26 12:00 - 11-26 18:00"},
        {"明天下午有课", "11-26 12:00 - 11-26 18:00 有课"},
        {"明天下午3点到5点没空", "11-26 15:00 - 11-26 17:00"},
        {"明晚要值班", "11-26 18:00 - 11-27 08:00 值班"},
        {"明天上午和周五下午不行", "11-26 00:00 - 11-26 12:00; 11-27 12:00 - 11-27 18:00"},
        {"明天休息", "11-26 00:00 - 11-27 08:00"},
        {"这周末休息", "11-28 00:00 - 11-30 08:00"},
        {"从周五起请三天假", "11-27 00:00 - 11-30 08:00"},
        {"下周不接单，出差", "11-30 00:00 - 12-07 08:00 出差"},
        {"请假到周五", "now - 11-28 08:00"},
        {"请假三天", "now - 11-28 08:00"},
        {"明天请假可以吗", "11-26 00:00 - 11-27 08:00"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;
        stage.hears("tutor-1", row.text);
        EXPECT_EQ(shown(stage.did<Rest>()), row.noted);
        EXPECT_TRUE(stage.refusals.empty());
    }
}

TEST(Leave, IsNotReadIntoOtherWords) {
    for (const char* text : {"家属说下周一休息，周二再去", "他明天请假", "老师下周一请假，怎么办", "明天请假要找谁",
                             "孩子下周一到周三休息在家", "休息好再说", "259号请假", "13月5号请假", "明天去送菜",
                             "明天孩子不方便", "什么时候休息"}) {
        SCOPED_TRACE(text);
        Stage stage;
        stage.accepted_by("tutor-1", "education.tutoring");
        stage.hears("tutor-1", text);
        EXPECT_EQ(shown(stage.did<Rest>()), "-");
    }
}

TEST(Leave, IsLeaveWhateverTheReaderThinks) {
    Stage stage;
    stage.hears("tutor-1", request("考试周 12月20日到1月5日不接单", "education.tutoring"));
    EXPECT_EQ(shown(stage.did<Rest>()), "12-20 00:00 - 01-06 08:00 考试周");
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
    stage.hears("tutor-1", request("我明天请假带老人看病，需要车接送", "transport"));
    EXPECT_EQ(shown(stage.did<Rest>()), "-");
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
}

TEST(Leave, AnswersAnOfferBeforeItIsLeave) {
    Stage stage;
    const auto id = stage.offered_to("tutor-1", "education.tutoring");
    stage.hears("tutor-1", "明天下午有课");
    EXPECT_EQ(shown(stage.did<Rest>()), "-");
    EXPECT_EQ(stage.did<DeclineOffer>().size(), 1U);
    EXPECT_NE(stage.ticket(id).assignee.value, "tutor-1");
}

TEST(Leave, IsNoLeaveWhereAReasonWasAskedFor) {
    Stage stage;
    stage.offered_to("tutor-1", "education.tutoring");
    stage.hears("tutor-1", "拒绝");
    stage.hears("tutor-1", "下周一到周三请假");
    EXPECT_EQ(shown(stage.did<Rest>()), "-") << "a reason was asked for";
    EXPECT_EQ(stage.did<AddNote>().size(), 1U);
}

TEST(Leave, IsRepeatedBackListedAndEnded) {
    Stage stage;
    const auto noted = stage.hears("tutor-1", "考试周 12月20日到1月5日不接单");
    EXPECT_NE(noted.find("12月20日（周日）到1月5日（周二）"), std::string::npos) << noted;
    EXPECT_NE(noted.find("取消休息"), std::string::npos);
    const auto afternoon = stage.hears("tutor-1", "明天下午不行");
    EXPECT_NE(afternoon.find("明天12:00到18:00"), std::string::npos) << afternoon;
    const auto listed = stage.hears("tutor-1", "我的休息");
    EXPECT_NE(listed.find("明天12:00到18:00\n12月20日（周日）到1月5日（周二），考试周"), std::string::npos) << listed;
    EXPECT_FALSE(stage.person_rests("tutor-1"));
    const auto struck = stage.hears("tutor-1", "取消明天的休息");
    EXPECT_NE(struck.find("明天12:00到18:00的休息取消了"), std::string::npos) << struck;
    EXPECT_EQ(stage.state.persons.at(PersonId{"tutor-1"}).helper->leave.size(), 1U);
    stage.hears("tutor-1", "取消休息");
    EXPECT_TRUE(stage.state.persons.at(PersonId{"tutor-1"}).helper->leave.empty());
    const auto none = stage.hears("tutor-1", "我的休息");
    EXPECT_TRUE(stage.said("rest.none")) << none;
    stage.hears("tutor-1", "取消休息");
    EXPECT_TRUE(stage.said("rest.none"));
}

TEST(Leave, ComingBackKeepsWhatIsPlanned) {
    Stage stage;
    stage.hears("tutor-1", "下周一到周三休息");
    stage.hears("tutor-1", "休息到明天");
    ASSERT_TRUE(stage.person_rests("tutor-1"));
    const auto back = stage.hears("tutor-1", "取消休息");
    EXPECT_FALSE(stage.person_rests("tutor-1"));
    EXPECT_NE(back.find("11月30日（周一）到12月2日（周三）的休息还在"), std::string::npos) << back;
    EXPECT_EQ(stage.state.persons.at(PersonId{"tutor-1"}).helper->leave.size(), 1U);
}

TEST(Leave, DoesNotTakeWorkInHandAway) {
    Stage stage;
    const auto id = stage.accepted_by("tutor-1", "education.tutoring");
    const auto reply = stage.hears("tutor-1", "下周一到周三请假，考试");
    EXPECT_NE(reply.find("单号" + id.value + "）还算你的"), std::string::npos) << reply;
    EXPECT_EQ(stage.ticket(id).assignee.value, "tutor-1");
}

TEST(Leave, KeepsNobodyFromBeingAskedBefore) {
    Stage stage;
    stage.hears("partner", "12月3号请假");
    EXPECT_FALSE(stage.person_rests("partner"));
    const auto id = stage.offered_to("partner");
    EXPECT_EQ(stage.ticket(id).offer->candidate.value, "partner");
}

}  // namespace
}  // namespace warmline::bot::testing
