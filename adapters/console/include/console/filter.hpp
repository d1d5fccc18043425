#pragma once
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "console/errc.hpp"
#include "dispatcher/ledger.hpp"

namespace warmline::console {

/// A figure of the ledger's row; a ticket list can be narrowed to the tickets behind it.
enum class Figure {
    came,
    open,
    late,
    with_coordinator,
    accepted,
    resolved,
    closed,
    cancelled,
    reopened,
    rated,
    yellow,
    red,
};

/// Which tickets a list shows. Everything given must hold.
struct TicketFilter {
    dispatcher::OrganisationId organisation{};   ///< this node and all below it; empty: all
    dispatcher::Code need{};                     ///< empty: all
    std::set<dispatcher::TicketState> states{};  ///< empty: all
    std::optional<dispatcher::Tier> tier{};
    bool late = false, with_coordinator = false, crisis = false;
    std::optional<dispatcher::Card> card{};      ///< only open tickets that show it
    bool draft = false;                          ///< drafts of calls that go on, instead of firm tickets
    std::string text{};                          ///< a ticket number, or the last 4 digits of the requester's telephone
    std::optional<std::chrono::sys_days> day{};  ///< a local day, for `figure`
    Figure figure = Figure::came;                ///< with `day`: only tickets that this figure of that day counts
};

inline constexpr std::size_t page_size_max = 200;

/// Lists run from the newest opening to the oldest; of one moment, from the higher number to the lower.
struct Page {
    std::string after{};     ///< a cursor from cursor_of(); empty: from the start
    std::size_t limit = 50;  ///< 1 to page_size_max
};

/// As the ledger counts it: not over, and a deadline was missed and is not yet met.
[[nodiscard]] bool is_late(const dispatcher::Ticket& ticket);

/// Whether the ticket belongs in the list: the one meaning of the filter, for every store that looks tickets up.
/// @param phone  of the requester; may be empty
[[nodiscard]] bool matches(const dispatcher::Ticket& ticket, std::string_view phone, const TicketFilter& filter,
                           const dispatcher::Programme& programme, dispatcher::Time now);

/// A place in the order of lists.
struct Cursor {
    dispatcher::Time opened{};
    dispatcher::TicketId id{};
    /// True if `ticket` stands behind this place.
    [[nodiscard]] bool precedes(const dispatcher::Ticket& ticket) const;
};
[[nodiscard]] std::string cursor_of(const dispatcher::Ticket& ticket);
/// @return Errc::bad_cursor
[[nodiscard]] Result<Cursor> parse_cursor(std::string_view text);
/// The order of lists: true if `a` stands before `b`.
[[nodiscard]] bool listed_before(const dispatcher::Ticket& a, const dispatcher::Ticket& b);

}  // namespace warmline::console
