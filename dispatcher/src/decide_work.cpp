#include <chrono>

#include "deadlines.hpp"
#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

constexpr Span follow_up_first = 24h;  // after a crisis (design.md, "Ticket", T0)
constexpr Span follow_up_second = 7 * 24h;

/// The one who carries it out, the one who follows it up, or the office for them.
bool may_work(const Turn& turn, const Ticket& ticket, const PersonId& person) {
    if (turn.actor.kind == ActorKind::coordinator || turn.actor.kind == ActorKind::operator_) return true;
    return person && (person == ticket.assignee || person == ticket.owner);
}

bool may_rate(const Ticket& ticket) {
    if (ticket.state == TicketState::resolved) return true;
    const bool silent = !ticket.rating || (ticket.resolved_at && ticket.rating->at < *ticket.resolved_at);
    return ticket.state == TicketState::closed && silent;
}

}  // namespace

Done decide_on(Turn& turn, const ReportProgress& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!may_work(turn, *ticket, command.person)) return Errc::not_yours;
    if (!ticket->assignee || !may_move(ticket->state, TicketState::in_progress)) return Errc::illegal_move;
    const auto requester = ticket->requester;
    if (ticket->state == TicketState::waiting) resume(turn, command.ticket, command.note);
    Event event = event_of(EventKind::progress_reported, command.ticket, command.person, command.note);
    event.step = command.partly ? 1 : 0;
    turn.emit(std::move(event));
    meet(turn, command.ticket, {DeadlineKind::contact});
    const auto kind = command.partly ? NoticeKind::partly_done : NoticeKind::progress;
    if (command.partly || !command.note.empty())
        turn.notify({kind, requester, command.ticket, command.person, command.note, false});
    return {};
}

Done decide_on(Turn& turn, const CompleteTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!may_work(turn, *ticket, command.person)) return Errc::not_yours;
    if (!ticket->assignee || !may_move(ticket->state, TicketState::resolved)) return Errc::illegal_move;
    const auto& id = command.ticket;
    const auto assignee = ticket->assignee;
    turn.emit(event_of(EventKind::ticket_resolved, id, assignee, command.note));
    meet(turn, id, {DeadlineKind::contact, DeadlineKind::resolve});
    Event promise = event_of(EventKind::deadline_set, id);
    promise.deadlines = {{DeadlineKind::call_back, call_back_by(turn.programme, *turn.ticket(id), turn.now), {}, {}}};
    turn.emit(std::move(promise));
    promise_follow_ups(turn, id);
    turn.notify({NoticeKind::resolved_ask, turn.ticket(id)->requester, id, assignee, command.note, false});
    return {};
}

Done decide_on(Turn& turn, const AskForHelp& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (is_over(ticket->state)) return Errc::illegal_move;
    const bool candidate = ticket->offer && ticket->offer->candidate == command.person;
    if (!candidate && !may_work(turn, *ticket, command.person)) return Errc::not_yours;
    turn.emit(event_of(EventKind::help_asked, command.ticket, command.person, command.text));
    const Ticket& after = *turn.ticket(command.ticket);
    tell_coordinators(turn, after, NoticeKind::help_needed, command.person, command.text, is_urgent(after));
    return {};
}

Done decide_on(Turn& turn, const RateTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!speaks_for_family(turn, *ticket)) return Errc::not_yours;
    if (command.score < 1 || command.score > 5) return Errc::value_out_of_range;
    if (!may_rate(*ticket)) return Errc::illegal_move;
    const auto& id = command.ticket;
    const bool open = ticket->state == TicketState::resolved;
    Event event = event_of(EventKind::ticket_rated, id, command.comment);
    event.rating = Rating{command.solved, command.score, command.comment, turn.now};
    turn.emit(std::move(event));
    meet(turn, id, {DeadlineKind::call_back});
    if (!command.solved) {
        reopen(turn, id, command.comment);
        return {};
    }
    // A crisis stays open for its follow-ups until a coordinator closes it.
    const bool crisis = turn.ticket(id)->crisis;
    if (open && !crisis) turn.emit(event_of(EventKind::ticket_closed, id, "家庭已确认解决"));
    const Ticket& after = *turn.ticket(id);
    turn.notify({NoticeKind::closed_thanks, after.assignee, id, after.requester, command.comment, false});
    return {};
}

Done decide_on(Turn& turn, const AddNote& command) {
    if (!turn.ticket(command.ticket)) return Errc::ticket_unknown;
    turn.emit(event_of(EventKind::note_added, command.ticket, command.text));
    return {};
}

void promise_follow_ups(Turn& turn, const TicketId& id) {
    if (!turn.ticket(id)->crisis) return;
    Event promise = event_of(EventKind::deadline_set, id);
    for (const auto after : {follow_up_first, follow_up_second})
        promise.deadlines.push_back({DeadlineKind::follow_up, turn.now + after, {}, {}});
    turn.emit(std::move(promise));
}

void reopen(Turn& turn, const TicketId& id, const std::string& why) {
    const Ticket& before = *turn.ticket(id);
    // A squad's work is put to its captain again, who says anew whether the squad goes.
    const PersonId captain = before.muster ? before.assignee : PersonId();
    turn.emit(event_of(EventKind::ticket_reopened, id, why));
    Event promise = event_of(EventKind::deadline_set, id);
    for (auto& deadline : first_deadlines(turn.programme, *turn.ticket(id), turn.now)) {
        if (deadline.kind == DeadlineKind::resolve) promise.deadlines.push_back(deadline);
    }
    turn.emit(std::move(promise));
    renew_parts(turn, id);
    const auto* carrier = turn.person(turn.ticket(id)->assignee);
    const bool overloaded =
        carrier && carrier->helper && load_of(*carrier) > turn.programme.capacity_now(carrier->helper->capacity);
    if (captain)
        unassign(turn, id, "没有解决，重新请小队", false);
    else if (overloaded)
        unassign(turn, id, "在手工单已满", false);
    const Ticket& after = *turn.ticket(id);
    turn.notify({NoticeKind::reopened, after.owner, id, after.requester, why, false});
    turn.notify({NoticeKind::reopened, after.assignee, id, after.requester, why, false});
    if (!after.assignee) offer_next(turn, id, captain);
}

}  // namespace warmline::dispatcher
