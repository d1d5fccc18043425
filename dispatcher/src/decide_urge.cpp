#include <algorithm>
#include <chrono>

#include "decisions.hpp"
#include "fold.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

constexpr Span urged_again = 30min;  // within this, those who were told hear no more of it

bool was_urged(const Ticket& ticket, Time now) {
    return std::ranges::any_of(ticket.history, [&](const Event& event) {
        return event.kind == EventKind::ticket_urged && now - event.at < urged_again;
    });
}

}  // namespace

Done decide_on(Turn& turn, const UrgeTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!speaks_for_family(turn, *ticket)) return Errc::not_yours;
    if (is_over(ticket->state) || ticket->state == TicketState::resolved) return Errc::illegal_move;
    if (was_urged(*ticket, turn.now)) return Errc::already_so;
    const auto told = ticket->assignee ? ticket->assignee : ticket->offer ? ticket->offer->candidate : PersonId();
    turn.emit(event_of(EventKind::ticket_urged, command.ticket, told, command.text));
    const Ticket& after = *turn.ticket(command.ticket);
    const bool urgent = is_urgent(after);
    if (!told) tell_coordinators(turn, after, NoticeKind::urged, after.requester, command.text, urgent);
    const auto hearers = after.assignee ? std::vector{after.assignee} : asked_now(after);
    for (const auto& one : hearers)
        turn.notify({NoticeKind::urged, one, after.id, after.requester, command.text, urgent});
    return {};
}

}  // namespace warmline::dispatcher
