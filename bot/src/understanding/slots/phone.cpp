#include <algorithm>
#include <array>

#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

/// Digits that stand together, with where each came from; groups are parted by one blank or hyphen, or
/// by a change from written to spoken digits.
struct Run {
    std::size_t at = 0;  ///< place of the first digit
    std::string digits;
    std::vector<std::size_t> group_ends;  ///< how many digits there are at each group's end
};

bool is_mobile(std::string_view digits) {
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9';
}

/// Source: the mainland numbering plan. Area codes have 3 (010, 02x) or 4 digits, local numbers 7 or 8.
bool is_landline(std::string_view digits) {
    if (digits.size() < 10 || digits.size() > 12 || digits[0] != '0' || digits[1] == '0') return false;
    const bool short_area = digits[1] == '1' || digits[1] == '2';
    const std::size_t local = digits.size() - (short_area ? 3 : 4);
    return local == 7 || local == 8;
}

/// 400 and 800 numbers have ten digits; only in groups or alone, since ten digits may be anything.
bool is_service(std::string_view digits) {
    return digits.size() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
}

std::string number_in(const Run& run) {
    std::size_t begin = 0;
    for (std::size_t first = 0; first < run.group_ends.size(); begin = run.group_ends[first++]) {
        for (std::size_t last = first; last < run.group_ends.size() && last < first + 12; ++last) {
            std::string_view digits(run.digits);
            digits = digits.substr(begin, run.group_ends[last] - begin);
            if (digits.size() > 17) break;
            if (digits.starts_with("0086"))
                digits.remove_prefix(4);
            else if (digits.starts_with("86"))
                digits.remove_prefix(2);
            if (is_mobile(digits) || is_landline(digits) || is_service(digits)) return std::string(digits);
        }
    }
    return {};
}

/// Reads the run of digits at `at`, which is moved behind it.
Run take_run(std::u32string_view text, std::size_t& at) {
    Run run{at, {}, {}};
    while (at < text.size() && digit_value(text[at]) >= 0) {
        run.digits.push_back(static_cast<char>('0' + digit_value(text[at++])));
        const bool parted =
            at + 1 < text.size() && (text[at] == U' ' || text[at] == U'-') && digit_value(text[at + 1]) >= 0;
        const bool ends = parted || at == text.size() || digit_value(text[at]) < 0;
        // 「弟弟老三13800001234一个」: written and spoken digits are two groups.
        const bool changes = !ends && is_digit(text[at - 1]) != is_digit(text[at]);
        if (ends || changes) run.group_ends.push_back(run.digits.size());
        if (parted) ++at;
    }
    return run;
}

/// Whether the words before a number say that it is the caller's.
bool is_the_callers(std::u32string_view text, std::size_t at) {
    constexpr std::array<std::u32string_view, 8> mine = {U"我的电话", U"我电话", U"我手机", U"我的手机",
                                                         U"本人电话", U"打给我", U"打我",   U"找我"};
    constexpr std::int64_t reach = 10;
    return near(text, static_cast<std::int64_t>(at) - reach, static_cast<std::int64_t>(at), mine);
}

}  // namespace

std::string phone(std::u32string_view text) {
    std::string first;
    for (std::size_t at = 0; at < text.size();) {
        if (digit_value(text[at]) < 0) {
            ++at;
            continue;
        }
        const Run run = take_run(text, at);
        if (run.digits.size() < 10) continue;
        auto number = number_in(run);
        if (number.empty()) continue;
        if (is_the_callers(text, run.at)) return number;
        if (first.empty()) first = std::move(number);
    }
    return first;
}

}  // namespace warmline::bot::slots
