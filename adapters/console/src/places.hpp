#pragma once
#include "present.hpp"

namespace warmline::console {

/// Of a ticket whose service is booked: its stay, and the houses with the first day on which a room is free.
void add_stay(Json& out, const dispatcher::Ticket& ticket, const Viewer& viewer);

/// When a stay of this ticket can begin in the house, in words; for somebody whose day was full.
[[nodiscard]] std::string next_free_in_words(const dispatcher::Ticket& ticket, const std::string& house,
                                             std::chrono::sys_days earliest, const dispatcher::Programme& programme);

}  // namespace warmline::console
