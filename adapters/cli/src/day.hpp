#pragma once
#include <optional>
#include <string_view>

#include "dispatcher/programme.hpp"

namespace warmline::cli {

/// The local midnight with which a day written YYYY-MM-DD begins; nullopt if it is none.
[[nodiscard]] std::optional<dispatcher::Time> midnight(std::string_view day, const dispatcher::Programme& programme);

}  // namespace warmline::cli
