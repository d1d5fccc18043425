#pragma once
#include "dispatcher/event.hpp"

namespace warmline::dispatcher {

/// The ticket after one of its events, history included. Persons and households are `apply`'s matter.
void fold(Ticket& ticket, const Event& event);
/// The household after one of the events of its pair.
void fold(Household& household, const Event& event);

}  // namespace warmline::dispatcher
