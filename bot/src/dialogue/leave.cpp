#include "leave.hpp"

#include <algorithm>

#include "days.hpp"

namespace warmline::bot::talk {
namespace {

using namespace std::chrono;
using View = std::u32string_view;

constexpr hours morning{8};
constexpr int ahead_days_max = 200, span_days_max = 60;
constexpr std::size_t loose_characters_max = 20, opening_characters_max = 10;

constexpr View plain[] = {U"请假",   U"休假",   U"休息",     U"不接单",   U"不接任务", U"不接工单", U"别派单",
                          U"不要派", U"不派单", U"暂停接单", U"停止接单", U"天假",     U"周假"};
constexpr View loose[] = {U"不行", U"没空", U"没时间", U"不方便", U"有事",   U"有课",   U"考试",  U"值班",
                          U"出差", U"不在", U"上不了", U"唔得闲", U"冇时间", U"要上班", U"要加班"};
/// Reasons that only say that it does not suit.
constexpr View no_reason[] = {U"不行", U"没空", U"没时间", U"不方便", U"唔得闲", U"冇时间", U"有事"};
constexpr View openings[] = {U"我这边", U"这边", U"我想", U"我要", U"本人", U"需要", U"申请", U"打算",
                             U"那个",   U"您好", U"你好", U"好的", U"收到", U"我",   U"想",   U"要",
                             U"先",     U"请",   U"从",   U"那",   U"在",   U"于"};
constexpr View of_others[] = {U"他",   U"她", U"家属", U"对方", U"老师", U"孩子",
                              U"老人", U"妈", U"爸",   U"医生", U"护士", U"同事"};

struct Found {
    std::size_t begin = View::npos, end = 0;
};
Found first_of(View text, auto const& words) {
    Found found;
    for (const View word : words)
        if (const auto at = text.find(word); at < found.begin) found = {at, at + word.size()};
    return found;
}

View without_openings(View text) {
    for (bool cut = true; cut;) {
        cut = false;
        for (const auto opening : openings)
            if (!cut && text.starts_with(opening)) text.remove_prefix(opening.size()), cut = true;
    }
    return text;
}

/// 「请假可以吗」 is no question that waits for us.
View without_politeness(View text) {
    for (const View end : {U"可以吗?", U"可以吗", U"行吗?", U"行吗", U"好吗?", U"好吗", U"谢谢"})
        if (text.ends_with(end)) text.remove_suffix(end.size());
    return text;
}

/// 「12月20日～1月5日」 with 到 for the mark, which folding would lose.
Folded with_ranges(const Folded& text) {
    auto written = text.source;
    for (const std::string_view mark : {"~", "～", "—", "–"})
        for (auto at = written.find(mark); at != std::string::npos; at = written.find(mark))
            written.replace(at, mark.size(), "到");
    return fold(written);
}

/// Part of a day, as hours from its midnight.
struct Part {
    minutes from{}, to{};
};
constexpr Part whole_day{0h, 24h + morning};

std::optional<Part> part_in(View text) {
    if (contains_any(text, {U"上午", U"早上", U"早"})) return Part{0h, 12h};
    if (contains(text, U"中午")) return Part{11h, 14h};
    if (contains(text, U"下午")) return Part{12h, 18h};
    if (contains_any(text, {U"傍晚", U"晚", U"夜"})) return Part{18h, 24h + morning};
    return std::nullopt;
}

/// What is said of the day behind its name, up to the next one: 「下午」, 「3点到5点」, 「6点以后」.
Part part_of(View behind, View name) {
    const auto told = std::u32string{name} + std::u32string{behind};
    auto part = part_in(told).value_or(whole_day);
    const auto from = clock_in(told);
    if (!from) return part;
    const auto rest = View{told}.substr(from->end);
    const bool to = rest.starts_with(U"到") || rest.starts_with(U"至") || rest.starts_with(U"-");
    if (const auto until = to ? clock_in(rest) : std::nullopt) {
        const bool late = from->at >= 12h && until->at < from->at && until->at < 12h;
        return {from->at, until->at + (late ? 12h : 0h)};
    }
    if (contains(rest.substr(0, 2), U"前")) return {0h, from->at};
    const bool from_then_on = contains(rest.substr(0, 2), U"后") || part.to <= from->at;
    return {from->at, from_then_on ? whole_day.to : part.to};
}

/// A piece of a text as a reason, without the small words before it; empty if it is none.
std::string as_reason(View piece) {
    for (const View word : {U"上午", U"下午", U"晚上", U"中午", U"早上", U"都", U"我", U"不接单", U"了", U"要", U"起",
                            U"开始", U"以后", U"之后", U"以前", U"之前", U"后", U"前"})
        if (piece.starts_with(word)) piece.remove_prefix(word.size());
    if (piece.size() < 2 || std::ranges::find(no_reason, piece) != std::end(no_reason)) return {};
    return bytes(piece);
}

/// Why: behind 因为, before the day (「考试周」), behind the word, or between the two.
std::string reason_in(const Folded& text, const std::vector<NamedDays>& named) {
    for (const View word : {U"因为", U"由于", U"原因是", U"原因"})
        if (const auto at = text.text.find(word); at != View::npos) return text.written_from(at + word.size());
    const auto all = squeezed(text.text);
    const auto words = without_politeness(all);
    const auto told = first_of(words, plain);
    const auto span = span_in(words);
    auto begin = std::min(told.begin, words.size()), end = told.end;
    if (!named.empty()) begin = std::min(begin, named.front().begin), end = std::max(end, named.back().end);
    if (span) begin = std::min(begin, span->begin), end = std::max(end, span->end);
    while (const auto clock = clock_in(words, end)) end = clock->end;
    if (const auto before = without_openings(words.substr(0, begin)); !before.empty()) return bytes(before);
    if (auto behind = as_reason(words.substr(std::min(end, words.size()))); !behind.empty()) return behind;
    const bool apart = !named.empty() && told.begin != View::npos && told.begin > named.back().end && !span;
    return apart ? as_reason(words.substr(named.back().end, told.begin - named.back().end)) : std::string{};
}

bool links(View between) { return between.ends_with(U"到") || between.ends_with(U"至") || between.ends_with(U"-"); }

/// The days of a text with what is said of them; 「到」 between two makes them one.
std::vector<Off> spans_of(View words, const std::vector<NamedDays>& named, sys_days today) {
    std::vector<Off> out;
    for (std::size_t i = 0; i < named.size(); ++i) {
        const auto next = i + 1 < named.size() ? named[i + 1].begin : words.size();
        const auto part = part_of(words.substr(named[i].end, next - named[i].end),
                                  words.substr(named[i].begin, named[i].end - named[i].begin));
        const auto before_begin = i > 0 ? named[i - 1].end : 0;
        const auto before = words.substr(before_begin, named[i].begin - before_begin);
        const dispatcher::Time until = named[i].last + part.to;
        if (i > 0 && links(before))
            out.back().until = std::max(out.back().until, until);
        else if (i == 0 && links(before))
            out.push_back({std::nullopt, until, {}});  // 「请假到周五」
        else
            out.push_back({named[i].first + part.from, until, {}});
    }
    if (const auto span = span_in(words); span && named.size() == 1 && out.front().from) {
        const auto last = named.front().first + days{std::min(span->days, span_days_max) - 1};
        out.front().until = last + whole_day.to;
    } else if (span && named.empty()) {
        out.push_back({std::nullopt, today + days{std::min(span->days, span_days_max)} + morning, {}});
    }
    return out;
}

}  // namespace

LeaveTold tells_leave(const Folded& text) {
    const auto all = squeezed(text.text);
    const auto words = without_politeness(all);
    if (contains_any(words, {U"?", U"吗", U"怎么", U"什么", U"谁", U"哪", U"是不是"})) return LeaveTold::no;
    const auto named = days_in(words, sys_days{});
    const auto told = first_of(words, plain);
    const auto span = span_in(words);
    const bool of_us = told.begin != View::npos && (!named.empty() || span);
    if (!of_us && named.empty()) return LeaveTold::no;
    auto begin = of_us ? told.begin : View::npos;
    if (!named.empty()) begin = std::min(begin, named.front().begin);
    if (of_us && span) begin = std::min(begin, span->begin);
    const auto before = without_openings(words.substr(0, begin));
    if (before.size() > opening_characters_max || contains_any(before, of_others)) return LeaveTold::no;
    if (of_us) {
        // 「下周一家属休息」: somebody else's; 「休息好，明天去」: nothing of the kind.
        const auto up_to = words.substr(0, told.begin);
        const bool other = std::ranges::any_of(of_others, [&](View who) { return up_to.ends_with(who); });
        return other || words.substr(told.end).starts_with(U"好") ? LeaveTold::no : LeaveTold::plainly;
    }
    const bool brief = words.size() <= loose_characters_max && before.empty() && !contains_any(words, of_others);
    return brief && first_of(words, loose).begin != View::npos ? LeaveTold::loosely : LeaveTold::no;
}

std::vector<Off> leave_in(const Folded& text, dispatcher::Time now, minutes utc_offset) {
    const auto words = squeezed(with_ranges(text).text);
    const auto local = now + utc_offset;
    const auto today = floor<days>(local);
    const auto named = days_in(words, today);
    auto spans = spans_of(words, named, today);
    const auto why = reason_in(with_ranges(text), named);
    std::erase_if(spans, [&](const Off& off) {
        const bool far = off.from && *off.from > local + days{ahead_days_max};
        return off.until <= local || far || (off.from && *off.from >= off.until);
    });
    for (auto& off : spans) {
        off.why = why;
        off.until -= utc_offset;
        if (off.from) *off.from -= utc_offset;
        if (off.from && *off.from <= now) off.from.reset();
    }
    return spans;
}

}  // namespace warmline::bot::talk
