#include "more_time.hpp"

#include <algorithm>

#include "days.hpp"

namespace warmline::bot::talk {
namespace {

using namespace std::chrono;
using View = std::u32string_view;

constexpr int days_max = 60;

/// 「延期」 where it stands. @return npos if nowhere
std::size_t word_at(View text, std::size_t& end) {
    std::size_t at = View::npos;
    for (const View word : {U"延期", U"延长时间", U"延长", U"延后", U"宽限"})
        if (const auto found = text.find(word); found < at) at = found, end = found + word.size();
    return at;
}

View without(View text, std::initializer_list<View> words) {
    for (bool cut = true; cut;) {
        cut = false;
        for (const auto word : words)
            if (!cut && text.starts_with(word)) text.remove_prefix(word.size()), cut = true;
    }
    return text;
}

View without_openings(View text) {
    return without(text, {U"不好意思", U"你好",     U"您好", U"抱歉", U"收到", U"这单", U"这个", U"这条",
                          U"能不能",   U"可不可以", U"可以", U"申请", U"需要", U"希望", U"请求", U"想",
                          U"要",       U"我",       U"请",   U"能",   U"把",   U"再"});
}

/// A piece of the text that says why, without the small words around it.
std::string as_reason(View piece) {
    piece = without(piece, {U"吗", U"吧", U"左右", U"可以", U"好", U"行", U"办", U"再", U"的", U"了", U"?", U",",
                            U"之后", U"以后", U"理由", U"是", U":", U"前"});
    while (!piece.empty() && (piece.back() == U'?' || piece.back() == U'吗')) piece.remove_suffix(1);
    return piece.size() < 3 ? std::string{} : bytes(piece);
}

std::string reason_in(const Folded& text, View words, std::size_t told, std::size_t end) {
    for (const View word : {U"因为", U"由于", U"原因是", U"原因", U"理由是", U"理由"})
        if (const auto at = text.text.find(word); at != View::npos) return text.written_from(at + word.size());
    if (auto behind = as_reason(words.substr(std::min(end, words.size()))); !behind.empty()) return behind;
    return as_reason(without_openings(words.substr(0, std::min(told, words.size()))));
}

}  // namespace

bool asks_more_time(const Folded& text) {
    const auto words = squeezed(text.text);
    std::size_t end = 0;
    const auto at = word_at(words, end);
    if (at == View::npos || contains_any(words, {U"怎么", U"什么", U"谁", U"哪", U"不延", U"没延", U"不用延"}))
        return false;
    if (without_openings(View{words}.substr(0, at)).empty()) return true;
    const auto behind = View{words}.substr(end);
    return !days_in(behind, sys_days{}).empty() || span_in(behind).has_value();
}

MoreTime more_time_in(const Folded& text, sys_days today) {
    const auto words = squeezed(text.text);
    MoreTime out;
    std::size_t end = 0;
    const auto told = word_at(words, end);
    const auto from = told == View::npos ? std::size_t{0} : end;
    const auto behind = View{words}.substr(from);
    // 「延期两天，周五出结果」: the first that is told counts.
    const auto named = days_in(behind, today);
    const auto span = span_in(behind);
    const bool by_day = !named.empty() && (!span || named.front().begin < span->begin);
    if (by_day) {
        out.day = named.front().last;
        end = from + named.front().end;
    } else if (span) {
        out.days = std::min(span->days, days_max);
        end = from + span->end;
    }
    out.reason = reason_in(text, words, told == View::npos ? 0 : told, end);
    return out;
}

dispatcher::Time until_of(const MoreTime& asked, dispatcher::Time due, dispatcher::Time now, minutes utc_offset) {
    const auto promised = floor<days>(std::max(due, now) + utc_offset);
    const auto day = asked.day.value_or(promised + days{asked.days});
    return dispatcher::Time{day + days{1} - minutes{1}} - utc_offset;
}

}  // namespace warmline::bot::talk
