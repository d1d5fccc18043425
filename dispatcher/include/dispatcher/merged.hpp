#pragma once
#include <vector>

#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// Somebody who hears of a ticket for the sake of another one, which was merged into it.
struct Follower {
    TicketId ticket;  ///< the merged one
    PersonId person;  ///< its requester, or somebody who followed it already
    friend bool operator==(const Follower&, const Follower&) = default;
};

/// Who follows the ticket for the sake of which other, by its events; the oldest first.
[[nodiscard]] std::vector<Follower> followers_of(const Ticket& ticket);

/// The tickets that go on as this one, each once.
[[nodiscard]] std::vector<TicketId> merged_with(const Ticket& ticket);

/// The ticket for whose sake somebody follows, or follows no more: of an event follower_added or follower_removed.
[[nodiscard]] TicketId followed_for(const Event& event);

}  // namespace warmline::dispatcher
