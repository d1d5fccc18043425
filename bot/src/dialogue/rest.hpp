#pragma once
#include "dispatcher/time.hpp"
#include "text.hpp"

namespace warmline::bot::talk {

/// Until when somebody rests who writes so: 「休息」 until tomorrow morning, 「休息三天」, 「休息到周五」 and
/// 「休息到12月2日」 to the end of that day (the next morning), 「休息到晚上8点」. Morning is 8:00 local time. Always
/// later than `now`.
/// @param utc_offset  of local time
[[nodiscard]] dispatcher::Time rest_until(const Folded& text, dispatcher::Time now, std::chrono::minutes utc_offset);

}  // namespace warmline::bot::talk
