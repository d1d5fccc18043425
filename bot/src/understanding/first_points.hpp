#pragma once
#include <algorithm>
#include <bitset>
#include <initializer_list>
#include <span>
#include <string_view>

namespace warmline::bot {

[[nodiscard]] inline bool starts_with_any(std::u32string_view text, std::span<const std::u32string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return text.starts_with(word); });
}

/// The characters that words begin with: most places of a text are passed over without comparing any word.
class FirstPoints {
public:
    using Words = std::span<const std::u32string_view>;
    FirstPoints(std::initializer_list<Words> lists) {
        for (const auto& words : lists)
            for (const auto word : words) points_.set(word.front());
    }
    [[nodiscard]] bool operator[](char32_t point) const { return point < points_.size() && points_[point]; }

private:
    std::bitset<0x10000> points_;
};

}  // namespace warmline::bot
