#include "days.hpp"

#include <algorithm>

#include "text.hpp"

namespace warmline::bot::talk {
namespace {

using namespace std::chrono;
using View = std::u32string_view;

bool is_numeral(char32_t c) {
    return (c >= U'0' && c <= U'9') || View{U"一二两三四五六七八九十"}.find(c) != View::npos;
}

struct Word {
    View word;
    int first, last;  ///< days from today
};
/// Longer words before those they hold.
constexpr Word words[] = {{U"大后天", 3, 3}, {U"明后天", 1, 2}, {U"今明两天", 0, 1}, {U"后天", 2, 2},
                          {U"明天", 1, 1},   {U"明日", 1, 1},   {U"明早", 1, 1},     {U"明晚", 1, 1},
                          {U"听日", 1, 1},   {U"今天", 0, 0},   {U"今日", 0, 0},     {U"今晚", 0, 0},
                          {U"今早", 0, 0},   {U"这两天", 0, 1}, {U"这几天", 0, 2}};

std::optional<NamedDays> by_word(View text, std::size_t at, sys_days today) {
    for (const auto& [word, first, last] : words)
        if (text.substr(at).starts_with(word))
            return NamedDays{today + days{first}, today + days{last}, at, at + word.size()};
    return std::nullopt;
}

/// 「周五」「下周一」「下下周」「这周末」「星期天」.
std::optional<NamedDays> by_week(View text, std::size_t at, sys_days today, sys_days least) {
    struct Prefix {
        View word;
        int weeks;
    };
    static constexpr Prefix prefixes[] = {{U"下下个", 2}, {U"下下", 2}, {U"下个", 1}, {U"下", 1},
                                          {U"这个", 0},   {U"这", 0},   {U"本", 0}};
    const bool counted = at > 0 && (is_numeral(text[at - 1]) || text[at - 1] == U'每');
    auto end = at;
    std::optional<int> weeks;
    for (const auto& prefix : prefixes)
        if (!weeks && text.substr(at).starts_with(prefix.word)) weeks = prefix.weeks, end += prefix.word.size();
    const auto unit = [&](View word) { return text.substr(end).starts_with(word) ? word.size() : 0; };
    const auto size = std::max({unit(U"周"), unit(U"星期"), unit(U"礼拜")});
    if (size == 0 || (counted && !weeks)) return std::nullopt;
    end += size;
    const auto monday = today - days{weekday{today}.iso_encoding() - 1} + days{7 * weeks.value_or(0)};
    static constexpr View names = U"一二三四五六日天末";
    const auto place = end < text.size() ? names.find(text[end]) : View::npos;
    if (place == View::npos) {  // the whole week
        if (!weeks) return std::nullopt;
        return NamedDays{std::max(monday, today), monday + days{6}, at, end};
    }
    const bool weekend = names[place] == U'末';
    auto day = monday + days{weekend ? 5 : std::min<int>(static_cast<int>(place), 6)};
    if (weekend && day < today) day = today;
    while (day < (weeks ? least : std::max(least, today)) && !weekend) day += days{7};
    return NamedDays{day, weekend ? monday + days{6} : day, at, end + 1};
}

/// The next such day from `least` on.
std::optional<sys_days> next_day(sys_days least, std::optional<unsigned> of_month, unsigned day_of_month) {
    if (day_of_month > 31) return std::nullopt;  // a calendar's day keeps eight bits
    const year_month_day now{least};
    for (int more = 0; more < 13; ++more) {
        const auto in = year_month{now.year(), now.month()} + months{more};
        if (of_month && in.month() != month{*of_month}) continue;
        const year_month_day found{in.year(), in.month(), day{day_of_month}};
        if (found.ok() && sys_days{found} >= least) return sys_days{found};
    }
    return std::nullopt;
}

/// 「12月2日」「12-2」「12/2」「5号」.
std::optional<NamedDays> by_date(View text, std::size_t at, sys_days least) {
    if (!is_numeral(text[at]) ||
        (at > 0 && (is_numeral(text[at - 1]) || text[at - 1] == U'第' || text[at - 1] == U'月')))
        return std::nullopt;
    auto end = at;
    const auto first = static_cast<unsigned>(read_number(text, end));
    if (end == at || end >= text.size()) return std::nullopt;
    const auto named = [&](std::optional<sys_days> day, std::size_t stop) -> std::optional<NamedDays> {
        if (!day) return std::nullopt;
        return NamedDays{*day, *day, at, stop};
    };
    const auto is_day = [&](std::size_t place) {
        return place < text.size() && (text[place] == U'号' || text[place] == U'日');
    };
    if (text[end] == U'月' || text[end] == U'-' || text[end] == U'/' || text[end] == U'.') {
        auto behind = end + 1;
        const auto second = static_cast<unsigned>(read_number(text, behind));
        const bool ends = behind >= text.size() || ((text[behind] != U'-' || text[end] != U'-') &&
                                                    text[behind] != U'天' && text[behind] != U'个');
        if (behind == end + 1 || !ends || first == 0 || first > 12) return std::nullopt;
        return named(next_day(least, first, second), behind + (is_day(behind) ? 1 : 0));
    }
    const bool of_house = end + 1 < text.size() && contains_any(text.substr(end + 1, 1), {U"楼", U"单", U"栋", U"线",
                                                                                          U"院", U"门", U"床", U"房"});
    if (!is_day(end) || of_house) return std::nullopt;
    return named(next_day(least, std::nullopt, first), end + 1);
}

std::optional<NamedDays> by_month_end(View text, std::size_t at, sys_days today) {
    if (!text.substr(at).starts_with(U"月底")) return std::nullopt;
    const year_month_day now{today};
    const sys_days day{now.year() / now.month() / last};
    return NamedDays{day, day, at, at + 2};
}

}  // namespace

std::vector<NamedDays> days_in(View text, sys_days today) {
    std::vector<NamedDays> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto least = out.empty() ? today : std::max(today, out.back().first);
        auto found = by_word(text, at, today);
        if (!found) found = by_week(text, at, today, least);
        if (!found) found = by_date(text, at, least);
        if (!found) found = by_month_end(text, at, today);
        at = found ? found->end : at + 1;
        if (found) out.push_back(*found);
    }
    return out;
}

std::optional<NamedSpan> span_in(View text) {
    struct Unit {
        View word;
        int days;
    };
    static constexpr Unit units[] = {{U"天", 1}, {U"周", 7}, {U"个星期", 7}, {U"星期", 7}, {U"个礼拜", 7}};
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto end = at;
        const auto count = static_cast<int>(read_number(text, end));
        if (count == 0) continue;
        for (const auto& unit : units)
            if (text.substr(end).starts_with(unit.word))
                return NamedSpan{count * unit.days, at, end + unit.word.size()};
        at = end - 1;
    }
    return std::nullopt;
}

std::optional<NamedClock> clock_in(View text, std::size_t from) {
    for (std::size_t at = from; at < text.size(); ++at) {
        auto end = at;
        auto hour = static_cast<int>(read_number(text, end));
        if (end == at) continue;
        if (end < text.size() && (text[end] == U'点' || text[end] == U':') && hour <= 24) {
            auto behind = end + 1;
            const bool half = behind < text.size() && text[behind] == U'半';
            const int minute = half ? 30 : static_cast<int>(read_number(text, behind));
            const auto before = text.substr(from, at - from);
            const bool late = contains_any(before, {U"下午", U"晚", U"傍晚"});
            if (late && hour < 12) hour += 12;
            return NamedClock{minutes{std::min(hour * 60 + std::clamp(minute, 0, 59), 24 * 60)}, at,
                              behind + (half ? 1 : 0)};
        }
        at = end - 1;
    }
    return std::nullopt;
}

}  // namespace warmline::bot::talk
