#pragma once
#include "dispatcher/event.hpp"

namespace warmline::dispatcher {

/// The ticket after one of its events, history included. Persons and households are `apply`'s matter.
void fold(Ticket& ticket, const Event& event);
/// Everybody who may say yes to the ticket now, the offer's candidate last.
[[nodiscard]] std::vector<PersonId> asked_now(const Ticket& ticket);
/// The household after one of the events of its pair.
void fold(Household& household, const Event& event);

}  // namespace warmline::dispatcher
