#include <algorithm>
#include <array>

#include "../slots/numbers.hpp"
#include "personal.hpp"

namespace warmline::bot::mask {
namespace {

using Word = std::u32string_view;

bool is_letter(char32_t point) { return point >= U'a' && point <= U'z'; }
bool is_account_point(char32_t point) {
    return is_letter(point) || is_digit(point) || Word(U"-_.@+").find(point) != Word::npos;
}

/// Words that announce an account.
constexpr std::array<Word, 9> announcers = {U"微信", U"vx", U"wx", U"v信", U"威信", U"qq", U"扣扣", U"邮箱", U"账号"};

/// Before the word from `at` to `end`, or at its beginning (「vx_nuan」).
bool announced(Word text, std::size_t at, std::size_t end) {
    constexpr std::size_t reach = 8;
    const auto before = text.substr(at < reach ? 0 : at - reach, std::min(at, reach));
    const auto word = text.substr(at, end - at);
    return std::any_of(announcers.begin(), announcers.end(), [&](Word one) {
        return before.find(one) != Word::npos || (word.starts_with(one) && word.size() > one.size());
    });
}

/// The end of a web address that begins at `at`; `at` if none does.
std::size_t web_end(Word text, std::size_t at) {
    const auto rest = text.substr(at, 8);
    if (!rest.starts_with(U"http:") && !rest.starts_with(U"https:") && !rest.starts_with(U"www.")) return at;
    auto end = at;
    while (end < text.size() && text[end] > U' ' && text[end] < 0x7f) ++end;
    return end;
}

/// A word of letters and digits that is one of somebody's: mail, web address, plate, account, lettered number.
bool is_account(Word word, bool is_announced) {
    constexpr std::size_t letters_and_digits_min = 5, announced_min = 4;
    const bool letters = std::any_of(word.begin(), word.end(), is_letter);
    if (!letters) return false;  // digits alone are a number
    if (word.find(U'@') != Word::npos) return true;
    if (is_announced && word.size() >= announced_min) return true;
    const auto digits = std::count_if(word.begin(), word.end(), is_digit);
    return digits >= 3 && word.size() >= letters_and_digits_min;
}

/// Digits and letters of a house's number.
std::uint32_t number_end(Word text, std::uint32_t at) {
    while (at < text.size() &&
           (slots::digit_value(text[at]) >= 0 || text[at] == U'十' || text[at] == U'-' || is_letter(text[at])))
        ++at;
    return at;
}

}  // namespace

void find_accounts(std::u32string_view text, PersonalSpans& found) {
    for (std::uint32_t at = 0; at < text.size();) {
        if (const auto end = static_cast<std::uint32_t>(web_end(text, at)); end > at) {
            found.push_back({{at, end}, Personal::contact});
            at = end;
            continue;
        }
        std::uint32_t end = at;
        while (end < text.size() && is_account_point(text[end])) ++end;
        if (end == at) {
            ++at;
            continue;
        }
        // 「粤A12345」: the province before a plate is a part of it.
        constexpr Word provinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
        const bool plate = at > 0 && provinces.find(text[at - 1]) != Word::npos;
        if (is_account(text.substr(at, end - at), announced(text, at, end)))
            found.push_back({{plate ? at - 1 : at, end}, Personal::contact});
        at = end;
    }
}

void find_houses(std::u32string_view text, PersonalSpans& found) {
    constexpr std::array<Word, 9> units = {U"号楼", U"单元", U"栋", U"幢", U"座", U"室", U"房", U"门牌", U"梯"};
    for (std::uint32_t at = 0; at < text.size();) {
        std::uint32_t end = at, looked = at;  // numbers and units in turn, as long as they go on
        for (;;) {
            const auto digits = number_end(text, looked);
            if (digits == looked) break;
            const auto rest = text.substr(digits, 2);
            const auto unit = std::find_if(units.begin(), units.end(), [&](Word u) { return rest.starts_with(u); });
            looked = digits;
            if (end > at || unit != units.end()) end = digits;
            if (unit == units.end()) break;
            end = looked = digits + static_cast<std::uint32_t>(unit->size());
        }
        if (end > at) found.push_back({{at, end}, Personal::address});
        at = std::max(looked, at + 1);
    }
}

}  // namespace warmline::bot::mask
