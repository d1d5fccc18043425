#include <algorithm>
#include <array>

#include "../slots/numbers.hpp"
#include "personal.hpp"

namespace warmline::bot::mask {
namespace {

using slots::digit_value;

constexpr std::size_t number_digits_min = 5, phone_digits_min = 7;

/// Marks that may stand between the digits of one number.
bool joins(char32_t point) { return std::u32string_view(U" -_./()~·—").find(point) != std::u32string_view::npos; }

struct Row {
    Span span;
    std::string digits;
};

/// The digits from `at` on, at most two marks between one and the next.
Row row_at(std::u32string_view text, std::uint32_t at) {
    constexpr std::uint32_t marks_max = 2;
    Row row{{at, at}, {}};
    for (std::uint32_t marks = 0; at < text.size() && marks <= marks_max; ++at) {
        const int value = digit_value(text[at]);
        if (value >= 0) {
            row.digits.push_back(static_cast<char>('0' + value));
            row.span.end = at + 1;
            marks = 0;
        } else if (joins(text[at])) {
            ++marks;
        } else {
            break;
        }
    }
    return row;
}

bool is_public(const std::string& digits) {
    constexpr std::array<std::string_view, 9> services = {"12355", "12345", "12320", "12338", "12348",
                                                          "12356", "12333", "12315", "95598"};
    return std::find(services.begin(), services.end(), digits) != services.end();
}

/// Resident identity numbers have 18 places, of which the last may be X; old ones have 15 (GB 11643).
Personal kind_of(const Row& row, bool closed_by_x) {
    const auto count = row.digits.size();
    if (count == 15 || count == 18 || (count == 17 && closed_by_x)) return Personal::id_number;
    return count >= phone_digits_min ? Personal::phone : Personal::number;
}

}  // namespace

void find_numbers(std::u32string_view text, PersonalSpans& found) {
    for (std::uint32_t at = 0; at < text.size();) {
        if (digit_value(text[at]) < 0) {
            ++at;
            continue;
        }
        if (at > 0 && text[at - 1] >= U'a' && text[at - 1] <= U'z') {  // 「N95 200只」: see find_accounts
            while (at < text.size() && digit_value(text[at]) >= 0) ++at;
            continue;
        }
        Row row = row_at(text, at);
        at = row.span.end;
        if (row.digits.size() < number_digits_min || is_public(row.digits)) continue;
        const bool closed_by_x = row.span.end < text.size() && text[row.span.end] == U'x';
        const Personal kind = kind_of(row, closed_by_x);
        if (closed_by_x && kind == Personal::id_number) at = ++row.span.end;
        found.push_back({row.span, kind});
    }
}

}  // namespace warmline::bot::mask
