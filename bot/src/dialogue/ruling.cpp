#include "ruling.hpp"

#include <algorithm>

#include "meanings.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using View = std::u32string_view;

// Longer words before those that they hold.
constexpr View refusals[] = {U"不同意延期", U"不同意", U"不批准", U"不批", U"不准", U"不能延期", U"不能延",
                             U"不可以",     U"不行",   U"不延期", U"不延", U"驳回", U"拒绝"};
constexpr View grants[] = {U"同意延期", U"同意", U"批准延期", U"批准", U"批了", U"准了"};
constexpr View yeses[] = {U"可以", U"好的", U"好", U"行", U"准", U"ok", U"没问题", U"可以延期", U"是", U"是的"};
constexpr View fillers[] = {U"原因是", U"原因", U"因为", U"理由是", U"理由", U"延期", U"了", U"的", U"吧", U":", U" "};

/// Where the word that opens the text ends, blanks passed over; 0 if none does.
template <std::size_t N>
std::size_t after_opening(View text, const View (&words)[N]) {
    for (const auto word : words)
        if (text.starts_with(word)) return word.size();
    return 0;
}

std::string reason_behind(const Folded& text, std::size_t at) {
    for (bool cut = true; cut;) {
        cut = false;
        for (const auto filler : fillers)
            if (!cut && View{text.text}.substr(at).starts_with(filler)) at += filler.size(), cut = true;
    }
    return text.written_from(at);
}

bool asks(View text) { return contains_any(text, {U"?", U"吗", U"什么", U"怎么", U"谁", U"哪", U"几"}); }

bool is_coordinator(const Draft& draft) {
    const auto* person = draft.person();
    return person != nullptr && person->roles.contains(Role::coordinator);
}

bool awaits(const Draft& draft, const TicketId& id) {
    const auto* ticket = draft.ticket(id);
    return ticket != nullptr && ticket->extension.has_value();
}

/// Those of the question that still wait.
std::vector<TicketId> waiting(const Draft& draft, const Question& question) {
    auto tickets = question.tickets;
    std::erase_if(tickets, [&](const TicketId& id) { return !awaits(draft, id); });
    return tickets;
}

std::vector<TicketId> pointed_at(const std::vector<TicketId>& pool, const Ref& ref) {
    if (ref.ticket) return {*ref.ticket};
    if (ref.ordinal && *ref.ordinal <= pool.size()) return {pool[*ref.ordinal - 1]};
    if (ref.all || pool.size() == 1) return pool;
    return {};
}

std::vector<TicketId> with_first(std::vector<TicketId> pool, const TicketId& first) {
    const auto it = std::ranges::find(pool, first);
    if (it != pool.end()) std::rotate(pool.begin(), it, it + 1);
    return pool;
}

void ask(Draft& draft, Question question, const char* slot, std::vector<TicketId> tickets, Key key) {
    question.slot = slot;
    question.tickets = std::move(tickets);
    const auto example = question.tickets.front().value;
    draft.ask(std::move(question), std::string{key.name}, {{"ticket", example}});
}

void rule(Draft& draft, const std::vector<TicketId>& tickets, const Ruling& ruling) {
    draft.act_as_coordinator();
    for (const auto& id : tickets) {
        if (!awaits(draft, id)) {
            draft.say("ruling.none", {}, {id});
            continue;
        }
        draft.command(RuleExtension{id, ruling.granted, ruling.reason});
        const auto until = std::to_string(to_ms(draft.ticket(id)->extension->until));
        draft.say(either(ruling.granted, "ruling.granted", "ruling.refused"), {{"until_ms", until}}, {id});
    }
    auto& question = draft.conversation.question;
    std::erase_if(question->tickets,
                  [&](const TicketId& id) { return std::ranges::find(tickets, id) != tickets.end(); });
    question->slot = "rule";
    if (question->tickets.empty()) question.reset();
}

/// The reason that was missing.
bool give_reason(Draft& draft, const Question& question) {
    if (is_pass(draft.text) || is_no(draft.text)) {
        draft.conversation.question.reset();
        draft.say("kept");
        return true;
    }
    if (asks_for_more(draft, question.tickets) || asks(draft.text.text)) return false;
    rule(draft, {question.tickets.front()}, {false, draft.message.text});
    return true;
}

}  // namespace

std::optional<Ruling> ruling_in(const Folded& text) {
    if (const auto end = after_opening(text.text, refusals)) return Ruling{false, reason_behind(text, end)};
    if (asks(text.text)) return std::nullopt;
    if (const auto end = after_opening(text.text, grants)) return Ruling{true, reason_behind(text, end)};
    auto words = squeezed(text.text);
    while (words.size() > 1 && View{U"了的吧啊哈"}.find(words.back()) != View::npos) words.pop_back();
    if (std::ranges::find(yeses, View{words}) != std::end(yeses)) return Ruling{true, {}};
    return std::nullopt;
}

bool take_ruling(Draft& draft) {
    if (draft.text.empty() || !draft.conversation.question || !is_coordinator(draft)) return false;
    const auto question = *draft.conversation.question;
    if (question.kind != "ruling") return false;
    auto ref = find_ref(draft.text, draft.state);
    if (!ref.named() && draft.text.text.starts_with(U"都")) ref = {{}, {}, true, 0, 1};  // 「都同意」
    const auto words = ref.named() ? draft.text.without(ref.begin, ref.end) : draft.text;
    const auto ruling = ruling_in(words);
    if (!ruling && question.slot == "reason") return give_reason(draft, question);
    if (!ruling) return false;
    const auto pool = waiting(draft, question);
    auto tickets = pointed_at(pool, ref);
    if (tickets.empty() && pool.empty()) tickets = question.tickets;  // ruled at the console, as is said then
    if (tickets.empty()) return ask(draft, question, "rule", pool, "ask.ruling_which"), true;
    if (!ruling->granted && ruling->reason.empty() && awaits(draft, tickets.front()))
        return ask(draft, question, "reason", with_first(pool, tickets.front()), "ask.ruling_reason"), true;
    rule(draft, tickets, *ruling);
    return true;
}

}  // namespace warmline::bot::talk
