#pragma once
// Reading the short forms that configuration files use. The schema has checked their shape; these check their range.
#include <chrono>
#include <optional>
#include <string_view>

#include "dispatcher/calendar.hpp"
#include "settings/date.hpp"
#include "settings/quiet_hours.hpp"

namespace warmline::settings {

/// "5 s", "2 min", "24 h", "1 working day", "5 working days"
[[nodiscard]] std::optional<dispatcher::Allowance> read_allowance(std::string_view text);
/// "2 min"; whole minutes
[[nodiscard]] std::optional<std::chrono::minutes> read_minutes(std::string_view text);
/// "08:30", up to "24:00"
[[nodiscard]] std::optional<std::chrono::minutes> read_time(std::string_view text);
/// "08:30-12:00", the end after the beginning
[[nodiscard]] std::optional<dispatcher::Calendar::Block> read_block(std::string_view text);
/// "+08:00"
[[nodiscard]] std::optional<std::chrono::minutes> read_offset(std::string_view text);

}  // namespace warmline::settings
