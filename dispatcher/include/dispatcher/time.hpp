#pragma once
#include <chrono>
#include <cstdint>

namespace warmline::dispatcher {

/// A moment: Unix time in milliseconds (UTC). Nothing here reads a clock; `now` always comes in.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Span = std::chrono::milliseconds;

[[nodiscard]] constexpr std::int64_t to_ms(Time t) noexcept { return t.time_since_epoch().count(); }
[[nodiscard]] constexpr Time from_ms(std::int64_t ms) noexcept { return Time{Span{ms}}; }

}  // namespace warmline::dispatcher
