#include <algorithm>

#include "deadlines.hpp"
#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

/// The person was asked how he or she is, and nobody has told since.
bool is_awaited(const Ticket& ticket) {
    const auto& all = ticket.history;
    const auto last = std::find_if(all.rbegin(), all.rend(), [](const Event& event) {
        return asks_how_one_is(event) || event.kind == EventKind::follow_up_answered;
    });
    return last != all.rend() && asks_how_one_is(*last);
}

void tell(Turn& turn, const TicketId& id, const PersonId& helper, const std::string& words, bool well) {
    const auto& ticket = *turn.ticket(id);
    turn.notify({NoticeKind::follow_up_answered, helper, id, ticket.requester, words, !well});
    tell_coordinators(turn, ticket, NoticeKind::follow_up_answered, ticket.requester, words, !well);
}

/// Like a crisis that begins, but whoever helped before is rung first, and knows what it is about.
void ring_anew(Turn& turn, const TicketId& id, const PersonId& helper, const std::string& words) {
    reopen(turn, id, words);
    Event promise = event_of(EventKind::deadline_set, id);
    promise.deadlines = first_deadlines(turn.programme, *turn.ticket(id), turn.now);
    std::erase_if(promise.deadlines, [](const Deadline& one) { return one.kind != DeadlineKind::contact; });
    turn.emit(std::move(promise));
    if (turn.ticket(id)->assignee) {
        unassign(turn, id, "危机后回访：还不好，重新请人", false);
        offer_next(turn, id, helper);
    }
    call_requester(turn, id, "crisis", words);
}

}  // namespace

Done decide_on(Turn& turn, const AnswerFollowUp& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!speaks_for_family(turn, *ticket)) return Errc::not_yours;
    if (!ticket->crisis || !is_awaited(*ticket)) return Errc::illegal_move;
    const auto& id = command.ticket;
    const auto helper = ticket->assignee;
    Event event = event_of(EventKind::follow_up_answered, id, command.text);
    event.step = command.well ? 1 : 0;
    turn.emit(std::move(event));
    if (!command.well && may_move(turn.ticket(id)->state, TicketState::reopened))
        ring_anew(turn, id, helper, command.text);
    tell(turn, id, helper, command.text, command.well);
    return {};
}

}  // namespace warmline::dispatcher
