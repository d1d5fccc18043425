#include "series.hpp"

#include <algorithm>

#include "days.hpp"
#include "dispatcher/series.hpp"
#include "meanings.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using View = std::u32string_view;

constexpr std::size_t wish_characters_max = 20;  // a longer text tells more

/// How many characters are left when the words of these wishes are struck out: with more the text speaks of something
/// else (「孩子这周不用上课」).
std::size_t left_over(std::u32string words) {
    static constexpr View known[] = {
        U"每个星期", U"每个礼拜", U"一个星期", U"这个星期", U"下个星期", U"这个礼拜", U"下个礼拜", U"一星期", U"每星期",
        U"每礼拜",   U"这星期",   U"下星期",   U"这礼拜",   U"下礼拜",   U"不需要",   U"我们家",   U"这一次", U"下一次",
        U"每周",     U"一周",     U"这周",     U"本周",     U"下周",     U"定期",     U"以后",     U"开始",   U"不用",
        U"不要",     U"不必",     U"唔使",     U"唔要",     U"暂停",     U"停止",     U"取消",     U"跳过",   U"恢复",
        U"继续",     U"重新",     U"接着",     U"可以",     U"麻烦",     U"谢谢",     U"家里",     U"我家",   U"我们",
        U"安排",     U"过来",     U"水果",     U"好的",     U"一次",     U"这次",     U"下次",     U"那次",   U"送",
        U"菜",       U"停",       U"起",       U"都",       U"要",       U"来",       U"先",       U"就",     U"别",
        U"再",       U"给",       U"的",       U"了",       U"吧",       U"啦",       U"喇",       U"哈",     U"啊"};
    if (const auto span = span_in(words)) words.erase(span->begin, span->end - span->begin);
    for (const auto word : known)
        for (auto at = words.find(word); at != std::u32string::npos; at = words.find(word))
            words.erase(at, word.size());
    return words.size();
}
constexpr std::size_t left_over_max = 2;

/// True if some piece of the text asks for this need again and again, not for something else.
bool asks_regularly_for(const Folded& text, const Code& need) {
    Ticket likeness;
    likeness.need = need;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.text.find(U' ', at), text.size());
        const auto piece = text.text.substr(at, end - at);
        at = end + 1;
        if (!wants_regularly(piece)) continue;
        if (contains_any(piece, {U"送", U"买"}) || speaks_of(piece, likeness) || left_over(piece) <= left_over_max)
            return true;
    }
    return false;
}

/// The series that the words are about: by its service, or the only one.
std::vector<const dispatcher::Series*> meant(const Draft& draft, const Household& home) {
    std::vector<const dispatcher::Series*> all, spoken_of;
    for (const auto& series : home.series) {
        Ticket likeness;
        likeness.need = series.need;
        likeness.facts = series.facts;
        all.push_back(&series);
        if (speaks_of(draft.text.text, likeness)) spoken_of.push_back(&series);
    }
    return spoken_of.empty() ? all : spoken_of;
}

std::map<std::string, std::string> fields_of(const Household& home, const Code& need) {
    return {{"home", home.id.value}, {"series", need}};
}

/// The series' ticket that is not done yet, or nullptr.
const Ticket* under_way(const Draft& draft, const dispatcher::Series& series) {
    const auto* last = draft.ticket(series.ticket);
    return last && !is_over(last->state) && last->state != TicketState::resolved ? last : nullptr;
}

bool is_in_this_week(const Draft& draft, const Household& home, Time at) {
    const auto& calendar = draft.programme.calendar_of(home.organisation);
    const auto today = calendar.local_day(draft.now);
    const auto monday = today - std::chrono::days(std::chrono::weekday{today}.iso_encoding() - 1);
    return calendar.local_day(at) < monday + std::chrono::days(7);
}

void skip(Draft& draft, const Household& home, const dispatcher::Series& series, bool this_time) {
    auto fields = fields_of(home, series.need);
    if (const auto* last = this_time ? under_way(draft, series) : nullptr) {
        draft.command(CancelTicket{last->id, draft.message.text});
        return draft.say("series.skipped_now", std::move(fields), {last->id});
    }
    const bool week = contains_any(draft.text.text, {U"周", U"星期", U"礼拜"});
    if (this_time && week && !is_in_this_week(draft, home, series.next))
        return draft.say("series.not_this_week", std::move(fields));
    fields["day_ms"] = std::to_string(to_ms(series.next));
    draft.command(MoveSeries{home.id, series.need, SeriesMove::skip, {}, draft.message.text});
    draft.say("series.skipped", std::move(fields));
}

void move(Draft& draft, const Household& home, const dispatcher::Series& series, const SeriesWish& wish) {
    if (wish.move == SeriesMove::skip) return skip(draft, home, series, wish.this_time);
    auto fields = fields_of(home, series.need);
    if (wish.move == SeriesMove::resume && !series.paused) return draft.say("series.running", std::move(fields));
    MoveSeries command{home.id, series.need, wish.move, {}, draft.message.text};
    if (wish.days > 0) command.until = draft.now + std::chrono::days(wish.days);
    draft.command(std::move(command));
    if (wish.move == SeriesMove::pause) return draft.say("series.paused", std::move(fields));
    if (wish.move == SeriesMove::resume) return draft.say("series.resumed", std::move(fields));
    const auto* last = under_way(draft, series);
    if (last) fields["ticket"] = last->id.value;
    draft.say(either(last != nullptr, "series.ended_open", "series.ended"), std::move(fields));
}

void ask_which(Draft& draft, const std::vector<const dispatcher::Series*>& all) {
    std::vector<std::string> names;
    for (const auto* series : all) names.push_back(draft.programme.name_of(series->need));
    const auto first = names.front();
    draft.say("series.which", {{"names", join(names, "、")}, {"name", first}});
}

bool is_given_regularly(const Draft& draft, const Code& need, const TicketId& ticket) {
    const auto* service = draft.service(need, ticket);
    return service != nullptr && service->repeat_days > 0;
}

/// 「以后每周都要」 without a need of its own: the last ticket asked for that may be a series.
const Ticket* first_of_series(const Draft& draft, const Household& home) {
    if (draft.text.size() > wish_characters_max) return nullptr;
    const Ticket* found = nullptr;
    for (const auto* ticket : draft.own_open())
        if (ticket->household == home.id && !ticket->crisis && is_given_regularly(draft, ticket->need, ticket->id) &&
            asks_regularly_for(draft.text, ticket->need))
            found = ticket;
    if (found == nullptr || asks_for_more(draft, {found->id})) return nullptr;
    return found;
}

}  // namespace

bool wants_regularly(std::u32string_view text) {
    const auto words = squeezed(text);
    if (contains_any(words, {U"不用每", U"不要每", U"不需要每", U"不是每"})) return false;
    return contains_any(words, {U"每周", U"每星期", U"每个星期", U"每礼拜", U"每个礼拜", U"一周一次", U"一周送一次",
                                U"一星期一次", U"一个星期一次", U"定期"});
}

std::optional<SeriesWish> series_wish(const Folded& text) {
    const auto words = squeezed(text.text);
    if (words.size() > wish_characters_max || contains_any(words, {U"?", U"吗", U"什么", U"几时", U"怎么", U"接单"}))
        return {};
    const bool for_good = contains_any(words, {U"以后", U"起", U"开始"});
    const bool this_time =
        contains_any(words, {U"这周", U"本周", U"这个星期", U"这星期", U"这礼拜", U"这个礼拜", U"这次", U"这一次"});
    const bool next_time =
        contains_any(words, {U"下周", U"下星期", U"下个星期", U"下礼拜", U"下个礼拜", U"下次", U"下一次"});
    if (left_over(words) > left_over_max) return {};
    const bool no = contains_any(
        words, {U"不用", U"不要", U"不需要", U"不必", U"先不", U"别送", U"跳过", U"唔使", U"唔要", U"停一次"});
    const auto span = span_in(words);
    if (contains(words, U"暂停") || (contains(words, U"停") && span))
        return SeriesWish{SeriesMove::pause, false, span ? span->days : 0};
    if (no && !for_good && (this_time || next_time)) return SeriesWish{SeriesMove::skip, this_time, 0};
    if (contains_any(words, {U"不用再送", U"不要再送", U"不需要再送", U"不必再送", U"别再送", U"停止送", U"不用送",
                             U"不需要送", U"不要送", U"取消每周", U"取消定期", U"唔使再送", U"唔使送"}) ||
        (for_good && no))
        return SeriesWish{SeriesMove::end, false, 0};
    if (words.starts_with(U"恢复") || contains_any(words, {U"继续送", U"重新送", U"接着送", U"可以送了"}))
        return SeriesWish{SeriesMove::resume, false, 0};
    return {};
}

bool is_series_wish(const Draft& draft) {
    const auto* home = draft.household();
    return home != nullptr && !home->series.empty() && series_wish(draft.text).has_value();
}

bool take_series(Draft& draft) {
    const auto* home = draft.household();
    if (home == nullptr) return false;
    if (const auto wish = home->series.empty() ? std::nullopt : series_wish(draft.text)) {
        const auto all = meant(draft, *home);
        // 「恢复」 of a helper ends the rest, unless a series of the own family waits for it.
        const bool waits = std::ranges::any_of(all, [](const auto* series) { return series->paused; });
        if (wish->move == SeriesMove::resume && draft.helper() && !waits) return false;
        if (all.size() > 1) return ask_which(draft, all), true;
        return move(draft, *home, *all.front(), *wish), true;
    }
    const auto* first = first_of_series(draft, *home);
    if (first == nullptr) return false;
    draft.command(StartSeries{first->id, home->id});
    draft.say("series.started", fields_of(*home, first->need));
    return true;
}

void begin_series(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words) {
    const auto* home = draft.household();
    if (home == nullptr) return;
    const auto text = fold(words);
    for (const auto& touched : draft.touched) {
        if (std::ranges::find(tickets, touched.ticket) == tickets.end() ||
            !is_given_regularly(draft, touched.need, touched.ticket) || !asks_regularly_for(text, touched.need))
            continue;
        draft.command(StartSeries{touched.ticket, home->id});
        draft.say("series.started", fields_of(*home, touched.need));
    }
}

}  // namespace warmline::bot::talk
