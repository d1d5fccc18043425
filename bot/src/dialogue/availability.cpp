#include "availability.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "days.hpp"

namespace warmline::bot::talk {
namespace {

using namespace std::chrono;
using dispatcher::Shift;
using View = std::u32string_view;
using How = Availability::How;

constexpr std::size_t characters_max = 60;  // a longer text tells more
constexpr minutes day_begins{0}, day_ends{24 * 60}, morning{8 * 60}, noon{12 * 60}, evening{18 * 60}, late{22 * 60};

struct Span {
    minutes from{}, to{};
};

constexpr View free_words[] = {U"有空", U"有时间", U"得空",   U"得闲",   U"可以接", U"能接",   U"可以来",
                               U"能来", U"可以去", U"能去",   U"可以排", U"排我",   U"派给我", U"派单",
                               U"派我", U"可以做", U"能帮忙", U"可以帮", U"都可以", U"都行",   U"都能"};
constexpr View busy_words[] = {U"没空",   U"没有空", U"没时间", U"没有时间", U"不得空", U"唔得闲", U"不方便",
                               U"不排",   U"别排",   U"不要排", U"不用排",   U"别派",   U"不要派", U"不派",
                               U"不接",   U"不能接", U"接不了", U"不行",     U"来不了", U"不能来", U"去不了",
                               U"不能去", U"有课",   U"要上班", U"要值班",   U"休息"};
/// It is somebody else's week, or help is wanted.
constexpr View of_others[] = {U"他",   U"她", U"家属", U"对方", U"老师", U"孩子", U"老人",
                              U"妈",   U"爸", U"医生", U"护士", U"同事", U"需要", U"想找",
                              U"找人", U"求", U"谁",   U"老婆", U"老公", U"没人", U"家里"};
/// With these it is said of oneself, whoever else is named.
constexpr View of_oneself[] = {U"排我", U"派我", U"派单", U"接单"};

bool has_any(View text, auto const& words) {
    return std::ranges::any_of(words, [&](View word) { return contains(text, word); });
}

/// A day of this week, the next one, or of a month.
bool is_of_one_day(View text) {
    return contains_any(text, {U"下周", U"这周", U"本周", U"下个", U"这个", U"下星期", U"这星期", U"明天", U"今天",
                               U"后天", U"今晚", U"月", U"号"});
}
bool is_weekly(View text) {
    return contains_any(text, {U"每", U"以后", U"平时", U"平日", U"工作日", U"天天", U"固定"});
}
bool may_be_weekly(View text) { return contains_any(text, {U"周末", U"一般", U"通常", U"周一到周五"}); }

std::size_t day_at(View text, std::size_t at) {
    static constexpr View names = U"一二三四五六日";
    if (at >= text.size()) return 0;
    const auto place = names.find(text[at] == U'天' || text[at] == U'7' ? U'日' : text[at]);
    if (place != View::npos) return place + 1;
    return text[at] >= U'1' && text[at] <= U'6' ? static_cast<std::size_t>(text[at] - U'0') : 0;
}

std::size_t week_at(View text, std::size_t at) {
    for (const View word : {U"星期", U"礼拜", U"周"})
        if (text.substr(at).starts_with(word)) return word.size();
    return 0;
}

/// 「周一到周五」「周二四」「周三、周五」, from the first number on; moves `at` behind.
std::set<int> named_days(View text, std::size_t& at) {
    std::set<int> out;
    auto last = day_at(text, at);
    for (++at; last > 0; ++at) {
        out.insert(static_cast<int>(last));
        auto next = at;
        const bool range = next < text.size() && View{U"到至-~"}.find(text[next]) != View::npos;
        if (range || (next < text.size() && text[next] == U' ')) ++next;
        next += week_at(text, next);
        const auto day = day_at(text, next);
        // 「周三 8点」: the number is a clock's.
        const bool clock = next + 1 < text.size() && View{U"点:0123456789个次"}.find(text[next + 1]) != View::npos;
        if (day == 0 || clock) break;
        for (auto one = last; range && one != day; one = one % 7 + 1) out.insert(static_cast<int>(one));
        last = day;
        at = next;
    }
    return out;
}

const std::set<int> every_day{1, 2, 3, 4, 5, 6, 7}, work_days{1, 2, 3, 4, 5}, weekend{6, 7};

/// The days that are named at this place; moves `at` behind them.
std::set<int> days_at(View text, std::size_t& at) {
    const auto rest = text.substr(at);
    const auto take = [&](View word, const std::set<int>& days) { return at += word.size(), days; };
    for (const View word : {U"周末", U"双休日", U"星期六日", U"周六日"})
        if (rest.starts_with(word)) return take(word, weekend);
    for (const View word : {U"工作日", U"平日", U"上班日"})
        if (rest.starts_with(word)) return take(word, work_days);
    if (rest.starts_with(U"平时")) return take(U"平时", contains(text, U"周末") ? work_days : every_day);
    for (const View word : {U"每天", U"天天", U"每日", U"每晚"})
        if (rest.starts_with(word)) return at += word == U"每晚" ? std::size_t{1} : word.size(), every_day;
    const auto week = week_at(text, at);
    if (week == 0 || day_at(text, at + week) == 0) return {};
    at += week;
    return named_days(text, at);
}

struct Part {
    View word;
    Span hours;
};
constexpr Part parts[] = {{U"白天", {morning, evening}},
                          {U"日间", {morning, evening}},
                          {U"上午", {morning, noon}},
                          {U"早上", {morning, noon}},
                          {U"中午", {minutes{660}, minutes{840}}},
                          {U"下午", {noon, evening}},
                          {U"傍晚", {evening, late}},
                          {U"晚上", {evening, late}},
                          {U"夜里", {evening, late}},
                          {U"夜晚", {evening, late}},
                          {U"全天", {day_begins, day_ends}},
                          {U"整天", {day_begins, day_ends}},
                          {U"一天", {day_begins, day_ends}},
                          {U"晚", {evening, late}}};

/// 「7点到9点」「18:00-20:00」「7点以后」「3点前」, with the part of the day before it; moves `at` behind.
/// @param part  where it begins and ends, if one was said
std::optional<Span> clock_at(View text, std::size_t& at, std::size_t begin, std::optional<Span> part) {
    const auto from = clock_in(text.substr(0, std::min(text.size(), at + 6)), begin);
    if (!from || from->begin != at) return std::nullopt;
    auto end = from->end;
    const bool to = end < text.size() && View{U"到至-~"}.find(text[end]) != View::npos;
    if (to) {
        auto until = clock_in(text, end + 1);
        if (!until || until->begin > end + 4) return std::nullopt;
        if (until->at <= from->at && until->at < noon) until->at += noon;
        at = until->end;
        return Span{from->at, until->at};
    }
    for (const View word : {U"以后", U"之后", U"后", U"起", U"开始"})
        if (text.substr(end).starts_with(word)) {
            at = end + word.size();
            return Span{from->at, part && part->to > from->at ? part->to : std::max(late, from->at)};
        }
    for (const View word : {U"以前", U"之前", U"前"})
        if (text.substr(end).starts_with(word)) {
            at = end + word.size();
            return Span{part && part->from < from->at ? part->from : morning, from->at};
        }
    return std::nullopt;
}

std::optional<Span> hours_at(View text, std::size_t& at) {
    const auto begin = at;
    std::optional<Span> part;
    for (const auto& one : parts)
        if (!part && text.substr(at).starts_with(one.word)) part = one.hours, at += one.word.size();
    if (const auto clock = clock_at(text, at, begin, part)) return clock;
    return part;
}

void add(std::vector<Shift>& out, const std::set<int>& days, const std::vector<Span>& spans) {
    for (const int day : days)
        for (const auto& span : spans) out.push_back({day, span.from, span.to});
}

/// Days, then their hours; days without any are whole.
std::vector<Shift> hours_in(View text) {
    std::vector<Shift> out;
    std::set<int> days;
    std::vector<Span> spans;
    const auto finish = [&] {
        if (!days.empty() && spans.empty()) spans.push_back({day_begins, day_ends});
        add(out, days, spans);
        days.clear();
        spans.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto before = at;
        if (const auto named = days_at(text, at); !named.empty()) {
            if (!spans.empty()) finish();
            days.insert(named.begin(), named.end());
        } else if (const auto span = hours_at(text, at)) {
            if (span->to > span->from) spans.push_back(*span);
        }
        if (at == before) ++at;
    }
    finish();
    return out;
}

/// What is said of the days that stand before `end`.
struct Told {
    How how{};
    std::size_t end = View::npos;
};

/// 「周三晚上可以接单，其他时间不行」 tells when, and only the first half says it.
std::optional<Told> how_of(std::u32string text, bool weekly) {
    std::size_t busy = View::npos;
    for (const auto word : busy_words)
        for (auto at = text.find(word); at != View::npos; at = text.find(word)) {
            busy = std::min(busy, at);
            text.replace(at, word.size(), word.size(), U'-');  // 「不能接」 holds 「能接」
        }
    std::size_t free = View::npos;
    for (const auto word : free_words) free = std::min(free, text.find(word));
    if (free == View::npos) return busy == View::npos || !weekly ? std::nullopt : std::optional{Told{How::except}};
    if (busy != View::npos) return busy < free ? std::nullopt : std::optional{Told{How::only, free}};
    const bool also =
        contains_any(text, {U"也有空", U"也有时间", U"也可以", U"也能", U"另外", U"加上", U"再加", U"还可以"});
    return Told{also ? How::also : How::only};
}

using Week = std::map<int, std::vector<Span>>;

std::vector<Shift> in_order(Week week) {
    std::vector<Shift> out;
    for (auto& [day, spans] : week) {
        std::ranges::sort(spans, {}, &Span::from);
        for (const auto& span : spans) {
            const bool touches = !out.empty() && out.back().weekday == day && span.from <= out.back().to;
            if (touches)
                out.back().to = std::max(out.back().to, span.to);
            else
                out.push_back({day, span.from, span.to});
        }
    }
    return out;
}

void cut(std::vector<Span>& spans, const Shift& hole) {
    std::vector<Span> left;
    for (const auto& span : spans) {
        if (span.from < std::min(span.to, hole.from)) left.push_back({span.from, std::min(span.to, hole.from)});
        if (std::max(span.from, hole.to) < span.to) left.push_back({std::max(span.from, hole.to), span.to});
    }
    spans = std::move(left);
}

}  // namespace

std::optional<Availability> availability_in(const Folded& text, bool nothing_else) {
    const auto words = squeezed(text.text);
    if (words.size() > characters_max || contains_any(words, {U"?", U"吗", U"怎么", U"什么时候", U"哪"}))
        return std::nullopt;
    for (const View any : {U"随时有空", U"我随时有空", U"随时都有空", U"我随时都有空", U"随时可以", U"随时都可以",
                           U"什么时间都可以", U"任何时候都可以", U"随时可以接单", U"随时都可以排我", U"不限时间"})
        if (words == any) return Availability{How::always, {}};
    const bool weekly = is_weekly(words);
    if (is_of_one_day(words) || (!weekly && !(nothing_else && may_be_weekly(words)))) return std::nullopt;
    if (has_any(words, of_others) && !has_any(words, of_oneself)) return std::nullopt;
    const auto how = how_of(text.text, weekly);
    if (!how) return std::nullopt;
    auto hours = hours_in(View{text.text}.substr(0, how->end));
    if (hours.empty()) return std::nullopt;
    return Availability{how->how, std::move(hours)};
}

std::vector<Shift> hours_after(const std::vector<Shift>& before, const Availability& said) {
    Week week;
    if (said.how == How::always) return {};
    if (said.how != How::only)
        for (const auto& shift : before) week[shift.weekday].push_back({shift.from, shift.to});
    if (said.how == How::also && before.empty()) return {};
    if (said.how == How::except && before.empty())
        for (const int day : every_day) week[day].push_back({day_begins, day_ends});
    for (const auto& shift : said.hours) {
        if (said.how == How::except)
            cut(week[shift.weekday], shift);
        else
            week[shift.weekday].push_back({shift.from, shift.to});
    }
    return in_order(std::move(week));
}

std::string to_text(const std::vector<Shift>& hours) {
    std::string out;
    for (const auto& shift : hours)
        out += (out.empty() ? "" : ",") + std::to_string(shift.weekday) + ":" + std::to_string(shift.from.count()) +
               "-" + std::to_string(shift.to.count());
    return out;
}

std::vector<Shift> hours_from(const std::string& text) {
    std::vector<Shift> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        const auto one = text.substr(at, end - at);
        const auto from = one.find(':') + 1, to = one.find('-') + 1;
        out.push_back({std::stoi(one), minutes{std::stoi(one.substr(from))}, minutes{std::stoi(one.substr(to))}});
        at = end + 1;
    }
    return out;
}

}  // namespace warmline::bot::talk
