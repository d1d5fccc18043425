#pragma once
#include <bitset>
#include <initializer_list>
#include <span>
#include <string_view>

namespace warmline::bot {

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
