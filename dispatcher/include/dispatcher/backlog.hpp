#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dispatcher/choose.hpp"

namespace warmline::dispatcher {

/// A ticket that nobody carries or considers, with what a choice looks at. Pointers outlive the call.
struct Waiting {
    const Ticket* ticket = nullptr;
    const Household* household = nullptr;
    const Person* requester = nullptr;
    std::set<PersonId> known;  ///< who helped this household before
};

struct Placement {
    std::size_t waiting = 0;  ///< index into what was given
    const Person* person = nullptr;
    bool partner = false;  ///< by the pair, not by points
    std::string squad{};   ///< a captain asked for his or her squad: why this one, in zh-CN; else empty
};

/// Orders what waits by the ticket alone: the highest tier, then the promise that ends first among those not met,
/// whether it is over or to come. The smaller, the more urgent; below 2^53.
[[nodiscard]] std::int64_t urgency_score(const Ticket& ticket);

/// Finds somebody for many tickets at once (after an outage, a mass event, a change of shift), so that no one's good
/// luck is another's wait: partners first; then squads, the most urgent ticket's first, with nobody in two of them;
/// then one minimum-cost flow from kinds of tickets to kinds of helpers, with the costs of `choose`: what a helper's
/// points lack to the best, what each further ticket costs him or her (fairness), and what it costs to leave a ticket
/// waiting, which grows with its tier and with the nearness of its deadline. A helper considers at most two at a time.
/// Whom everything speaks alike for is one kind; of one kind of ticket the earliest deadline goes first.
/// @return in no order; a ticket that is not among them stays: nobody is left who could take it
[[nodiscard]] std::vector<Placement> place_backlog(std::span<const Waiting> waiting, const Roster& roster,
                                                   const Programme& programme, Time now);

/// What `place_backlog` minimises, of any placements: for tests and comparisons.
[[nodiscard]] std::int64_t cost_of(std::span<const Placement> placements, std::span<const Waiting> waiting,
                                   const Programme& programme, Time now);

/// Why a placement is as it is, one line in zh-CN for coordinators.
[[nodiscard]] Choice explain(const Placement& placement, const Waiting& waiting, const Programme& programme, Time now);

}  // namespace warmline::dispatcher
