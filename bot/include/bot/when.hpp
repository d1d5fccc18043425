#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace warmline::bot {

/// A moment of the wall clock where the people are; the caller knows the zone.
using LocalMinutes = std::chrono::local_time<std::chrono::minutes>;

/// From `begin` up to, not including, `end`.
struct Interval {
    LocalMinutes begin, end;
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// What a time as written means at the moment `now`: 「明早八点」 is the hour from eight tomorrow, 「周三下午」 the
/// next Wednesday from noon to six (today if it is one), 「今晚十点前」 from now to ten. A date without a year is the
/// next one. nullopt for what names no single time: frequencies (「每周二」), seasons, anything unknown.
[[nodiscard]] std::optional<Interval> resolve_when(std::string_view written, LocalMinutes now);

}  // namespace warmline::bot
