#include "decisions.hpp"

namespace warmline::dispatcher {

void gather(Turn& turn, const HouseholdId& id) {
    const auto& pair = turn.household(id)->pair;
    if (!pair) return;
    const auto owner = pair->partner;
    const auto tickets = turn.household(id)->open_tickets;
    for (const auto& each : tickets) {
        const auto* ticket = turn.ticket(each);
        if (ticket && ticket->owner != owner) turn.emit(event_of(EventKind::owner_changed, each, owner, "一家一策"));
    }
}

void make_plan(Turn& turn, const HouseholdId& id) {
    pair_at_once(turn, id);
    const auto* home = turn.household(id);
    if (!home->plan_since)
        turn.emit(event_of_household(EventKind::plan_made, id, home->pair ? home->pair->partner : PersonId{}, {}));
    gather(turn, id);
}

Done decide_on(Turn& turn, const MakePlan& command) {
    if (!turn.household(command.household)) return Errc::household_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    make_plan(turn, command.household);
    return {};
}

}  // namespace warmline::dispatcher
