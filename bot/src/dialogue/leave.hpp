#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dispatcher/time.hpp"
#include "text.hpp"

namespace warmline::bot::talk {

/// A time in which somebody takes on nothing.
struct Off {
    std::optional<dispatcher::Time> from;  ///< nullopt: from now on
    dispatcher::Time until{};              ///< outside
    std::string why;                       ///< as said; may be empty
};

/// How clearly a text tells of leave: not at all; only if nothing else is being talked about (「明天下午不行」); by a
/// word of its own (请假, 休息, 不接单), with a day or a span beside it.
enum class LeaveTold { no, loosely, plainly };
[[nodiscard]] LeaveTold tells_leave(const Folded& text);

/// When, in the order of the text: 「下周一到周三休息」, 「12月3号请假」, 「考试周 12月20日到1月5日不接单」,
/// 「明天下午不行」, 「从周五起请三天假」, 「请假到周五」. A day begins at midnight and ends at 8:00 the next morning,
/// as a rest does; the morning is until 12:00, the afternoon from 12:00 to 18:00, the evening from 18:00 on. Nothing
/// that is over already, and nothing that begins more than 200 days from now, since that is a day of the past year
/// misread.
/// @param utc_offset  of local time
[[nodiscard]] std::vector<Off> leave_in(const Folded& text, dispatcher::Time now, std::chrono::minutes utc_offset);

}  // namespace warmline::bot::talk
