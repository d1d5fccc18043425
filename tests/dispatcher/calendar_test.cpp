#include <gtest/gtest.h>

#include "dispatcher/calendar.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

/// A local moment of February 2020; the 1st was a Saturday.
Time feb(unsigned day, Span time) { return Time{sys_days{2020y / 2 / day}} - 8h + time; }

Calendar office() {
    Calendar c;
    c.blocks = {{9h, 12h}, {14h, 18h}};
    c.holidays = {2020y / 2 / 20};          // a Thursday
    c.working_weekends = {2020y / 2 / 22};  // a Saturday
    return c;
}

TEST(Calendar, KnowsHolidaysAndMakeUpWeekends) {
    struct {
        const char* why;
        unsigned day;
        bool working;
    } const rows[] = {{"Monday", 10, true},   {"Saturday", 15, false},        {"Sunday", 16, false},
                      {"holiday", 20, false}, {"make-up Saturday", 22, true}, {"the Sunday after", 23, false}};
    for (const auto& row : rows) {
        EXPECT_EQ(office().is_working_day(2020y / 2 / row.day), row.working) << row.why;
    }
}

TEST(Calendar, LocalDayBeginsAtLocalMidnight) {
    EXPECT_EQ(office().local_day(feb(10, 0h)), sys_days{2020y / 2 / 10});
    EXPECT_EQ(office().local_day(feb(10, 0h) - 1ms), sys_days{2020y / 2 / 9});
}

TEST(DueAfter, CountsWorkingDaysInBlocks) {
    struct {
        const char* why;
        Time from;
        int working_days;
        Time due;
    } const rows[] = {
        {"Friday afternoon to Monday, the same hour", feb(14, 15h), 1, feb(17, 15h)},
        {"from Saturday to the close of Monday", feb(15, 11h), 1, feb(17, 18h)},
        {"from the first moment of work", feb(10, 9h), 1, feb(10, 18h)},
        {"before work", feb(10, 6h), 1, feb(10, 18h)},
        {"after work counts from the next morning", feb(10, 18h), 1, feb(11, 18h)},
        {"at noon counts from the afternoon", feb(10, 13h), 1, feb(11, 12h)},
        {"over a holiday, with a make-up Saturday", feb(19, 10h), 2, feb(22, 10h)},
        {"five days", feb(10, 10h), 5, feb(17, 10h)},
        {"none: at once", feb(15, 11h), 0, feb(15, 11h)},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(due_after(office(), row.from, {0s, row.working_days}), row.due) << row.why;
    }
}

TEST(DueAfter, ClockTimeKnowsNoCalendar) { EXPECT_EQ(due_after(office(), feb(15, 23h), {2h, 0}), feb(16, 1h)); }

TEST(DueAfter, WithoutBlocksAWorkingDayIsAWholeOne) {
    const Calendar plain;
    EXPECT_EQ(due_after(plain, feb(14, 15h), {0s, 1}), feb(17, 15h));
    EXPECT_EQ(due_after(plain, feb(15, 15h), {0s, 1}), feb(18, 0h)) << "the close of Monday";
}

TEST(DueAfter, EndsWhereNobodyEverWorks) {
    Calendar never = office();
    for (int i = 0; i < 4000; ++i) never.holidays.insert(sys_days{2020y / 2 / 1} + days{i});
    never.working_weekends.clear();
    EXPECT_EQ(due_after(never, feb(10, 10h), {0s, 3}), feb(13, 10h));
}

TEST(QuietHours, ContainsFirstMinuteButNotLast) {
    struct {
        const char* why;
        minutes from, to, local;
        bool quiet;
    } const rows[] = {
        {"first minute", 21h + 30min, 7h, 21h + 30min, true},
        {"after midnight, same night", 21h + 30min, 7h, 3h, true},
        {"last minute", 21h + 30min, 7h, 7h, false},
        {"the minute before", 21h + 30min, 7h, 6h + 59min, true},
        {"at noon", 12h, 14h, 13h, true},
        {"does not cross midnight", 12h, 14h, 3h, false},
        {"empty", 8h, 8h, 8h, false},
    };
    for (const auto& row : rows) {
        EXPECT_EQ((QuietHours{row.from, row.to}.contains(row.local)), row.quiet) << row.why;
    }
}

TEST(Calendar, WorkedBetweenAndAfterWorkAreOfWorkingTime) {
    const Time friday = feb(14, 17h), next = feb(17, 9h);
    EXPECT_EQ(worked_between(office(), friday, next), 1h);
    EXPECT_EQ(worked_between(office(), next, friday), 0h);
    EXPECT_EQ(worked_between(office(), friday, friday + 30min), 30min);
    EXPECT_EQ(after_work(office(), friday, 2h), next + 1h);
    EXPECT_EQ(after_work(office(), friday + 5h, 0h), next) << "the next moment of work";
    EXPECT_EQ(time_before(office(), next + 1h, {{}, 1}), feb(14, 10h));
    EXPECT_EQ(time_before(office(), next, {2h, 0}), next - 2h);
}

}  // namespace
}  // namespace warmline::dispatcher
