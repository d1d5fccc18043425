#include <algorithm>

#include "deadlines.hpp"
#include "decisions.hpp"
#include "dispatcher/squad.hpp"

namespace warmline::dispatcher {
namespace {

/// Who took a crisis has reached nobody: whoever else was rung may take it over.
bool may_take_over(const Ticket& ticket, const PersonId& person) {
    return ticket.crisis && ticket.supervised && ticket.assignee && ticket.assignee != person &&
           may_move(ticket.state, TicketState::new_);
}

bool is_beside(const Ticket& ticket, const PersonId& person) {
    return std::ranges::find(ticket.beside, person) != ticket.beside.end();
}

/// Why this person cannot accept the ticket, or nothing.
Done may_accept(const Ticket& ticket, const PersonId& person) {
    if (ticket.offer && ticket.offer->candidate == person) return {};
    const bool is_open = may_move(ticket.state, TicketState::accepted);
    if (!ticket.assignee && is_open && is_beside(ticket, person)) return {};
    if (!was_offered_to(ticket, person)) return Errc::not_offered_to_you;
    if (ticket.assignee) return may_take_over(ticket, person) ? Done{} : Done{Errc::already_taken};
    // In a crisis whoever was asked may still come, as long as nobody else has.
    return ticket.crisis && is_open ? Done{} : Done{Errc::not_offered_to_you};
}

/// Everybody who was asked hears that it is taken.
void tell_others(Turn& turn, const Ticket& ticket, const PersonId& taker) {
    for (const auto& event : ticket.history) {
        if (event.kind != EventKind::ticket_offered || !event.offer || event.offer->candidate == taker) continue;
        turn.notify({NoticeKind::offer_withdrawn, event.offer->candidate, ticket.id, taker, "已有人接手", true});
    }
}

}  // namespace

Done decide_on(Turn& turn, const AcceptOffer& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!turn.person(command.person)) return Errc::person_unknown;
    if (const auto allowed = may_accept(*ticket, command.person); !allowed) return allowed;
    const auto& id = command.ticket;
    auto muster = muster_now(turn, *ticket, command.person);
    if (ticket->crisis) tell_others(turn, *ticket, command.person);
    withdraw_offer(turn, id, "已有人接手", command.person);
    unassign(turn, id, "还没有联系上，改由另一位接手", false);
    turn.emit(event_of(EventKind::ticket_accepted, id, command.person));
    if (muster) {
        Event event = event_of(EventKind::squad_mustered, id);
        event.muster = std::move(muster);
        turn.emit(std::move(event));
    }
    meet(turn, id, {DeadlineKind::offer, DeadlineKind::accept});
    if (!turn.ticket(id)->owner) turn.emit(event_of(EventKind::owner_changed, id, command.person));
    const Ticket& after = *turn.ticket(id);
    turn.notify({NoticeKind::accepted, after.requester, id, command.person, {}, after.crisis});
    turn.notify({NoticeKind::assignee_card, command.person, id, after.requester, {}, true});
    tell_squad(turn, after, NoticeKind::squad_called, {});
    return {};
}

Done decide_on(Turn& turn, const DeclineOffer& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!ticket->offer || ticket->offer->candidate != command.person) {
        const bool awaited = !ticket->assignee || may_take_over(*ticket, command.person);
        if (is_beside(*ticket, command.person) ||
            (ticket->crisis && awaited && was_offered_to(*ticket, command.person))) {
            turn.emit(event_of(EventKind::offer_declined, command.ticket, command.person, command.reason));
            if (turn.ticket(command.ticket)->assignee) ring_another(turn, command.ticket);
            return {};
        }
        return was_offered_to(*ticket, command.person) && ticket->assignee ? Errc::already_taken
                                                                           : Errc::not_offered_to_you;
    }
    turn.emit(event_of(EventKind::offer_declined, command.ticket, command.person, command.reason));
    offer_next(turn, command.ticket);
    return {};
}

Done decide_on(Turn& turn, const HandBack& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (ticket->assignee != command.person) return Errc::not_yours;
    if (command.reason.empty()) return Errc::reason_missing;
    if (!may_move(ticket->state, TicketState::new_)) return Errc::illegal_move;
    const auto requester = ticket->requester;
    if (ticket->state == TicketState::waiting) resume(turn, command.ticket, command.reason);
    unassign(turn, command.ticket, command.reason, true);
    turn.notify({NoticeKind::progress, requester, command.ticket, {}, "原来的接单人来不了，我们正在另外安排", false});
    offer_next(turn, command.ticket);
    return {};
}

Done decide_on(Turn& turn, const Reassign& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (!turn.person(command.person)) return Errc::person_unknown;
    if (ticket->assignee == command.person) return Errc::already_taken;
    if (ticket->requester == command.person) return Errc::cannot_take;
    const bool carried = ticket->state == TicketState::accepted || ticket->state == TicketState::in_progress;
    if (ticket->draft || !(carried || may_move(ticket->state, TicketState::offered))) return Errc::illegal_move;
    const std::string why = command.reason.empty() ? "协调员改派" : command.reason;
    release(turn, command.ticket, why);
    if (!ticket->crisis && !has_room(*turn.person(command.person), turn.programme)) return Errc::cannot_take;
    offer_to(turn, command.ticket, {command.person, std::string(why_by_hand) + why});
    return {};
}

Done decide_on(Turn& turn, const PlaceTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    const auto* person = turn.person(command.person);
    if (!ticket) return Errc::ticket_unknown;
    if (!person) return Errc::person_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (!ticket->unplaced || ticket->offer || ticket->assignee) return Errc::illegal_move;
    if (against(turn, *ticket, *person)) return Errc::cannot_take;
    const bool for_squad = wants_squad(*ticket, service_of(turn.programme, *ticket));
    if (for_squad && !muster_now(turn, *ticket, command.person)) return Errc::cannot_take;
    offer_to(turn, command.ticket, {command.person, command.why});
    return {};
}

void release(Turn& turn, const TicketId& id, const std::string& why) {
    withdraw_offer(turn, id, why);
    const auto assignee = turn.ticket(id)->assignee;
    unassign(turn, id, why, false);
    turn.notify({NoticeKind::offer_withdrawn, assignee, id, {}, why, false});
}

}  // namespace warmline::dispatcher
