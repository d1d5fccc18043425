#include "bot/late_reading.hpp"

#include <algorithm>

#include "draft.hpp"
#include "facts.hpp"

namespace warmline::bot {
namespace {

using namespace talk;

/// A person was called for this conversation so lately that another call would only make noise.
constexpr auto call_again = std::chrono::minutes{20};

void amend_ticket(Draft& draft, const dispatcher::Ticket& ticket) {
    auto facts = facts_of(draft, ticket.need);
    std::erase_if(facts, [&](const auto& fact) { return ticket.facts.contains(fact.first); });
    if (!facts.empty()) draft.command(dispatcher::AmendTicket{ticket.id, std::move(facts), "从原话补充"});
}

/// The question keeps what the message said of the ticket to come.
void amend_question(Draft& draft) {
    auto& question = draft.conversation.question;
    const bool about_it = question && question->kind == "need" && question->text == draft.message.text;
    if (!about_it) return;
    for (auto& [slot, value] : facts_of(draft)) question->facts.try_emplace(slot, std::move(value));
    question->urgent = question->urgent || draft.understanding.urgency != Urgency::normal;
}

void call_somebody(Draft& draft) {
    auto& called = draft.conversation.calmed;
    if (draft.silent() || (called && draft.now - *called < call_again)) return;
    draft.call_person("crisis", draft.message.text, true);
    called = draft.now;
}

}  // namespace

Turn take_late_reading(const Conversation& conversation, const Answered& answered, const Joined& joined,
                       const dispatcher::State& state, const dispatcher::Programme& programme, const FreshIds& ids,
                       dispatcher::Time now) {
    Draft draft{conversation, answered.message, joined.understanding, state, programme, ids, now};
    draft.conversation.lines = conversation.lines;  // the message stands there already
    for (const auto& id : answered.opened)
        if (const auto* ticket = draft.ticket(id); ticket && !dispatcher::is_over(ticket->state))
            amend_ticket(draft, *ticket);
    amend_question(draft);
    if (joined.raised) call_somebody(draft);
    return std::move(draft).finish();
}

}  // namespace warmline::bot
