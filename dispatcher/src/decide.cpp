#include "dispatcher/decide.hpp"

#include <algorithm>

#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

/// Never silence: a ticket that time will not move any more is put before a coordinator.
void leave_none_alone(Turn& turn) {
    for (const auto& id : turn.touched()) {
        const Ticket& ticket = *turn.ticket(id);
        if (is_over(ticket.state) || ticket.with_coordinator || next_due(ticket, turn.programme)) continue;
        call_coordinator(turn, id, "期限已过仍未了结，请跟进");
    }
}

/// A note harms nothing; whose part it is, these two ask themselves.
template <class C>
constexpr bool is_for_parties =
    std::is_same_v<C, AddNote> || std::is_same_v<C, ReportPart> || std::is_same_v<C, ReturnPart>;

/// An account of the console acts on tickets as its organisation's right allows (P2, S29).
Done may_touch(const Turn& turn, const TicketId& id) {
    const auto* ticket = turn.ticket(id);
    if (!ticket || does_everything(right_of(*ticket, turn.actor.organisation, turn.programme))) return {};
    return Errc::part_only;
}

template <class C>
Done decide_rightly(Turn& turn, const C& command) {
    if constexpr (requires { command.ticket.value; } && !is_for_parties<C>)
        if (const auto allowed = may_touch(turn, command.ticket); !allowed) return allowed;
    if constexpr (requires { command.into.value; })
        if (const auto allowed = may_touch(turn, command.into); !allowed) return allowed;
    return decide_on(turn, command);
}

}  // namespace

bool is_office(const Actor& actor) noexcept {
    return actor.kind != ActorKind::requester && actor.kind != ActorKind::helper;
}

bool is_underway(const Ticket& ticket) noexcept {
    return !is_over(ticket.state) && ticket.state != TicketState::resolved && ticket.state != TicketState::waiting &&
           ticket.state != TicketState::parked;
}

bool speaks_for_family(const Turn& turn, const Ticket& ticket) {
    if (is_office(turn.actor) || turn.actor.person == ticket.requester) return true;
    const auto* household = turn.household(ticket.household);
    return household && std::ranges::find(household->members, turn.actor.person) != household->members.end();
}

Result<Decision> decide(const State& state, const Command& command, const Programme& programme, const Actor& actor,
                        Time now) {
    Turn turn{state, programme, actor, now};
    const Done done = std::visit([&](const auto& c) { return decide_rightly(turn, c); }, command);
    if (!done) return done.error();
    free_stays_of_the_gone(turn);
    leave_none_alone(turn);
    return std::move(turn).take();
}

}  // namespace warmline::dispatcher
