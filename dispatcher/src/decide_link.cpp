#include <algorithm>

#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

/// An own request of the person goes to the new home, if it was the old home's.
void take_along(Turn& turn, const TicketId& id, const HouseholdId& from, const HouseholdId& to) {
    const Ticket& ticket = *turn.ticket(id);
    if (ticket.household != from || is_over(ticket.state)) return;
    const auto* old = turn.household(from);
    const auto partner_before = old && old->pair ? old->pair->partner : PersonId{};
    Event event = event_of(EventKind::ticket_rehomed, id);
    event.household = to;
    turn.emit(std::move(event));
    const auto* home = turn.household(to);
    const auto owner = turn.ticket(id)->owner;
    if (home->pair && owner != home->pair->partner && (!owner || owner == partner_before))
        turn.emit(event_of(EventKind::owner_changed, id, home->pair->partner, "归到这户家庭"));
}

/// Nobody lives there any more: its partner is free again.
void close_if_empty(Turn& turn, const HouseholdId& id) {
    const auto* old = turn.household(id);
    if (!old || !old->members.empty() || (!old->pair && !old->waits)) return;
    const auto partner = old->pair ? old->pair->partner : PersonId{};
    turn.emit(event_of_household(EventKind::pair_ended, id, partner, "并到另一户家庭"));
    turn.notify({NoticeKind::pair_ended_partner, partner, {}, {}, {}, false, id});
}

}  // namespace

Done decide_on(Turn& turn, const LinkPerson& command) {
    const auto* person = turn.person(command.person);
    if (!person) return Errc::person_unknown;
    if (!turn.household(command.household)) return Errc::household_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (person->household == command.household) return {};
    const auto old = person->household;
    const auto requested = person->requested;
    const auto& home = *turn.household(command.household);
    if (home.pair && home.pair->partner == command.person) return Errc::not_a_partner;
    turn.emit(event_of_household(EventKind::person_linked, command.household, command.person));
    for (const auto& id : requested)
        if (turn.ticket(id)) take_along(turn, id, old, command.household);
    take_series_along(turn, command.person, old, command.household);
    close_if_empty(turn, old);
    turn.notify({NoticeKind::linked_person, command.person, {}, {}, {}, false, command.household});
    const auto& now = *turn.household(command.household);
    if (now.pair)
        turn.notify({NoticeKind::linked_partner, now.pair->partner, {}, command.person, {}, false, command.household});
    return {};
}

}  // namespace warmline::dispatcher
