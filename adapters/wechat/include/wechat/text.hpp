#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace warmline::wechat {

/// A text message of the platform holds 2047 or 2048 bytes; a passive reply above it is lost.
inline constexpr std::size_t sent_text_bytes_max = 2000;

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;
/// Without the characters XML 1.0 forbids: below U+0020 except tab, LF and CR; U+FFFE and U+FFFF. Bytes that are not
/// UTF-8 become U+FFFD.
[[nodiscard]] std::string clean(std::string_view text);
/// The longest beginning of UTF-8 `text` of at most `bytes_max` bytes that ends between two characters as people see
/// them: not before a joiner, a variation selector, a skin tone or an enclosing key cap, and not behind a joiner.
[[nodiscard]] std::string_view cut(std::string_view text, std::size_t bytes_max) noexcept;
/// cut() with "…" in place of what is missing; what is sent to a person.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t bytes_max);

}  // namespace warmline::wechat
