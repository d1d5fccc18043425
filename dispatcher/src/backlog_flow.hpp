#pragma once
#include "backlog_kinds.hpp"

namespace warmline::dispatcher::backlog {

/// A kind of tickets may go to a kind of helpers, at this cost each, load apart.
struct Lane {
    std::size_t tickets = 0, helpers = 0;
    std::int64_t cost = 0;
};

/// How many tickets go along each lane so that all costs together are the least: the lanes', `cost_of_load` of each
/// further ticket of a helper, and `cost_of_waiting` of what is left.
[[nodiscard]] std::vector<int> cheapest_flow(const std::vector<TicketKind>& tickets,
                                             const std::vector<HelperKind>& helpers, const std::vector<Lane>& lanes,
                                             const Weights& weights);

}  // namespace warmline::dispatcher::backlog
