#include "console/filter.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace warmline::console {
namespace {

namespace d = dispatcher;

int figure_of(const d::LedgerRow& row, Figure figure) noexcept {
    switch (figure) {
        case Figure::came:
            return row.came;
        case Figure::open:
            return row.open;
        case Figure::late:
            return row.late;
        case Figure::with_coordinator:
            return row.with_coordinator;
        case Figure::accepted:
            return row.accepted;
        case Figure::resolved:
            return row.resolved;
        case Figure::closed:
            return row.closed;
        case Figure::cancelled:
            return row.cancelled;
        case Figure::reopened:
            return row.reopened;
        case Figure::rated:
            return row.rated;
        case Figure::yellow:
            return row.yellow;
        case Figure::red:
            return row.red;
    }
    return 0;
}

/// The ledger itself says whether it counts the ticket, so that list and figure can never differ.
bool counted(const d::Ticket& ticket, const TicketFilter& filter, const d::Programme& programme, d::Time now) {
    const auto& calendar = programme.calendar_of(filter.organisation);
    const auto ledger = d::make_ledger(std::span(&ticket, 1), calendar, *filter.day, now);
    return figure_of(ledger.total, filter.figure) > 0;
}

bool has_text(const d::Ticket& ticket, std::string_view phone, std::string_view text) {
    constexpr std::size_t tail_digits = 4;
    return ticket.id.value == text || (text.size() == tail_digits && phone.ends_with(text));
}

}  // namespace

bool is_late(const d::Ticket& ticket) {
    return !d::is_over(ticket.state) &&
           std::ranges::any_of(ticket.deadlines, [](const d::Deadline& it) { return it.missed && !it.met; });
}

bool matches(const d::Ticket& ticket, std::string_view phone, const TicketFilter& filter, const d::Programme& programme,
             d::Time now) {
    if (ticket.draft != filter.draft || (ticket.draft && dispatcher::is_over(ticket.state))) return false;
    const auto& root = filter.organisation;
    // An account of a day counts a ticket once, for who answers for it; a list shows it to all who share it.
    const auto right = d::right_of(ticket, root, programme);
    if (filter.day ? !root.empty() && !programme.is_within(ticket.organisation, root) : right == d::Right::none)
        return false;
    if (!filter.need.empty() && ticket.need != filter.need) return false;
    if (!filter.states.empty() && !filter.states.contains(ticket.state)) return false;
    if (filter.tier && ticket.tier != *filter.tier) return false;
    if (filter.late && !is_late(ticket)) return false;
    if (filter.card && ticket.card != *filter.card) return false;
    if (filter.with_coordinator && (!ticket.with_coordinator || d::is_over(ticket.state))) return false;
    if (filter.crisis && !ticket.crisis) return false;
    if (!filter.text.empty() && !has_text(ticket, phone, filter.text)) return false;
    return !filter.day || counted(ticket, filter, programme, now);
}

bool listed_before(const d::Ticket& a, const d::Ticket& b) {
    // Numbers grow in length before they grow in their first digit.
    const auto key = [](const d::Ticket& t) {
        return std::tuple(t.opened, t.id.value.size(), std::string_view(t.id.value));
    };
    return key(a) > key(b);
}

bool Cursor::precedes(const d::Ticket& ticket) const {
    d::Ticket here;
    here.opened = opened;
    here.id = id;
    return listed_before(here, ticket);
}

std::string cursor_of(const d::Ticket& ticket) {
    return std::to_string(d::to_ms(ticket.opened)) + "-" + ticket.id.value;
}

Result<Cursor> parse_cursor(std::string_view text) {
    std::int64_t ms = 0;
    const auto* end = text.data() + text.size();
    const auto [at, ec] = std::from_chars(text.data(), end, ms);
    if (ec != std::errc{} || at == end || *at != '-' || at + 1 == end || text.size() > 64) return Errc::bad_cursor;
    return Cursor{d::from_ms(ms), d::TicketId{std::string(at + 1, end)}};
}

}  // namespace warmline::console
