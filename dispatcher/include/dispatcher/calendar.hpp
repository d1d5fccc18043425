#pragma once
#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "dispatcher/time.hpp"

namespace warmline::dispatcher {

/// How long something may take: clock time, or whole working days of a calendar. Exactly one of the two is not zero;
/// both zero means "at once".
struct Allowance {
    std::chrono::seconds clock{0};
    int working_days = 0;
    friend bool operator==(const Allowance&, const Allowance&) = default;
};

/// When an organisation works, in local time. China has one time zone without summer time, so local time is a fixed
/// offset from UTC.
struct Calendar {
    struct Block {
        std::chrono::minutes from{0}, to{0};  ///< since local midnight, from < to <= 24 h; `to` is outside
    };
    std::string id;
    std::chrono::minutes utc_offset{8 * 60};
    std::vector<Block> blocks;                         ///< of a working day, in order, not overlapping
    std::set<std::chrono::sys_days> holidays;          ///< weekdays that are off
    std::set<std::chrono::sys_days> working_weekends;  ///< 调休: weekend days that are worked

    [[nodiscard]] bool is_working_day(std::chrono::sys_days local_day) const;
    /// The local day on which `t` falls.
    [[nodiscard]] std::chrono::sys_days local_day(Time t) const;
};

/// The moment at which `allowance`, counted from `from`, is used up. A working day counts from the next moment of work:
/// one working day from Friday 15:00 ends on Monday 15:00; from Saturday it ends at the close of Monday.
/// With no blocks in the calendar, a working day is 24 h of a working day.
[[nodiscard]] Time due_after(const Calendar& calendar, Time from, Allowance allowance);

/// The working time between two moments: nights, weekends and holidays do not count.
[[nodiscard]] Span worked_between(const Calendar& calendar, Time from, Time to);

/// The moment at which so much working time after `from` is used up; the next moment of work if it is none.
[[nodiscard]] Time after_work(const Calendar& calendar, Time from, Span work);

/// The moment from which `allowance` leads to `to`, as nearly as the calendar can say.
[[nodiscard]] Time time_before(const Calendar& calendar, Time to, Allowance allowance);

/// Hours in which nobody is contacted for what can wait, in local time; may cross midnight; empty when both ends are
/// equal.
struct QuietHours {
    std::chrono::minutes from{0}, to{0};  ///< since local midnight; the first minute is quiet, the last is not
    [[nodiscard]] bool contains(std::chrono::minutes local) const noexcept;
};

}  // namespace warmline::dispatcher
