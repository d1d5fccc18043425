#include <algorithm>
#include <array>

#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

using Words = std::span<const std::u32string_view>;

constexpr std::array<std::u32string_view, 25> days = {
    U"今天", U"明天", U"后天", U"大后天", U"今日",   U"明日",   U"今晚",   U"明晚", U"后晚",
    U"今早", U"明早", U"今夜", U"听日",   U"周末",   U"月底",   U"下个月", U"下月", U"下周",
    U"年底", U"暑假", U"寒假", U"这周",   U"这两天", U"这几天", U"除夕"};
constexpr std::array<std::u32string_view, 9> frequencies = {U"每天",   U"每日", U"每晚", U"每周", U"每星期",
                                                            U"每个月", U"每月", U"隔天", U"隔日"};
constexpr std::array<std::u32string_view, 9> weeks = {U"周",   U"星期", U"礼拜",   U"下周", U"本周",
                                                      U"这周", U"每周", U"每星期", U"逢周"};
constexpr std::array<std::u32string_view, 18> parts = {U"早上", U"上午", U"中午", U"下午", U"晚上", U"傍晚",
                                                       U"凌晨", U"夜里", U"夜间", U"白天", U"早晨", U"清早",
                                                       U"半夜", U"一早", U"深夜", U"日头", U"午后", U"晚间"};
constexpr std::array<std::u32string_view, 8> limits = {U"之前", U"以前", U"以后", U"之后",
                                                       U"左右", U"前",   U"后",   U"起"};

std::uint32_t skip(std::u32string_view text, std::uint32_t at, Words words) {
    std::uint32_t longest = 0;
    for (const auto word : words)
        if (text.substr(at).starts_with(word)) longest = std::max(longest, static_cast<std::uint32_t>(word.size()));
    return at + longest;
}

bool is_weekday(char32_t point) {
    return std::u32string_view(U"一二三四五六日天末").find(point) != std::u32string_view::npos;
}

/// 「周二」「下周一三五」「礼拜天」.
std::uint32_t skip_weekday(std::u32string_view text, std::uint32_t at) {
    std::uint32_t end = skip(text, at, weeks);
    if (end == at || end >= text.size() || !is_weekday(text[end])) return at;
    while (end < text.size() && is_weekday(text[end])) ++end;
    return end;
}

/// 「3月5日」「19号」「本月25日」.
std::uint32_t skip_date(std::u32string_view text, std::uint32_t at) {
    auto number = read_number(text, at);
    if (!number) return at;
    if (number->end < text.size() && text[number->end] == U'月' && number->value <= 12) {
        const auto day = read_number(text, number->end + 1);
        if (!day || day->value > 31) return at;
        number = day;
    }
    const bool ends = number->end < text.size() && number->value >= 1 && number->value <= 31 &&
                      (text[number->end] == U'日' || text[number->end] == U'号');
    if (!ends) return at;
    constexpr std::array<std::u32string_view, 8> house = {U"楼", U"线", U"院", U"门", U"床", U"房", U"人", U"店"};
    return near(text, number->end + 1, number->end + 2, house) ? at : number->end + 1;
}

/// 「八点半」「8:30」「十点」「两点四十」, not 「一点」 of 一点心意.
std::uint32_t skip_clock(std::u32string_view text, std::uint32_t at) {
    const auto hour = read_number(text, at);
    if (!hour || hour->value > 24 || hour->end >= text.size()) return at;
    std::uint32_t end = hour->end;
    if (text[end] == U':') {
        const auto minute = read_number(text, end + 1);
        return minute && minute->value < 60 && minute->end == end + 3 ? minute->end : at;
    }
    if (text[end] != U'点' && text[end] != U'时') return at;
    if (text[end] == U'时' && !is_digit(text[at])) return at;
    ++end;
    if (end < text.size() && text[end] == U'钟') return end + 1;
    if (end < text.size() && text[end] == U'半') return end + 1;
    const auto minute = read_number(text, end);
    if (minute && minute->value < 60 && minute->end < text.size() && text[minute->end] == U'分') return minute->end + 1;
    return end;
}

/// A whole expression: day or frequency or date, part of the day, clock, a second end, a limit.
struct Expression {
    std::uint32_t end = 0;
    bool day = false, part = false, clock = false;
};

Expression expression_at(std::u32string_view text, std::uint32_t at) {
    Expression found{at};
    const auto advance = [&](std::uint32_t to, bool& flag) {
        flag = flag || to > found.end;
        found.end = to;
    };
    advance(skip_weekday(text, found.end), found.day);
    if (!found.day) advance(skip(text, found.end, frequencies), found.day);
    if (found.day) advance(skip_weekday(text, found.end), found.day);
    advance(skip(text, found.end, days), found.day);
    if (found.day) advance(skip_weekday(text, found.end), found.day);
    advance(skip_date(text, found.end), found.day);
    const std::uint32_t part = skip(text, found.end, parts);
    advance(part, found.part);
    const std::uint32_t clock = skip_clock(text, found.end);
    const bool a_bit = text.substr(found.end, clock - found.end) == U"一点";  // 一点心意
    if (!a_bit || found.day || found.part) advance(clock, found.clock);
    if (found.clock && found.end < text.size() &&
        (text[found.end] == U'到' || text[found.end] == U'至' || text[found.end] == U'-')) {
        const std::uint32_t second = skip_clock(text, skip(text, found.end + 1, parts));
        if (second > found.end + 1 && second > skip(text, found.end + 1, parts)) found.end = second;
    }
    if (found.day || found.clock) found.end = skip(text, found.end, limits);
    return found;
}

/// What already happened is no time to come: 「昨天」; and 「今天」 tells a story as often as it asks.
int weight_of(const Expression& found, std::u32string_view text, std::uint32_t at) {
    constexpr std::array<std::u32string_view, 4> story = {U"从", U"昨", U"前天", U"那天"};
    int weight = (found.day ? 2 : 0) + (found.part ? 1 : 0) + (found.clock ? 2 : 0);
    if (near(text, std::int64_t{at} - 2, at, story)) weight -= 3;
    return weight;
}

}  // namespace

std::string when(const NormalText& normal) {
    const auto text = normal.text();
    Span best;
    int best_weight = 0;
    for (std::uint32_t at = 0; at < text.size();) {
        const Expression found = expression_at(text, at);
        if (found.end == at) {
            ++at;
            continue;
        }
        const int weight = weight_of(found, text, at);
        if (weight > best_weight) {
            best_weight = weight;
            best = {at, found.end};
        }
        at = found.end;
    }
    return best_weight >= 2 ? std::string(normal.written(best)) : std::string();
}

}  // namespace warmline::bot::slots
