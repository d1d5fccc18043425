#pragma once
// What a placement costs, in points of the programme's weights: smaller is better.
#include <cstdint>
#include <tuple>

#include "dispatcher/backlog.hpp"

namespace warmline::dispatcher::backlog {

/// Of leaving one ticket waiting: by tier, and by how soon the next promise is due. A promise that can still be kept
/// within two hours counts for more than one that is broken already.
[[nodiscard]] std::int64_t cost_of_waiting(const Ticket& ticket, Time now);
/// Of this person, apart from his or her load: what is missing to the most points possible, and the organisation's
/// distance.
[[nodiscard]] std::int64_t cost_of_fit(const Fit& fit, const Weights& weights);
/// Of one more ticket for somebody who carries `load` of `capacity`: what Factor::free takes off, so that it grows with
/// every ticket.
[[nodiscard]] std::int64_t cost_of_load(int load, int capacity, const Weights& weights);

/// The next moment promised and not yet met; if all have passed, the first of them; the far future if there is none.
[[nodiscard]] Time due_of(const Ticket& ticket, Time now);
/// Orders tickets: the highest tier, then the nearest promise, then the number.
[[nodiscard]] std::tuple<Tier, Time, std::string_view> urgency_of(const Ticket& ticket, Time now);

}  // namespace warmline::dispatcher::backlog
