#include "dispatcher/calendar.hpp"

#include <algorithm>
#include <optional>
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

/// Calls `take(start, end)` for each stretch of work at or after `from`, until it says that it has enough.
template <class Take>
void each_stretch(const Calendar& calendar, Time from, Take take) {
    const auto first = calendar.local_day(from);
    for (int i = 0; i < days_searched_max; ++i) {
        const auto day = first + days{i};
        if (!calendar.is_working_day(day)) continue;
        const Time midnight = Time{day} - calendar.utc_offset;
        for (const auto& block : blocks_of(calendar)) {
            const Time start = std::max(from, midnight + block.from);
            const Time end = midnight + block.to;
            if (start < end && take(start, end)) return;
        }
    }
}

/// When so much work is done; nullopt: nobody works for as long as one looks.
std::optional<Time> done_at(const Calendar& calendar, Time from, Span work) {
    std::optional<Time> at;
    each_stretch(calendar, from, [&](Time start, Time end) {
        if (work <= end - start) at = start + work;
        work -= end - start;
        return at.has_value();
    });
    return at;
}

}  // namespace

bool Calendar::is_working_day(sys_days day) const {
    const weekday wd{day};
    if (wd == Saturday || wd == Sunday) return working_weekends.contains(day);
    return !holidays.contains(day);
}

sys_days Calendar::local_day(Time t) const { return floor<days>(t + utc_offset); }

Time due_after(const Calendar& calendar, Time from, Allowance allowance) {
    const milliseconds left = allowance.working_days * working_day_length(calendar);
    if (left <= milliseconds{0}) return from + allowance.clock;
    return done_at(calendar, from, left).value_or(from + days{allowance.working_days}) + allowance.clock;
}

Time after_work(const Calendar& calendar, Time from, Span work) {
    return done_at(calendar, from, work).value_or(from + work);
}

Span worked_between(const Calendar& calendar, Time from, Time to) {
    Span worked{0};
    if (from >= to) return worked;
    each_stretch(calendar, from, [&](Time start, Time end) {
        if (start < to) worked += std::min(end, to) - start;
        return end >= to;
    });
    return worked;
}

Time time_before(const Calendar& calendar, Time to, Allowance allowance) {
    if (allowance.working_days == 0) return to - allowance.clock;
    // The same time of day, so many working days earlier.
    const auto day = calendar.local_day(to);
    const auto since_midnight = to - (Time{day} - calendar.utc_offset);
    int left = allowance.working_days;
    for (int i = 1; i < days_searched_max; ++i) {
        const auto earlier = day - days{i};
        if (!calendar.is_working_day(earlier) || --left > 0) continue;
        return Time{earlier} - calendar.utc_offset + since_midnight - allowance.clock;
    }
    return to - days{allowance.working_days} - allowance.clock;
}

bool QuietHours::contains(minutes local) const noexcept {
    if (from <= to) return from <= local && local < to;
    return local >= from || local < to;
}

}  // namespace warmline::dispatcher
