#pragma once
#include <optional>

#include "bot/normalise.hpp"

namespace warmline::bot::slots {

struct Number {
    int value = 0;
    std::uint32_t end = 0;  ///< place after its last character
};

/// Reads a whole number that begins at `at`: 「12」「两百」「十二」「一千零三」「3千」「俩」; up to 99,999,999.
/// A row of spoken digits (「三零五」) is no number, nor is 几 or 半.
[[nodiscard]] std::optional<Number> read_number(std::u32string_view text, std::uint32_t at);

/// 0 to 9 for a digit as written or spoken (幺 is 1, 两 is not a digit); -1 for anything else.
[[nodiscard]] int digit_value(char32_t point);

/// Whether the character can be part of a number.
[[nodiscard]] bool is_number_point(char32_t point);

}  // namespace warmline::bot::slots
