#include "numbers.hpp"

namespace warmline::bot::slots {
namespace {

constexpr int value_max = 99'999'999;

int unit_value(char32_t point) {
    switch (point) {
        case U'十':
            return 10;
        case U'百':
            return 100;
        case U'千':
            return 1000;
        case U'万':
            return 10000;
        default:
            return 0;
    }
}

int count_value(char32_t point) {
    if (point == U'两' || point == U'俩') return 2;
    if (point == U'仨') return 3;
    return digit_value(point);
}

/// 「12」, then maybe 百, 千 or 万.
std::optional<Number> read_written(std::u32string_view text, std::uint32_t at) {
    Number number{0, at};
    while (number.end < text.size() && is_digit(text[number.end])) {
        if (number.value > value_max / 10) return std::nullopt;
        number.value = number.value * 10 + digit_value(text[number.end++]);
    }
    const int unit = number.end < text.size() ? unit_value(text[number.end]) : 0;
    if (unit > 10 && number.value <= value_max / unit) {
        number.value *= unit;
        ++number.end;
    }
    return number;
}

}  // namespace

int digit_value(char32_t point) {
    if (is_digit(point)) return static_cast<int>(point - U'0');
    switch (point) {
        case U'零':
        case U'〇':
            return 0;
        case U'一':
        case U'幺':
            return 1;
        case U'二':
            return 2;
        case U'三':
            return 3;
        case U'四':
            return 4;
        case U'五':
            return 5;
        case U'六':
            return 6;
        case U'七':
            return 7;
        case U'八':
            return 8;
        case U'九':
            return 9;
        default:
            return -1;
    }
}

bool is_number_point(char32_t point) { return count_value(point) >= 0 || unit_value(point) > 0; }

std::optional<Number> read_number(std::u32string_view text, std::uint32_t at) {
    if (at >= text.size()) return std::nullopt;
    if (is_digit(text[at])) return read_written(text, at);
    int total = 0, section = 0, digit = -1;
    std::uint32_t end = at;
    for (; end < text.size(); ++end) {
        const int unit = unit_value(text[end]);
        const int value = count_value(text[end]);
        if (unit == 0 && (value < 0 || is_digit(text[end]))) break;
        if (unit == 10000) {
            total = (section + std::max(digit, 0)) * unit;
            section = 0;
            digit = -1;
            if (total > value_max / 10) return std::nullopt;
        } else if (unit > 0) {
            section += (digit < 0 ? 1 : digit) * unit;
            digit = -1;
        } else {
            if (digit > 0 || (digit == 0 && value == 0)) return std::nullopt;  // a row of digits
            digit = value;
        }
        if (section > value_max || end - at > 16) return std::nullopt;
    }
    if (end == at) return std::nullopt;
    // 「一百二」 is 120.
    if (digit > 0 && end - at >= 2 && unit_value(text[end - 2]) >= 100) digit *= unit_value(text[end - 2]) / 10;
    return Number{total + section + std::max(digit, 0), end};
}

}  // namespace warmline::bot::slots
