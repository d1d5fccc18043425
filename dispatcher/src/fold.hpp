#pragma once
#include "dispatcher/event.hpp"

namespace warmline::dispatcher {

/// The ticket after one of its events, history included. Persons and households are `apply`'s matter.
void fold(Ticket& ticket, const Event& event);

}  // namespace warmline::dispatcher
