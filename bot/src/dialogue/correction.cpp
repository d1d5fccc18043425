#include <algorithm>

#include "facts.hpp"
#include "meanings.hpp"
#include "open_question.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using View = std::u32string_view;

bool says_wrong(View text) {
    return contains_any(text, {U"不对", U"错了", U"错", U"弄错", U"搞错", U"记错", U"不是这个", U"有误", U"要改",
                               U"改一下", U"改成", U"应该是"});
}

bool says_unwanted(View text) { return contains_any(text, {U"不要", U"不用", U"取消", U"撤", U"删"}); }

/// The two sides of 「不是X，是Y」; empty if the text is none.
struct Swap {
    std::u32string from, to;
};

Swap swap_of(const Folded& text) {
    const View all = text.text;
    const auto no = all.find(U"不是");
    if (no == View::npos) return {};
    auto from_end = View::npos;
    std::size_t to = 0;
    for (const View word : {U" 应该是", U" 是", U" 而是", U"而是", U" 要的是", U" 想要", U" 要"}) {
        const auto at = all.find(word, no + 2);
        if (at != View::npos && at < from_end) from_end = at, to = at + word.size();
    }
    if (from_end == View::npos || from_end <= no + 2) return {};
    static constexpr std::size_t side_max = 12;
    auto from = squeezed(all.substr(no + 2, from_end - no - 2));
    if (from.size() > side_max) return {};
    return {std::move(from), squeezed(all.substr(to))};
}

/// 「是语文不是数学」 the other way round.
Swap turned(const Folded& text) {
    const auto all = squeezed(text.text);
    const auto is = all.find(U'是');
    const auto no = all.find(U"不是");
    if (is == View::npos || no == View::npos || is + 1 >= no || all.find(U"是不是") != View::npos) return {};
    return {all.substr(no + 2), all.substr(is + 1, no - is - 1)};
}

/// The fact of the ticket that reads `from`; empty if none does.
std::string fact_that_says(const Ticket& ticket, View from) {
    for (const auto& [slot, value] : ticket.facts)
        if (!value.empty() && (contains(View{squeezed(points(value))}, from) || contains(from, View{points(value)})))
            return slot;
    return {};
}

/// 「青菜鸡蛋」 with milk for eggs is 「青菜牛奶」; a value that does not hold the wrong words as they were said is
/// replaced.
std::string with(std::string value, const std::string& from, const std::string& to) {
    const auto at = value.find(from);
    return at == std::string::npos ? to : value.replace(at, from.size(), to);
}

void correct_fact(Draft& draft, const Ticket& ticket, const std::string& slot, const Swap& swap) {
    auto facts = facts_of(draft, ticket.need);
    // The reader may well have read both sides.
    const bool read_anew =
        facts.contains(slot) && facts[slot] != ticket.facts.at(slot) && !contains(points(facts[slot]), swap.from);
    if (!read_anew) facts[slot] = with(ticket.facts.at(slot), bytes(swap.from), bytes(swap.to));
    draft.learn({{slot, facts[slot]}}, true);
    draft.amend(ticket.id, std::move(facts), draft.message.text);
    draft.say("corrected", {}, {ticket.id});
}

/// The other need takes the wrong one's place.
void replace(Draft& draft, const Ticket& ticket) {
    set_right(draft, ticket.id);
    draft.say("cancel.done", {}, {ticket.id});
    open_requests(draft, firm_needs(draft.understanding));
    ask_what_is_missing(draft);
}

bool correct_by_swap(Draft& draft, const std::vector<const Ticket*>& pool) {
    for (const auto& swap : {swap_of(draft.text), turned(draft.text)}) {
        if (swap.from.empty() || swap.to.empty()) continue;
        for (auto it = pool.rbegin(); it != pool.rend(); ++it) {
            const auto slot = fact_that_says(**it, swap.from);
            if (!slot.empty()) return correct_fact(draft, **it, slot, swap), true;
        }
        for (auto it = pool.rbegin(); it != pool.rend(); ++it)
            if (speaks_of(swap.from, **it) && asks_for_more(draft, {(*it)->id})) return replace(draft, **it), true;
    }
    return false;
}

void ask_what_is_right(Draft& draft, const Ticket& ticket) {
    Question question;
    question.kind = "confirm";
    question.slot = "correct";
    question.tickets = {ticket.id};
    question.text = draft.message.text;
    draft.ask(std::move(question), "ask.correct");
}

const Ticket* at_place(const Draft& draft, const Ref& ref) {
    const auto& listed = draft.conversation.listed;
    if (!ref.ordinal || *ref.ordinal > listed.size()) return ref.ticket ? draft.ticket(*ref.ticket) : nullptr;
    return draft.ticket(listed[*ref.ordinal - 1]);
}

bool is_own(const Draft& draft, const Ticket& ticket) {
    for (const auto* own : draft.own_open())
        if (own->id == ticket.id) return true;
    return false;
}

}  // namespace

void set_right(Draft& draft, const TicketId& id) {
    draft.command(CancelTicket{id, "更正：" + draft.message.text});
    const auto* wrong = draft.ticket(id);
    std::vector<Code> needs;
    for (const auto& reading : firm_needs(draft.understanding)) needs.push_back(reading.need);
    if (wrong == nullptr || wrong->crisis || needs.empty()) return;
    const bool urgent = wrong->tier == Tier::t1;
    draft.teach(Example::Source::correction, wrong->summary, {"request"}, std::move(needs), urgent, id);
}

bool take_correction(Draft& draft) {
    if (draft.text.empty()) return false;
    auto pool = draft.own_open();
    std::erase_if(pool, [](const auto* t) { return t->state == TicketState::resolved; });
    if (pool.empty()) return false;
    const auto ref = find_ref(draft.text, draft.state);
    const auto* ticket = at_place(draft, ref);
    if (ticket == nullptr || !is_own(draft, *ticket)) return correct_by_swap(draft, pool);
    const auto rest = draft.text.without(ref.begin, ref.end);
    if (correct_by_swap(draft, {ticket})) return true;
    if (says_wrong(rest.text)) {
        static constexpr std::size_t bare_max = 8;  // 「第二条不对」 alone
        auto facts = facts_of(draft, ticket->need);
        if (rest.size() > bare_max && asks_for_more(draft, {ticket->id})) return replace(draft, *ticket), true;
        if (facts.empty()) return ask_what_is_right(draft, *ticket), true;
        draft.learn(facts, true);
        draft.amend(ticket->id, std::move(facts), draft.message.text);
        draft.say("corrected", {}, {ticket->id});
        return true;
    }
    if (!says_unwanted(rest.text) || draft.understanding.has_intent("request")) return false;
    cancel(draft, {ticket->id});
    return true;
}

}  // namespace warmline::bot::talk
