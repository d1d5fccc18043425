#pragma once
#include <optional>
#include <string>

#include "dispatcher/time.hpp"
#include "text.hpp"

namespace warmline::bot::talk {

/// What somebody says who asks for more time (延期).
struct MoreTime {
    std::optional<std::chrono::sys_days> day;  ///< 「到周五」: the last day, local
    int days = 0;                              ///< 「两天」: beyond what was promised
    std::string reason;                        ///< as written; may be empty

    [[nodiscard]] bool says_when() const { return day || days > 0; }
};

/// True if the text asks for more time: 「延期」, 「申请延期两天」, 「家属要等核酸结果，延期到周五」.
[[nodiscard]] bool asks_more_time(const Folded& text);
/// @param today  local
[[nodiscard]] MoreTime more_time_in(const Folded& text, std::chrono::sys_days today);
/// The end of that day: its last minute.
/// @param due  what was promised; a span counts from it, or from `now` if it is over
[[nodiscard]] dispatcher::Time until_of(const MoreTime& asked, dispatcher::Time due, dispatcher::Time now,
                                        std::chrono::minutes utc_offset);

}  // namespace warmline::bot::talk
