#pragma once

namespace warmline::bot {

/// What is said to a helper who asks for the calendar of his or her own duty, and to one who ends it. The address is a
/// secret that only the edge can make: it fills the field `link`, or says `says_no_calendar` in place of it.
inline constexpr const char* says_calendar = "calendar.link";
inline constexpr const char* says_calendar_off = "calendar.off";
inline constexpr const char* says_no_calendar = "calendar.none";

}  // namespace warmline::bot
