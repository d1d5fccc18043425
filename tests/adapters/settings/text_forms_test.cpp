#include "text_forms.hpp"

#include <gtest/gtest.h>

#include <string>

namespace warmline::settings {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

TEST(TextForms, ReadsAllowances) {
    struct {
        const char* text;
        std::optional<dispatcher::Allowance> value;
    } const rows[] = {
        {"5 s", dispatcher::Allowance{5s, 0}},
        {"0 s", dispatcher::Allowance{0s, 0}},
        {"2 min", dispatcher::Allowance{120s, 0}},
        {"24 h", dispatcher::Allowance{86400s, 0}},
        {"1 working day", dispatcher::Allowance{0s, 1}},
        {"10 working days", dispatcher::Allowance{0s, 10}},
        {"", {}},
        {"5", {}},
        {"5min", {}},
        {"5 minutes", {}},
        {"1.5 h", {}},
        {"five min", {}},
        {" 5 min", {}},
        {"5 min ", {}},
        {"99999999999 s", {}},
    };
    for (const auto& row : rows) EXPECT_EQ(read_allowance(row.text), row.value) << '"' << row.text << '"';
}

TEST(TextForms, ReadsWholeMinutes) {
    EXPECT_EQ(read_minutes("2 min"), 2min);
    EXPECT_EQ(read_minutes("120 s"), 2min);
    EXPECT_EQ(read_minutes("1 h"), 60min);
    EXPECT_EQ(read_minutes("90 s"), std::nullopt) << "not whole";
    EXPECT_EQ(read_minutes("1 working day"), std::nullopt) << "no clock time";
}

TEST(TextForms, ReadsTimesOfDay) {
    struct {
        const char* text;
        std::optional<minutes> value;
    } const rows[] = {
        {"00:00", 0min}, {"08:30", 510min}, {"23:59", 1439min}, {"24:00", 1440min}, {"24:01", {}}, {"8:30", {}},
        {"08:60", {}},   {"25:00", {}},     {"-1:00", {}},      {"0a:00", {}},      {"08-30", {}}, {"", {}},
    };
    for (const auto& row : rows) EXPECT_EQ(read_time(row.text), row.value) << '"' << row.text << '"';
}

TEST(TextForms, ReadsBlocksThatEndAfterTheyBegin) {
    const auto block = read_block("08:30-12:00");
    ASSERT_TRUE(block);
    EXPECT_EQ(block->from, 510min);
    EXPECT_EQ(block->to, 720min);
    EXPECT_TRUE(read_block("00:00-24:00"));
    for (const char* text : {"12:00-08:30", "12:00-12:00", "12:00", "12:00-25:00", "12:00 13:00"})
        EXPECT_FALSE(read_block(text)) << text;
}

TEST(TextForms, ReadsQuietHoursThatMayCrossMidnight) {
    const auto hours = quiet_hours_of("21:30-07:00");
    ASSERT_TRUE(hours);
    EXPECT_EQ(hours->from, 1290min);
    EXPECT_EQ(hours->to, 420min);
    const auto none = quiet_hours_of("");
    ASSERT_TRUE(none);
    EXPECT_EQ(none->from, none->to);
    for (const char* text : {"21:30-21:30", "21:30", "21:30-7:00", "night"}) EXPECT_FALSE(quiet_hours_of(text)) << text;
}

TEST(TextForms, ReadsDaysThatExist) {
    EXPECT_EQ(read_date("2020-02-29"), std::chrono::sys_days(std::chrono::year(2020) / 2 / 29));
    for (const char* text : {"2021-02-29", "2020-13-01", "2020-00-10", "2020-01-00", "2020-1-1", "20200101", ""})
        EXPECT_FALSE(read_date(text)) << text;
}

TEST(TextForms, ReadsOffsetsFromUtc) {
    EXPECT_EQ(read_offset("+08:00"), 480min);
    EXPECT_EQ(read_offset("-03:30"), -210min);
    EXPECT_EQ(read_offset("+14:00"), 840min);
    for (const char* text : {"+14:01", "+15:00", "08:00", "+8:00", "", "+08:60"})
        EXPECT_FALSE(read_offset(text)) << text;
}

}  // namespace
}  // namespace warmline::settings
