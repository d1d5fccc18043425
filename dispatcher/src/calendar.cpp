#include "dispatcher/calendar.hpp"

#include <algorithm>
#include <span>

namespace warmline::dispatcher {
namespace {

using namespace std::chrono;

constexpr int days_searched_max = 3660;  // a calendar without a working day in ten years is not one

const Calendar::Block whole_day{minutes{0}, hours{24}};

std::span<const Calendar::Block> blocks_of(const Calendar& calendar) {
    if (calendar.blocks.empty()) return {&whole_day, 1};
    return calendar.blocks;
}

milliseconds working_day_length(const Calendar& calendar) {
    milliseconds sum{0};
    for (const auto& block : blocks_of(calendar)) sum += block.to - block.from;
    return sum;
}

}  // namespace

bool Calendar::is_working_day(sys_days day) const {
    const weekday wd{day};
    if (wd == Saturday || wd == Sunday) return working_weekends.contains(day);
    return !holidays.contains(day);
}

sys_days Calendar::local_day(Time t) const { return floor<days>(t + utc_offset); }

Time due_after(const Calendar& calendar, Time from, Allowance allowance) {
    milliseconds left = allowance.working_days * working_day_length(calendar);
    if (left <= milliseconds{0}) return from + allowance.clock;
    const auto first = calendar.local_day(from);
    for (int i = 0; i < days_searched_max; ++i) {
        const auto day = first + days{i};
        if (!calendar.is_working_day(day)) continue;
        const Time midnight = Time{day} - calendar.utc_offset;
        for (const auto& block : blocks_of(calendar)) {
            const Time start = std::max(from, midnight + block.from);
            const Time end = midnight + block.to;
            if (start >= end) continue;
            if (left <= end - start) return start + left + allowance.clock;
            left -= end - start;
        }
    }
    return from + days{allowance.working_days} + allowance.clock;
}

bool QuietHours::contains(minutes local) const noexcept {
    if (from <= to) return from <= local && local < to;
    return local >= from || local < to;
}

}  // namespace warmline::dispatcher
