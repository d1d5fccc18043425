#pragma once
#include <cstdint>
#include <string_view>

namespace warmline::redis {

/// The Functions library `warmline` as it is in this program: the Lua files of adapters/redis/functions.
[[nodiscard]] std::string_view functions_code() noexcept;
/// The number that `warmline_version` returns; raised with each change of a Lua file.
[[nodiscard]] std::int64_t functions_version() noexcept;

}  // namespace warmline::redis
