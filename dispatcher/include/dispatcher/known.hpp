#pragma once
#include <functional>
#include <set>

#include "dispatcher/decide.hpp"

namespace warmline::dispatcher {

/// Who knows a household: whoever did something for it to the end, and whoever carries one of its open tickets.
/// @param ticket  finds a ticket; nullptr: it is not loaded
[[nodiscard]] std::set<PersonId> known_to(const Household& household,
                                          const std::function<const Ticket*(const TicketId&)>& ticket);
/// The same, as far as it is in the state; nobody if the household is not.
[[nodiscard]] std::set<PersonId> known_to(const State& state, const HouseholdId& household);

}  // namespace warmline::dispatcher
