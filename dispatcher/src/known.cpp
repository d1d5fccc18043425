#include "dispatcher/known.hpp"

namespace warmline::dispatcher {

std::set<PersonId> known_to(const Household& household, const std::function<const Ticket*(const TicketId&)>& ticket) {
    std::set<PersonId> known(household.helped.begin(), household.helped.end());
    for (const auto& id : household.open_tickets)
        if (const auto* open = ticket(id); open && open->assignee) known.insert(open->assignee);
    return known;
}

std::set<PersonId> known_to(const State& state, const HouseholdId& household) {
    const auto found = state.households.find(household);
    if (found == state.households.end()) return {};
    return known_to(found->second, [&](const TicketId& id) {
        const auto ticket = state.tickets.find(id);
        return ticket == state.tickets.end() ? nullptr : &ticket->second;
    });
}

}  // namespace warmline::dispatcher
