#include "dispatcher/merged.hpp"

#include <algorithm>

namespace warmline::dispatcher {

TicketId followed_for(const Event& event) {
    const auto found = event.facts.find("ticket");
    return found == event.facts.end() ? TicketId() : TicketId(found->second);
}

std::vector<Follower> followers_of(const Ticket& ticket) {
    std::vector<Follower> out;
    for (const auto& event : ticket.history) {
        if (event.kind == EventKind::follower_added) out.push_back({followed_for(event), event.person});
        if (event.kind == EventKind::follower_removed) std::erase(out, Follower{followed_for(event), event.person});
    }
    return out;
}

std::vector<TicketId> merged_with(const Ticket& ticket) {
    std::vector<TicketId> out;
    for (const auto& follower : followers_of(ticket))
        if (follower.ticket && std::ranges::find(out, follower.ticket) == out.end()) out.push_back(follower.ticket);
    return out;
}

}  // namespace warmline::dispatcher
