#include <algorithm>
#include <array>

#include "../first_points.hpp"
#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

using Words = std::span<const std::u32string_view>;

constexpr std::array<std::u32string_view, 55> days = {
    U"今天",   U"明天",   U"后天", U"大后天", U"今日",   U"明日", U"今晚",   U"明晚",   U"后晚",   U"今早",   U"明早",
    U"今夜",   U"听日",   U"周末", U"月底",   U"下个月", U"下月", U"下周",   U"年底",   U"暑假",   U"寒假",   U"这周",
    U"这两天", U"这几天", U"除夕", U"后日",   U"连夜",   U"昨晚", U"昨天",   U"前天",   U"这两周", U"这个月", U"本周",
    U"今年",   U"明年",   U"过年", U"年三十", U"听朝",   U"今朝", U"下礼拜", U"这礼拜", U"这星期", U"下星期", U"这周末",
    U"明儿",   U"今儿",   U"后儿", U"月初",   U"年后",   U"节后", U"年前",   U"上周",   U"当晚",   U"次日",   U"聽日"};
constexpr std::array<std::u32string_view, 17> frequencies = {
    U"每天",     U"每日",     U"每晚",     U"每周",   U"每星期", U"每个月", U"每月", U"隔天",    U"隔日",
    U"一周一次", U"一天两次", U"每个周末", U"每周末", U"每礼拜", U"天天",   U"每早", U"每天早上"};
constexpr std::array<std::u32string_view, 9> weeks = {U"周",   U"星期", U"礼拜",   U"下周", U"本周",
                                                      U"这周", U"每周", U"每星期", U"逢周"};
constexpr std::array<std::u32string_view, 31> parts = {
    U"早上", U"上午", U"中午", U"下午", U"晚上", U"傍晚", U"凌晨", U"夜里", U"夜间",  U"白天", U"早晨",
    U"清早", U"半夜", U"一早", U"深夜", U"日头", U"午后", U"晚间", U"早晚", U"夜晚",  U"晚黑", U"朝早",
    U"下昼", U"上昼", U"晏昼", U"天亮", U"天黑", U"午饭", U"放学", U"下班", U"大清早"};
constexpr std::array<std::u32string_view, 12> limits = {U"之前", U"以前", U"以后", U"之后", U"左右", U"前",
                                                        U"后",   U"起",   U"开始", U"那天", U"期间", U"下班前"};

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
    const bool inside = at > 0 && is_number_point(text[at]) && is_number_point(text[at - 1]) &&
                        is_digit(text[at]) == is_digit(text[at - 1]);
    auto number = inside ? std::nullopt : read_number(text, at);
    if (!number) return at;
    if (number->end < text.size() && text[number->end] == U'月' && number->value <= 12) {
        const auto day = read_number(text, number->end + 1);
        if (!day || day->value > 31) return at;
        number = day;
    }
    const bool ends = number->end < text.size() && number->value >= 1 && number->value <= 31 &&
                      (text[number->end] == U'日' || text[number->end] == U'号');
    if (!ends) return at;
    constexpr std::u32string_view streets = U"路街巷道里弄村栋园院";
    const bool house_number =
        text[number->end] == U'号' && at > 0 && streets.find(text[at - 1]) != std::u32string_view::npos;
    if (house_number) return at;
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
    bool day = false, part = false, clock = false, frequency = false;
};

Expression expression_at(std::u32string_view text, std::uint32_t at) {
    Expression found{at};
    const auto advance = [&](std::uint32_t to, bool& flag) {
        flag = flag || to > found.end;
        found.end = to;
    };
    advance(skip_weekday(text, found.end), found.day);
    if (!found.day) advance(skip(text, found.end, frequencies), found.frequency);
    found.day = found.day || found.frequency;
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

std::uint8_t shape_of(const Expression& found) {
    return static_cast<std::uint8_t>((found.day ? 1 : 0) + (found.part ? 2 : 0) + (found.clock ? 4 : 0) +
                                     (found.frequency ? 8 : 0));
}

}  // namespace

std::vector<Candidate> when_candidates(const NormalText& normal) {
    static const FirstPoints begins({days, frequencies, weeks, parts});
    const auto text = normal.text();
    std::vector<Candidate> candidates;
    for (std::uint32_t at = 0; at < text.size() && candidates.size() < candidates_max;) {
        const bool may_begin = begins[text[at]] || is_number_point(text[at]);
        const Expression found = may_begin ? expression_at(text, at) : Expression{at};
        if (found.end == at) {
            ++at;
            continue;
        }
        const Span span{at, found.end};
        const auto parts_named =
            static_cast<std::uint8_t>((found.day ? 2 : 0) + (found.part ? 1 : 0) + (found.clock ? 2 : 0));
        candidates.push_back({span, std::string(normal.written(span)), {parts_named, shape_of(found)}});
        at = found.end;
    }
    return candidates;
}

std::string when(const NormalText& normal, const Context& context) {
    const auto candidates = when_candidates(normal);
    const Candidate* const best = likeliest(context, Slot::when, candidates);
    return best ? best->value : std::string();
}

}  // namespace warmline::bot::slots
