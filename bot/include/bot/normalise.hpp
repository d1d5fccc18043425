#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warmline::bot {

/// A half-open range of characters of a NormalText.
struct Span {
    std::uint32_t begin = 0, end = 0;
    [[nodiscard]] std::uint32_t size() const { return end - begin; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// A text as the reader sees it: one code point a character, half width, simplified, lower case, ASCII digits, nothing
/// invisible, runs of blanks as one blank. Each character knows its bytes in the text as it came.
/// Keeps a view of that text, which must outlive it.
class NormalText {
public:
    [[nodiscard]] std::u32string_view text() const { return text_; }
    [[nodiscard]] std::u32string_view text(Span span) const { return text().substr(span.begin, span.size()); }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
    /// Where the character's bytes begin, and where they end, in the text as it came.
    [[nodiscard]] std::uint32_t byte_begin(std::uint32_t at) const { return bytes_[at].begin; }
    [[nodiscard]] std::uint32_t byte_end(std::uint32_t at) const { return bytes_[at].end; }
    /// The span as it was written, with what normalisation removed inside it.
    [[nodiscard]] std::string_view written(Span span) const;

private:
    friend class Normaliser;
    std::string_view source_;
    std::u32string text_;
    std::vector<Span> bytes_;  ///< for each character of text_, its bytes in source_
};

/// Makes a NormalText. Never fails: a byte that is not UTF-8 becomes U+FFFD. Linear in the text.
class Normaliser {
public:
    /// @param simplified  pairs of a traditional character and its simplified form, both of the basic plane
    explicit Normaliser(std::span<const std::pair<char32_t, char32_t>> simplified);
    /// @param text  at most its first `text_bytes_max` bytes are read
    [[nodiscard]] NormalText operator()(std::string_view text) const;

private:
    [[nodiscard]] char32_t fold(char32_t point) const;
    std::vector<char16_t> basic_plane_;  ///< 65,536 entries; 0 removes the character
};

/// UTF-8 to code points and back, for the lists and rules of this folder; U+FFFD for what is not UTF-8.
[[nodiscard]] std::u32string to_points(std::string_view text);
[[nodiscard]] std::string to_bytes(std::u32string_view points);

/// Chinese characters of the basic plane, the ones rules speak of.
[[nodiscard]] constexpr bool is_han(char32_t point) { return point >= 0x3400 && point <= 0x9fff; }
[[nodiscard]] constexpr bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

}  // namespace warmline::bot
