#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace warmline::bot::talk {

/// A text as words are compared: half width, lower case, simplified (the characters our words use), punctuation as one
/// blank, nothing at the ends. `?` `#` `:` `.` `-` `/` stay. Each character knows where it stands in the text as
/// written.
struct Folded {
    std::u32string text;
    std::vector<std::size_t> begins;  ///< byte where each character begins; one more at the end
    std::string source;

    [[nodiscard]] bool empty() const { return text.empty(); }
    [[nodiscard]] std::size_t size() const { return text.size(); }
    /// As it was written, from character `at` on, without blanks and punctuation at its ends.
    [[nodiscard]] std::string written_from(std::size_t at) const;
    /// Without the characters [begin, end).
    [[nodiscard]] Folded without(std::size_t begin, std::size_t end) const;
};

/// Never fails: a byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] Folded fold(std::string_view text);

[[nodiscard]] std::u32string points(std::string_view text);
[[nodiscard]] std::string bytes(std::u32string_view points);
[[nodiscard]] std::size_t length(std::string_view text);  ///< in characters

/// At most `bytes_max` bytes, cut on a character boundary, with an ellipsis where something was cut.
[[nodiscard]] std::string cut(std::string_view text, std::size_t bytes_max);
[[nodiscard]] std::string trim(std::string_view text);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] bool contains(std::u32string_view text, std::u32string_view word);
[[nodiscard]] bool contains_any(std::u32string_view text, std::span<const std::u32string_view> words);
[[nodiscard]] inline bool contains_any(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
    return contains_any(text, std::span{words.begin(), words.size()});
}
[[nodiscard]] bool contains(std::string_view text, std::string_view word);
[[nodiscard]] std::u32string squeezed(std::u32string_view text);  ///< without blanks
/// Runs of seven digits and more (telephones, identity numbers) become 「…」.
[[nodiscard]] std::string mask_digits(std::string_view text);

/// A number written with digits or Chinese numerals (一 to 九十九, 两) at `at`; moves `at` behind it. @return 0 if
/// none.
[[nodiscard]] std::size_t read_number(std::u32string_view text, std::size_t& at);

}  // namespace warmline::bot::talk
