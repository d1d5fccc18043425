#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

Done may_merge(const Turn& turn, const MergeTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    const auto* into = turn.ticket(command.into);
    if (!ticket || !into) return Errc::ticket_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (ticket->crisis || into->crisis) return Errc::crisis_protected;
    if (command.ticket == command.into || ticket->need != into->need) return Errc::not_alike;
    if (is_over(into->state) || into->draft) return Errc::not_alike;
    if (!may_move(ticket->state, TicketState::merged)) return Errc::illegal_move;
    if (command.reason.empty()) return Errc::reason_missing;
    return {};
}

}  // namespace

Done decide_on(Turn& turn, const MergeTicket& command) {
    if (const auto allowed = may_merge(turn, command); !allowed) return allowed;
    release(turn, command.ticket, command.reason);
    Event event = event_of(EventKind::ticket_merged, command.ticket, command.reason);
    event.merged_into = command.into;
    turn.emit(std::move(event));
    const auto requester = turn.ticket(command.ticket)->requester;
    auto hearers = turn.ticket(command.ticket)->followers;
    hearers.insert(hearers.begin(), requester);
    for (const auto& person : hearers)
        if (person != turn.ticket(command.into)->requester)
            turn.emit(event_of(EventKind::follower_added, command.into, person));
    turn.notify({NoticeKind::merged, requester, command.ticket, {}, command.into.value, false});
    return {};
}

}  // namespace warmline::dispatcher
