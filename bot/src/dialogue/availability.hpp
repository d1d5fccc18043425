#pragma once
#include <optional>
#include <vector>

#include "dispatcher/model.hpp"
#include "text.hpp"

namespace warmline::bot::talk {

/// When somebody is free, week after week.
struct Availability {
    enum class How { only, also, except, always };
    How how = How::only;                   ///< only then; then as well; not then; at any time
    std::vector<dispatcher::Shift> hours;  ///< of `always`: none
};

/// 「我每周三晚上和周末白天有空」「以后周二上午不排我」「随时有空」. The evening is 18 to 22, the day 8 to 18, the
/// morning 8 to 12, the afternoon 12 to 18, a whole day 0 to 24, and clocks are as said.
/// @param nothing_else  is being talked about: 「周末有空」 means every week only then
/// @return nullopt: nothing is said of every week; a day of this or the next week is leave, or answers an offer
[[nodiscard]] std::optional<Availability> availability_in(const Folded& text, bool nothing_else);

/// The hours of duty after it, each day's in order, none overlapping.
/// @param before  none: at any time
[[nodiscard]] std::vector<dispatcher::Shift> hours_after(const std::vector<dispatcher::Shift>& before,
                                                         const Availability& said);

/// Kept with a question while it awaits its answer.
[[nodiscard]] std::string to_text(const std::vector<dispatcher::Shift>& hours);
[[nodiscard]] std::vector<dispatcher::Shift> hours_from(const std::string& text);

}  // namespace warmline::bot::talk
