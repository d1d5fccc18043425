#pragma once
#include <string>
#include <string_view>

namespace warmline::console {

/// @return 32 random bytes in 64 lower-case hex digits
[[nodiscard]] std::string random_token();
/// @return BLAKE2b-256 in 64 lower-case hex digits, so that what is looked up need not be stored
[[nodiscard]] std::string digest(std::string_view text);
/// Compares in constant time for equal lengths.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

}  // namespace warmline::console
