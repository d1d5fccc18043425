#pragma once
#include "dispatcher/event.hpp"

namespace warmline::dispatcher {

/// The state a ticket is in after the event: its own state for events that move nothing.
[[nodiscard]] TicketState state_after(const Ticket& ticket, const Event& event) noexcept;

}  // namespace warmline::dispatcher
