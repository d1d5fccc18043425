#pragma once
#include <optional>
#include <string_view>

#include "dispatcher/calendar.hpp"

namespace warmline::settings {

/// "21:30-07:00", or "" for none. @return nullopt if it is neither
[[nodiscard]] std::optional<dispatcher::QuietHours> quiet_hours_of(std::string_view text);

}  // namespace warmline::settings
