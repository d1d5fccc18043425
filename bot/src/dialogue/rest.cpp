#include "rest.hpp"

#include <algorithm>
#include <optional>

namespace warmline::bot::talk {
namespace {

using namespace std::chrono;

constexpr hours morning{8};
constexpr int days_max = 60;

/// 「3天」「两周」「半天」: days from now, with the number before the unit.
std::optional<int> span_days(std::u32string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto count = static_cast<int>(read_number(text, at));
        if (count == 0) continue;
        const auto unit = text.substr(at);
        if (unit.starts_with(U"天")) return count;
        if (unit.starts_with(U"周") || unit.starts_with(U"个星期") || unit.starts_with(U"星期") ||
            unit.starts_with(U"个礼拜"))
            return count * 7;
        if (at >= text.size()) break;
    }
    return std::nullopt;
}

/// 「12月2日」「12-2」「5号」: the next such day.
std::optional<sys_days> date(std::u32string_view text, sys_days today) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto end = at;
        const auto first = static_cast<unsigned>(read_number(text, end));
        if (first == 0) continue;
        const year_month_day ymd{today};
        if (end < text.size() && (text[end] == U'月' || text[end] == U'-' || text[end] == U'/')) {
            auto behind = end + 1;
            const auto second = static_cast<unsigned>(read_number(text, behind));
            for (int more = 0; more < 2; ++more) {
                const year_month_day day{ymd.year() + years{more}, month{first}, std::chrono::day{second}};
                if (day.ok() && sys_days{day} >= today) return sys_days{day};
            }
        } else if (end < text.size() && (text[end] == U'号' || text[end] == U'日')) {
            for (int more = 0; more < 3; ++more) {
                const auto in = year_month{ymd.year(), ymd.month()} + months{more};
                const year_month_day day{in.year(), in.month(), std::chrono::day{first}};
                if (day.ok() && sys_days{day} >= today) return sys_days{day};
            }
        }
        at = end - (end > at ? 1 : 0);
    }
    return std::nullopt;
}

/// 「周五」「下周一」「星期天」.
std::optional<sys_days> day_of_week(std::u32string_view text, sys_days today) {
    for (const std::u32string_view word : {U"周", U"星期", U"礼拜"}) {
        const auto at = text.find(word);
        if (at == std::u32string_view::npos || at + word.size() >= text.size()) continue;
        static constexpr std::u32string_view names = U"一二三四五六日天末";
        const auto place = names.find(text[at + word.size()]);
        if (place == std::u32string_view::npos) continue;
        const auto wanted = place == 6 || place == 7 || place == 8 ? 7 : static_cast<int>(place) + 1;
        const int is = static_cast<int>(weekday{today}.iso_encoding());
        const bool next = at > 0 && text[at - 1] == U'下';
        const auto monday = today - days{is - 1} + days{next || wanted < is ? 7 : 0};
        return monday + days{wanted - 1};
    }
    return std::nullopt;
}

/// 「晚上8点」「18:30」「下午三点半」 as minutes of the day.
std::optional<minutes> clock(std::u32string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto end = at;
        auto hour = static_cast<int>(read_number(text, end));
        if (end == at) continue;
        const bool sharp = end < text.size() && (text[end] == U'点' || text[end] == U':');
        if (sharp && hour <= 24) {
            auto behind = end + 1;
            int minute =
                behind < text.size() && text[behind] == U'半' ? 30 : static_cast<int>(read_number(text, behind));
            const auto before = text.substr(0, at);
            const bool afternoon = contains(before, U"下午") || contains(before, U"晚") || contains(before, U"傍晚");
            if (afternoon && hour < 12) hour += 12;
            return minutes{hour * 60 + std::clamp(minute, 0, 59)};
        }
        at = end - 1;
    }
    return std::nullopt;
}

sys_days last_day(std::u32string_view text, sys_days today) {
    if (const auto day = date(text, today)) return *day;
    if (const auto day = day_of_week(text, today)) return *day;
    if (contains(text, U"后天")) return today + days{contains(text, U"大后天") ? 3 : 2};
    if (contains(text, U"明后天")) return today + days{2};
    if (contains(text, U"明天") || contains(text, U"明早")) return today + days{1};
    if (contains(text, U"这两天")) return today + days{1};
    if (contains(text, U"这几天")) return today + days{2};
    if (contains(text, U"本周") || contains(text, U"这周") || contains(text, U"周末"))
        return today + days{7 - static_cast<int>(weekday{today}.iso_encoding())};
    if (contains(text, U"月底")) {
        const year_month_day ymd{today};
        return sys_days{ymd.year() / ymd.month() / last};
    }
    return today;
}

}  // namespace

dispatcher::Time rest_until(const Folded& text, dispatcher::Time now, minutes utc_offset) {
    const auto local = now + utc_offset;
    const auto today = floor<days>(local);
    const auto words = squeezed(text.text);
    auto until = sys_time<milliseconds>{today + days{1} + morning};
    const auto span = span_days(words);
    const bool to = contains(words, U"休息到") || contains(words, U"休息至");
    if (span && !to) {
        until = today + days{std::min(*span, days_max)} + morning;
    } else if (const auto at = clock(words); at && to) {
        until = last_day(words, today) + *at;
        if (until <= local) until += days{1};
    } else {
        // 「休息到明天」 means back tomorrow; 「明天休息」 and 「休息到5号」 mean that the day itself is free.
        const auto day = last_day(words, today);
        const bool back_on_it =
            to && (contains(words, U"明天") || contains(words, U"明早") || contains(words, U"后天"));
        until = day + days{back_on_it && day > today ? 0 : 1} + morning;
    }
    until = std::min(until, sys_time<milliseconds>{today + days{days_max}});
    if (until <= local) until = today + days{1} + morning;
    return until - utc_offset;
}

}  // namespace warmline::bot::talk
