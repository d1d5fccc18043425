#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "dispatcher/event.hpp"
#include "dispatcher/outreach.hpp"
#include "dispatcher/programme.hpp"

namespace warmline::dispatcher {

/// One row of the day's account (台账): an organisation and a need.
struct LedgerRow {
    OrganisationId organisation;
    Code need;
    int came = 0;                                                             ///< opened that day
    int accepted = 0, resolved = 0, closed = 0, cancelled = 0, reopened = 0;  ///< moves of that day
    int open = 0;  ///< not over now (or at the end of the day, for a past day)
    int late = 0;  ///< of the open ones, those with a missed deadline not yet met
    int with_coordinator = 0;
    int yellow = 0, red = 0;                   ///< of the open ones, those that show this card
    int rated = 0, solved = 0, score_sum = 0;  ///< ratings of that day
};

struct Ledger {
    std::chrono::sys_days day;    ///< local day
    std::vector<LedgerRow> rows;  ///< by organisation, then need; only rows that are not all zero
    LedgerRow total;
    std::map<TicketState, int> by_state;      ///< of the open tickets
    std::optional<OutreachCount> outreach{};  ///< of today; not known of a past day
};

/// The account of a local day, from the tickets that were opened, open or moved on that day (their histories hold the
/// events). Every figure can be traced to tickets. Drafts do not count.
[[nodiscard]] Ledger make_ledger(std::span<const Ticket> tickets, const Calendar& calendar, std::chrono::sys_days day,
                                 Time now);

}  // namespace warmline::dispatcher
