#include "deadlines.hpp"
#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

bool is_carried(const Ticket& ticket) {
    return ticket.assignee && (ticket.state == TicketState::accepted || ticket.state == TicketState::in_progress ||
                               ticket.state == TicketState::reopened);
}

/// The latest moment that can be asked for: so many working days after the promise.
Time latest(const Turn& turn, const Ticket& ticket, const Deadline& resolve) {
    const auto& calendar = turn.programme.calendar_of(ticket.organisation);
    return due_after(calendar, std::max(resolve.due, turn.now), {{}, turn.programme.extension_days_max});
}

}  // namespace

Done decide_on(Turn& turn, const AskExtension& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    const bool theirs = command.person && (command.person == ticket->assignee || command.person == ticket->owner);
    if (!theirs && !is_office(turn.actor)) return Errc::not_yours;
    if (ticket->crisis) return Errc::crisis_protected;
    const auto* resolve = unmet(*ticket, DeadlineKind::resolve);
    if (!is_carried(*ticket) || !resolve) return Errc::illegal_move;
    if (command.reason.empty()) return Errc::reason_missing;
    if (ticket->extension || ticket->extensions > 0) return Errc::extension_limit;
    if (command.until <= std::max(resolve->due, turn.now)) return Errc::value_out_of_range;
    if (command.until > latest(turn, *ticket, *resolve)) return Errc::extension_limit;
    Event event = event_of(EventKind::extension_asked, command.ticket, command.person, command.reason);
    event.review_at = command.until;
    turn.emit(std::move(event));
    const Ticket& after = *turn.ticket(command.ticket);
    tell_coordinators(turn, after, NoticeKind::extension_asked, command.person, command.reason, after.tier == Tier::t1);
    return {};
}

Done decide_on(Turn& turn, const RuleExtension& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (!ticket->extension) return Errc::illegal_move;
    if (!command.granted && command.reason.empty()) return Errc::reason_missing;
    const auto asked = *ticket->extension;
    const auto& id = command.ticket;
    turn.emit(event_of(command.granted ? EventKind::extension_granted : EventKind::extension_refused, id, asked.by,
                       command.reason));
    if (command.granted) {
        Event promise = event_of(EventKind::deadline_set, id);
        promise.deadlines = {{DeadlineKind::resolve, asked.until, {}, {}}};
        turn.emit(std::move(promise));
        turn.notify({NoticeKind::progress, turn.ticket(id)->requester, id, {}, asked.reason, false});
    }
    const std::string text = command.granted ? "同意延期" : "不同意延期：" + command.reason;
    turn.notify({NoticeKind::extension_ruled, asked.by, id, {}, text, false});
    return {};
}

}  // namespace warmline::dispatcher
