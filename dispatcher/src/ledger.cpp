#include "dispatcher/ledger.hpp"

#include <algorithm>

#include "dispatcher/decide.hpp"
#include "fold.hpp"

namespace warmline::dispatcher {
namespace {

/// A local day as moments: [begin, end), and no later than now.
struct Window {
    Time begin, end;
    [[nodiscard]] bool has(Time t) const noexcept { return begin <= t && t < end; }
};

/// The ticket as it was at the end of the window; nullopt if it did not exist yet.
std::optional<Ticket> as_of(const Ticket& ticket, const Window& window) {
    if (ticket.opened >= window.end) return std::nullopt;
    if (ticket.updated < window.end) return ticket;
    Ticket then;
    for (const auto& event : ticket.history) {
        if (event.at >= window.end) break;
        fold(then, event);
    }
    return then;
}

bool is_late(const Ticket& ticket) {
    return std::ranges::any_of(ticket.deadlines, [](const Deadline& d) { return d.missed && !d.met; });
}

void count_event(LedgerRow& row, const Event& event) {
    switch (event.kind) {
        case EventKind::ticket_opened:
            row.came += event.opening && event.opening->draft ? 0 : 1;
            return;
        case EventKind::ticket_confirmed:
            ++row.came;
            return;
        case EventKind::ticket_accepted:
            ++row.accepted;
            return;
        case EventKind::ticket_resolved:
            ++row.resolved;
            return;
        case EventKind::ticket_closed:
            ++row.closed;
            return;
        case EventKind::ticket_cancelled:
            ++row.cancelled;
            return;
        case EventKind::ticket_reopened:
            ++row.reopened;
            return;
        case EventKind::ticket_rated:
            if (!event.rating) return;
            ++row.rated;
            row.solved += event.rating->solved ? 1 : 0;
            row.score_sum += event.rating->score;
            return;
        default:
            return;
    }
}

LedgerRow row_of(const Ticket& now, const Ticket& then, const Window& window) {
    LedgerRow row;
    row.organisation = then.organisation;
    row.need = then.need;
    for (const auto& event : now.history) {
        if (window.has(event.at)) count_event(row, event);
    }
    if (!is_over(then.state)) {
        row.open = 1;
        row.late = is_late(then) ? 1 : 0;
        row.with_coordinator = then.with_coordinator ? 1 : 0;
        row.yellow = then.card == Card::yellow ? 1 : 0;
        row.red = then.card == Card::red ? 1 : 0;
    }
    return row;
}

void add(LedgerRow& sum, const LedgerRow& row) {
    for (const auto member :
         {&LedgerRow::came, &LedgerRow::accepted, &LedgerRow::resolved, &LedgerRow::closed, &LedgerRow::cancelled,
          &LedgerRow::reopened, &LedgerRow::open, &LedgerRow::late, &LedgerRow::with_coordinator, &LedgerRow::rated,
          &LedgerRow::solved, &LedgerRow::score_sum, &LedgerRow::yellow, &LedgerRow::red}) {
        sum.*member += row.*member;
    }
}

bool is_empty(const LedgerRow& row) {
    return row.came + row.accepted + row.resolved + row.closed + row.cancelled + row.reopened + row.open + row.rated ==
           0;
}

}  // namespace

Ledger make_ledger(std::span<const Ticket> tickets, const Calendar& calendar, std::chrono::sys_days day, Time now) {
    const Time begin = Time{day} - calendar.utc_offset;
    // What happens at `now` belongs to the account made at `now`.
    const Window window{begin, std::min(begin + std::chrono::days{1}, now + Span{1})};
    std::map<std::pair<OrganisationId, Code>, LedgerRow> rows;
    Ledger ledger{.day = day, .rows = {}, .total = {}, .by_state = {}};
    for (const auto& ticket : tickets) {
        const auto then = as_of(ticket, window);
        if (!then || then->draft) continue;
        const auto row = row_of(ticket, *then, window);
        if (is_empty(row)) continue;
        auto& sum = rows[{row.organisation, row.need}];
        sum.organisation = row.organisation;
        sum.need = row.need;
        add(sum, row);
        add(ledger.total, row);
        if (row.open > 0) ++ledger.by_state[then->state];
    }
    for (auto& [_, row] : rows) ledger.rows.push_back(std::move(row));
    return ledger;
}

}  // namespace warmline::dispatcher
