#include "dialogue/availability.hpp"

#include <gtest/gtest.h>

#include "dispatcher/duty.hpp"
#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

std::string read(const std::string& text, const std::string& before = {}, bool nothing_else = true) {
    const auto said = talk::availability_in(talk::fold(text), nothing_else);
    if (!said) return "-";
    const auto hours = talk::hours_after(talk::hours_from(before), *said);
    return hours.empty() ? "any" : talk::to_text(hours);
}

TEST(Availability, IsReadFromPlainWords) {
    struct {
        const char* text;
        const char* hours;  ///< weekday:from-to in minutes
    } const rows[] = {
        {"我每周三晚上和周末白天有空", "3:1080-1320,6:480-1080,7:480-1080"},
        {"每周二、四下午能来", "2:720-1080,4:720-1080"},
        {"以后周一到周五晚上可以接单", "1:1080-1320,2:1080-1320,3:1080-1320,4:1080-1320,5:1080-1320"},
        {"每天晚上7点到9点有空", "1:1140-1260,2:1140-1260,3:1140-1260,4:1140-1260,5:1140-1260,6:1140-1260,7:1140-1260"},
        {"每周三18:00-20:00有时间", "3:1080-1200"},
        {"每周六全天可以排我", "6:0-1440"},
        {"每个周日下午3点以后有空", "7:900-1080"},
        {"周末都可以排我", "6:0-1440,7:0-1440"},
        {"每周三上午和晚上有空", "3:480-720,3:1080-1320"},
        {"平时晚上、周末白天有空", "1:1080-1320,2:1080-1320,3:1080-1320,4:1080-1320,5:1080-1320,6:480-1080,7:480-1080"},
        {"每周三晚上可以接单，其他时间不行", "3:1080-1320"},
        {"以后周二上午不排我", "1:0-1440,2:0-480,2:720-1440,3:0-1440,4:0-1440,5:0-1440,6:0-1440,7:0-1440"},
        {"随时有空", "any"},
    };
    for (const auto& row : rows) EXPECT_EQ(read(row.text), row.hours) << row.text;
}

TEST(Availability, OtherWordsAreNotTakenForIt) {
    for (const char* text : {"下周三晚上有空", "这周末有空可以帮忙", "我每周三晚上需要人陪老人", "每周送一次菜",
                             "孩子每周二上午没人接送", "周三晚上不行", "每天晚上睡不着", "每周三晚上有空吗",
                             "明天下午有空", "请假到周五", "12月3号有空", "每周要去医院复诊"})
        EXPECT_EQ(read(text), "-") << text;
}

TEST(Availability, OfTheWeekendAloneItIsSoOnlyWhereNothingElseIsTalkedAbout) {
    EXPECT_EQ(read("周末有空", {}, true), "6:0-1440,7:0-1440");
    EXPECT_EQ(read("周末有空", {}, false), "-") << "it may answer an offer";
    EXPECT_EQ(read("周末不接单", {}, true), "-") << "leave, of this weekend";
}

TEST(Availability, AddsToAndTakesFromWhatThereIs) {
    EXPECT_EQ(read("每周六上午也有空", "3:1080-1320"), "3:1080-1320,6:480-720");
    EXPECT_EQ(read("以后周三晚上8点以后不排我", "3:1080-1320"), "3:1080-1200");
    EXPECT_EQ(read("以后周三不排我", "3:1080-1320,6:480-720"), "6:480-720");
    EXPECT_EQ(read("每周三晚上7点到9点有空", "3:480-720"), "3:1140-1260") << "only then, unless it says as well";
}

class AvailabilityTalk : public ::testing::Test {
protected:
    [[nodiscard]] std::string hours() const {
        return talk::to_text(stage.state.persons.at(PersonId{"tutor-1"}).helper->shifts);
    }
    Stage stage;
};

TEST_F(AvailabilityTalk, HoldsWhenItIsConfirmed) {
    auto reply = stage.hears("tutor-1", "我每周三晚上和周末白天有空");
    EXPECT_NE(reply.find("周三18:00到22:00"), std::string::npos) << reply;
    EXPECT_NE(reply.find("周六"), std::string::npos);
    EXPECT_EQ(hours(), "") << "not yet";
    reply = stage.hears("tutor-1", "是");
    EXPECT_EQ(hours(), "3:1080-1320,6:480-1080,7:480-1080");
    EXPECT_EQ(stage.last.actor.kind, ActorKind::helper);
    EXPECT_TRUE(stage.refusals.empty());
    EXPECT_NE(reply.find("随时有空"), std::string::npos) << "how to undo it: " << reply;
    EXPECT_NE(reply.find("不限时段"), std::string::npos) << "what it was: " << reply;
    stage.hears("tutor-1", "随时有空");
    stage.hears("tutor-1", "对");
    EXPECT_EQ(hours(), "");
}

TEST_F(AvailabilityTalk, ANoLeavesItAndOtherWordsAskAnew) {
    stage.hears("tutor-1", "以后周二上午不排我");
    stage.hears("tutor-1", "不");
    EXPECT_TRUE(stage.said("availability.kept"));
    EXPECT_EQ(hours(), "");
    stage.hears("tutor-1", "每周三晚上有空");
    stage.hears("tutor-1", "每周四晚上有空");
    stage.hears("tutor-1", "是的");
    EXPECT_EQ(hours(), "4:1080-1320");
}

TEST_F(AvailabilityTalk, NeverTimeIsNoDuty) {
    stage.hears("tutor-1", "以后每天都不排我");
    EXPECT_TRUE(stage.said("availability.none"));
    EXPECT_FALSE(stage.chat("tutor-1").question);
}

TEST_F(AvailabilityTalk, OfficeHearsWhoChangedWhatItSet) {
    auto set = duty_of(*stage.state.persons.at(PersonId{"tutor-1"}).helper);
    const auto seen = set;
    set.shifts = {{1, 9h, 12h}};
    stage.run(ChangeDuty{PersonId{"tutor-1"}, seen, set}, {ActorKind::coordinator, PersonId{"coordinator"}});
    stage.told("coordinator");
    stage.hears("tutor-1", "每周三晚上有空");
    stage.hears("tutor-1", "是");
    EXPECT_EQ(hours(), "3:1080-1320");
    const auto told = stage.told("coordinator");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("林老师"), std::string::npos) << told[0];
    EXPECT_NE(told[0].find("周三18:00到22:00"), std::string::npos) << told[0];
}

}  // namespace
}  // namespace warmline::bot::testing
