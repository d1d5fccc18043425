#pragma once
#include <optional>
#include <string>

#include "dispatcher/ids.hpp"
#include "dispatcher/time.hpp"

namespace warmline::dispatcher {

struct Programme;
struct Ticket;

/// What an organisation may do with a ticket (P2, S29), from least to most.
enum class Right {
    none,
    each,         ///< 各自进行: a note, and its own part
    cooperating,  ///< 配合: the same, under the one that leads
    sole,         ///< 负责: everything, and nobody beside it
    lead,         ///< 牵头: everything
};

/// One organisation's share in a ticket. Only those who do a part of it have a sub-deadline.
struct Party {
    OrganisationId organisation;
    Right right = Right::lead;
    Time asked{}, due{};         ///< of its part; a leading or sole one has none: the ticket's own deadlines are its
    std::optional<Time> done{};  ///< its part
    std::optional<Time> missed{};
    bool lead_told = false;    ///< of the part that is missed
    std::string note{};        ///< what it did, or why it asks to be let go
    bool asks_return = false;  ///< it asks the lead to take its part back
};

[[nodiscard]] constexpr bool does_part(const Party& party) noexcept {
    return party.right == Right::each || party.right == Right::cooperating;
}
[[nodiscard]] constexpr bool does_everything(Right right) noexcept { return right >= Right::sole; }

/// What the office of `organisation` may do: everything with tickets of its own and of all below it, and what their
/// right says as a party, or as one that stands above a party. Empty: the system, everything.
[[nodiscard]] Right right_of(const Ticket& ticket, const OrganisationId& organisation, const Programme& programme);

/// The ticket was returned more often than the programme allows (退单): the root's coordinator rules who does it.
[[nodiscard]] bool ruling_due(const Ticket& ticket, const Programme& programme) noexcept;

}  // namespace warmline::dispatcher
