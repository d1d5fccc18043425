#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace warmline::settings {

/// "2020-02-14", a day that exists
[[nodiscard]] std::optional<std::chrono::sys_days> read_date(std::string_view text);

}  // namespace warmline::settings
