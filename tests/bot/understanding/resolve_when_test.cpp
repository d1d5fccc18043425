#include <gtest/gtest.h>

#include "bot/when.hpp"

namespace warmline::bot {
namespace {

using namespace std::chrono;

LocalMinutes at(int month_number, int day_number, int hour, int minute = 0) {
    return local_days(year(2020) / month(static_cast<unsigned>(month_number)) /
                      day(static_cast<unsigned>(day_number))) +
           hours(hour) + minutes(minute);
}

TEST(ResolveWhen, MeansAnIntervalOfTheClock) {
    const auto now = at(2, 19, 14, 30);  // a Wednesday
    struct {
        const char* written;
        Interval means;
    } const rows[] = {
        {"明早八点", {at(2, 20, 8), at(2, 20, 9)}},
        {"今晚", {at(2, 19, 18), at(2, 20, 0)}},
        {"今晚十点前", {now, at(2, 19, 22)}},
        {"明天", {at(2, 20, 0), at(2, 21, 0)}},
        {"后天下午三点半", {at(2, 21, 15, 30), at(2, 21, 16, 30)}},
        {"周三下午", {at(2, 19, 12), at(2, 19, 18)}},
        {"周二", {at(2, 25, 0), at(2, 26, 0)}},
        {"下周一上午", {at(2, 24, 6), at(2, 24, 12)}},
        {"礼拜天", {at(2, 23, 0), at(2, 24, 0)}},
        {"3月5日", {at(3, 5, 0), at(3, 6, 0)}},
        {"25号之后", {at(2, 25, 0), at(2, 26, 0)}},
        {"10号", {at(3, 10, 0), at(3, 11, 0)}},
        {"五点", {at(2, 19, 17), at(2, 19, 18)}},
        {"18:30", {at(2, 19, 18, 30), at(2, 19, 19, 30)}},
        {"今夜两点", {at(2, 20, 2), at(2, 20, 3)}},
        {"晚上十二点", {at(2, 20, 0), at(2, 20, 1)}},
        {"明天凌晨三点", {at(2, 20, 3), at(2, 20, 4)}},
        {"中午", {at(2, 20, 11), at(2, 20, 14)}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.written);
        const auto found = resolve_when(row.written, now);
        ASSERT_TRUE(found);
        EXPECT_EQ(*found, row.means);
    }
}

TEST(ResolveWhen, SaysNothingOfWhatIsNoSingleTime) {
    for (const auto* written : {"", "每周二", "寒假", "随时", "周", "2月31日", "25点", "明天明天", "13月1日"})
        EXPECT_FALSE(resolve_when(written, at(2, 19, 14))) << written;
}

}  // namespace
}  // namespace warmline::bot
