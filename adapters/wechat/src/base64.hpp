#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace warmline::wechat {

/// What to do with bits of the last character that belong to no byte: canonical base64 has zeros there.
enum class SpareBits { refuse, ignore };

/// Standard alphabet with padding, no white space.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text, SpareBits spare);
[[nodiscard]] std::string base64_encode(std::string_view bytes);

}  // namespace warmline::wechat
