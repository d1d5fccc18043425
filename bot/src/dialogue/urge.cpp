#include <algorithm>

#include "meanings.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using Tickets = std::vector<const Ticket*>;

Tickets waited_for(const Draft& draft) {
    auto all = draft.own_open();
    std::erase_if(all, [](const auto* t) { return t->state == TicketState::resolved; });
    return all;
}

/// Nothing that is not waited for yet is asked for.
bool is_about(const Draft& draft, const Tickets& pool) {
    const auto& read = draft.understanding;
    if (!read.has_intent("request") || speaks_of_waiting_only(draft.text)) return true;
    const auto waited = [&](const Code& need) {
        return std::ranges::any_of(pool, [&](const auto* t) { return t->need == need; });
    };
    return std::ranges::all_of(read.needs, [&](const auto& n) { return waited(n.need); }) &&
           (!read.needs.empty() || std::ranges::all_of(read.options, waited));
}

/// Questions whose answer the words may be: what is being opened, how it went, how somebody is.
bool is_answer_to_another(const Draft& draft) {
    const auto& question = draft.conversation.question;
    if (!question) return false;
    for (const char* kind : {"need", "family", "feedback", "calm", "reason", "note", "extend"})
        if (question->kind == kind) return true;
    return false;
}

void ask_which(Draft& draft, const char* slot, const Tickets& pool, Key key) {
    Question question;
    question.kind = "which";
    question.slot = slot;
    question.tickets = draft.conversation.listed = ids_of(pool);
    question.text = draft.message.text;
    draft.ask(std::move(question), std::string{key.name});
}

}  // namespace

void urge(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words) {
    for (const auto& id : tickets) draft.command(UrgeTicket{id, words});
    draft.say("urge.told", {{"urged", {}}}, tickets);
}

void hurry(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words) {
    for (const auto& id : tickets) {
        const auto* ticket = draft.ticket(id);
        const auto* service = ticket ? draft.service(ticket->need, id) : nullptr;
        const auto tier = std::max(service ? service->urgent_tier : Tier::t1, Tier::t1);
        draft.command(RetierTicket{id, tier, words});
        draft.say("faster.done", {{"by", {}}}, {id});
    }
}

bool take_urge(Draft& draft) {
    if (draft.text.empty() || is_answer_to_another(draft)) return false;
    auto pool = waited_for(draft);
    const bool urging = urges(draft.text), faster = hurries(draft.text);
    if (pool.empty() || (!urging && !faster) || !is_about(draft, pool)) return false;
    const auto& question = draft.conversation.question;
    // 「今天就要」 says when, too.
    const bool says_when = question && question->slot == "when";
    if (faster) std::erase_if(pool, [](const auto* t) { return t->crisis; });
    if (pool.empty()) return false;
    const auto tickets = own_pointed_at(draft, pool);
    if (tickets.empty() && faster) return ask_which(draft, "faster", pool, "ask.faster_which"), true;
    if (tickets.empty()) return ask_which(draft, "urge", pool, "ask.urge_which"), true;
    if (faster) hurry(draft, tickets, draft.message.text);
    if (urging) urge(draft, tickets, draft.message.text);
    return !(faster && says_when);
}

}  // namespace warmline::bot::talk
