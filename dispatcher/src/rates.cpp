#include "dispatcher/rates.hpp"

#include <algorithm>
#include <set>

namespace warmline::dispatcher {
namespace {

constexpr int satisfied_from = 4;

bool counts(const Ticket& ticket) {
    return !ticket.draft && ticket.state != TicketState::merged && ticket.state != TicketState::out_of_scope;
}

bool ever(const Ticket& ticket, EventKind kind) {
    return std::ranges::any_of(ticket.history, [&](const Event& event) { return event.kind == kind; });
}

bool ever(const Ticket& ticket, Card card) {
    return std::ranges::any_of(ticket.history, [&](const Event& event) {
        return event.kind == EventKind::card_shown && event.step == static_cast<int>(card);
    });
}

/// Who returned it (退单): whoever answered for it then. What a helper hands back is none.
std::set<OrganisationId> returned_by(const Ticket& ticket) {
    std::set<OrganisationId> out;
    OrganisationId answers;
    for (const auto& event : ticket.history) {
        if (event.kind == EventKind::ticket_returned) out.insert(answers);
        if (event.opening) answers = event.opening->organisation;
        if (event.organisation) answers = event.organisation;
    }
    return out;
}

/// Kept in time, broken, or still open (then it adds nothing). A cancelled ticket breaks no promise.
void add_promise(Share& share, const Ticket& ticket, DeadlineKind kind, Time now) {
    const auto it = std::ranges::find(ticket.deadlines, kind, &Deadline::kind);
    if (it == ticket.deadlines.end()) return;
    if (it->met) return share.add(*it->met <= it->due);
    const bool runs =
        !is_over(ticket.state) && ticket.state != TicketState::waiting && ticket.state != TicketState::parked;
    if (it->missed || (runs && it->due <= now)) share.add(false);
}

void add(Rates& rates, const Ticket& ticket, Time now) {
    ++rates.opened;
    add_promise(rates.response, ticket, DeadlineKind::contact, now);
    add_promise(rates.on_time, ticket, DeadlineKind::resolve, now);
    if (ticket.rating) {
        rates.resolution.add(ticket.rating->solved);
        rates.satisfaction.add(ticket.rating->score >= satisfied_from);
    }
    rates.yellow.add(ever(ticket, Card::yellow));
    rates.red.add(ever(ticket, Card::red));
    if (ever(ticket, EventKind::ticket_resolved)) rates.redone.add(ever(ticket, EventKind::ticket_reopened));
}

}  // namespace

RatesReport make_rates(std::span<const Ticket> tickets, Time now) {
    RatesReport report;
    std::map<OrganisationId, Rates> rows;
    for (const auto& ticket : tickets) {
        if (!counts(ticket)) continue;
        add(report.total, ticket, now);
        auto& row = rows[ticket.organisation];
        row.organisation = ticket.organisation;
        add(row, ticket, now);
        const auto returned = returned_by(ticket);
        report.total.returned.add(!returned.empty());
        if (!returned.contains(ticket.organisation)) row.returned.add(false);
        for (const auto& id : returned) {
            rows[id].organisation = id;
            rows[id].returned.add(true);
        }
    }
    for (auto& [id, row] : rows) report.rows.push_back(std::move(row));
    return report;
}

}  // namespace warmline::dispatcher
