#pragma once
#include "console/user.hpp"
#include "dispatcher/command.hpp"
#include "dispatcher/programme.hpp"

namespace warmline::console {

enum class Action {
    read,
    note,
    finish_call,
    confirm,
    settle_message,
    move,
    reassign,
    pair,
    change_person,
    switch_surge
};

/// What a role may do at all; where it may is sees().
[[nodiscard]] bool may(UserRole role, Action action) noexcept;
/// True if the account's organisation is `organisation` or stands above it. Nobody's things (empty) belong to the root.
[[nodiscard]] bool sees(const User& user, const dispatcher::OrganisationId& organisation,
                        const dispatcher::Programme& programme);
/// The same of a ticket: also where the organisation, or one below it, has only a part in it.
[[nodiscard]] bool sees(const User& user, const dispatcher::Ticket& ticket, const dispatcher::Programme& programme);
/// Narrows a wish to what the account sees. @return nullopt if it does not see `wished`; empty wishes for all it sees
[[nodiscard]] std::optional<dispatcher::OrganisationId> narrowed(const User& user,
                                                                 const dispatcher::OrganisationId& wished,
                                                                 const dispatcher::Programme& programme);
/// Who acts, as history keeps it.
[[nodiscard]] dispatcher::Actor actor_of(const User& user);
/// Where a coordinator may move the ticket now; what the dispatcher would refuse at once is not offered.
[[nodiscard]] std::vector<dispatcher::TicketState> moves_of(const dispatcher::Ticket& ticket);
/// True for a draft that may become firm.
[[nodiscard]] bool confirmable(const dispatcher::Ticket& ticket) noexcept;
/// True if it can go on as another kind, or be told to be no request.
[[nodiscard]] bool reclassifiable(const dispatcher::Ticket& ticket) noexcept;
[[nodiscard]] bool reassignable(const dispatcher::Ticket& ticket) noexcept;
/// True if one of the two may go on as the other, as far as their states tell.
[[nodiscard]] bool mergeable(const dispatcher::Ticket& one, const dispatcher::Ticket& other) noexcept;

[[nodiscard]] std::string_view name_of(UserRole role) noexcept;

}  // namespace warmline::console
