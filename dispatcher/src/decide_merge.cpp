#include <algorithm>

#include "decisions.hpp"
#include "dispatcher/merged.hpp"

namespace warmline::dispatcher {
namespace {

Done may_merge(const Turn& turn, const MergeTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    const auto* into = turn.ticket(command.into);
    if (!ticket || !into) return Errc::ticket_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (ticket->crisis || into->crisis) return Errc::crisis_protected;
    if (command.ticket == command.into || ticket->need != into->need) return Errc::not_alike;
    if (is_over(into->state) || into->draft) return Errc::not_alike;
    if (!may_move(ticket->state, TicketState::merged)) return Errc::illegal_move;
    if (command.reason.empty()) return Errc::reason_missing;
    return {};
}

Event event_of_follower(EventKind kind, const TicketId& into, const Follower& follower) {
    Event event = event_of(kind, into, follower.person);
    event.facts["ticket"] = follower.ticket.value;
    return event;
}

/// Everybody who hears of a ticket as its own.
std::vector<PersonId> hearers_of(const Ticket& ticket) {
    auto out = ticket.followers;
    out.insert(out.begin(), ticket.requester);
    return out;
}

/// Takes those who heard for this ticket's sake from the one it went into, and from whatever that went into.
void part_from(Turn& turn, TicketId id, TicketId into) {
    auto leaving = hearers_of(*turn.ticket(id));
    while (into && turn.ticket(into)) {
        const auto known = followers_of(*turn.ticket(into));
        for (const auto& person : leaving)
            if (const Follower follower{id, person}; std::ranges::find(known, follower) != known.end())
                turn.emit(event_of_follower(EventKind::follower_removed, into, follower));
        const auto staying = hearers_of(*turn.ticket(into));
        std::erase_if(leaving, [&](const PersonId& one) { return std::ranges::find(staying, one) != staying.end(); });
        id = into;
        into = turn.ticket(id)->merged_into;
    }
}

}  // namespace

void go_alone(Turn& turn, const TicketId& id, const std::string& why, const std::string& told) {
    part_from(turn, id, turn.ticket(id)->merged_into);
    reopen(turn, id, why);
    turn.notify({NoticeKind::progress, turn.ticket(id)->requester, id, {}, told, false});
}

void give_back(Turn& turn, const TicketId& id) {
    for (const auto& other : merged_with(*turn.ticket(id))) {
        const auto* ticket = turn.ticket(other);
        const bool goes_with_it = ticket && ticket->state == TicketState::merged && ticket->merged_into == id;
        if (!goes_with_it || ticket->requester == turn.ticket(id)->requester) continue;
        go_alone(turn, other, "并入的工单已撤销", "一起办的那一件撤销了，您的这一件接着单独办");
    }
}

Done decide_on(Turn& turn, const MergeTicket& command) {
    if (const auto allowed = may_merge(turn, command); !allowed) return allowed;
    release(turn, command.ticket, command.reason);
    Event event = event_of(EventKind::ticket_merged, command.ticket, command.reason);
    event.merged_into = command.into;
    turn.emit(std::move(event));
    const auto requester = turn.ticket(command.ticket)->requester;
    for (const auto& person : hearers_of(*turn.ticket(command.ticket)))
        turn.emit(event_of_follower(EventKind::follower_added, command.into, {command.ticket, person}));
    turn.notify({NoticeKind::merged, requester, command.ticket, {}, command.into.value, false});
    return {};
}

}  // namespace warmline::dispatcher
