#include <algorithm>
#include <array>

#include "deadlines.hpp"
#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

constexpr Span waiting_usual = 3 * 24h;  // when nothing else is said, within the programme's cap

Span waiting_max(const Programme& programme) { return std::chrono::days{programme.waiting_days_max}; }

bool forbidden_in_crisis(TicketState to) {
    return to == TicketState::waiting || to == TicketState::parked || to == TicketState::merged ||
           to == TicketState::out_of_scope;
}

Done may_move(const Turn& turn, const Ticket& ticket, const MoveTicket& command) {
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (ticket.crisis && forbidden_in_crisis(command.to)) return Errc::crisis_protected;
    if (command.to == TicketState::returned && ticket.ruled) return Errc::ruled_already;
    if (command.to == TicketState::returned && ruling_due(ticket, turn.programme)) return Errc::bounce_limit;
    const bool resumes = command.to == TicketState::in_progress && ticket.state == TicketState::parked;
    if (!resumes && !dispatcher::may_move(ticket.state, command.to)) return Errc::illegal_move;
    if (ticket.draft && !is_over(command.to)) return Errc::illegal_move;  // confirm it first
    if (command.reason.empty() && command.to != TicketState::in_progress) return Errc::reason_missing;
    if (command.to == TicketState::parked && (command.replacement.empty() || !command.review_at)) {
        return Errc::replacement_missing;
    }
    if (command.review_at && *command.review_at <= turn.now) return Errc::value_out_of_range;
    const bool too_long = command.review_at && *command.review_at > turn.now + waiting_max(turn.programme);
    if (command.to == TicketState::waiting && too_long) return Errc::waiting_limit;
    return {};
}

void send_back(Turn& turn, const MoveTicket& command) {
    release(turn, command.ticket, command.reason);
    Event event = event_of(EventKind::ticket_returned, command.ticket, command.reason);
    const auto* from = turn.programme.organisation(turn.ticket(command.ticket)->organisation);
    if (from) event.organisation = from->parent;
    turn.emit(std::move(event));
    if (ruling_due(*turn.ticket(command.ticket), turn.programme)) return ask_ruling(turn, command.ticket);
    call_coordinator(turn, command.ticket, "退单：" + command.reason);
}

void let_wait(Turn& turn, const MoveTicket& command) {
    withdraw_offer(turn, command.ticket, command.reason);
    Event event = event_of(EventKind::ticket_waiting, command.ticket, command.reason);
    event.review_at = command.review_at.value_or(turn.now + std::min(waiting_usual, waiting_max(turn.programme)));
    turn.emit(std::move(event));
    const Ticket& after = *turn.ticket(command.ticket);
    turn.notify({NoticeKind::progress, after.requester, after.id, {}, command.reason, false});
}

void park(Turn& turn, const MoveTicket& command) {
    release(turn, command.ticket, command.reason);
    Event event = event_of(EventKind::ticket_parked, command.ticket, command.reason);
    event.replacement = command.replacement;
    event.review_at = command.review_at;
    turn.emit(std::move(event));
    const Ticket& after = *turn.ticket(command.ticket);
    turn.notify({NoticeKind::parked, after.requester, after.id, {}, command.replacement, false});
}

/// Cancelled, out of scope or closed by the office.
void end(Turn& turn, const MoveTicket& command, EventKind kind) {
    const auto& id = command.ticket;
    const auto assignee = turn.ticket(id)->assignee;
    const bool carried = turn.ticket(id)->state != TicketState::resolved;
    withdraw_offer(turn, id, command.reason);
    if (kind == EventKind::ticket_closed) meet(turn, id, {DeadlineKind::resolve, DeadlineKind::call_back});
    turn.emit(event_of(kind, id, command.reason));
    if (kind == EventKind::ticket_cancelled) give_back(turn, id);
    if (carried && kind == EventKind::ticket_closed) promise_follow_ups(turn, id);
    if (carried) {
        turn.notify({NoticeKind::offer_withdrawn, assignee, id, {}, command.reason, false});
        tell_squad(turn, *turn.ticket(id), NoticeKind::squad_released, command.reason);
    }
    const auto told = kind == EventKind::ticket_closed ? NoticeKind::progress : NoticeKind::cancelled;
    turn.notify({told, turn.ticket(id)->requester, id, {}, command.reason, false});
}

void go_on(Turn& turn, const MoveTicket& command) {
    const Ticket& ticket = *turn.ticket(command.ticket);
    if (ticket.state == TicketState::waiting || ticket.state == TicketState::parked) {
        return resume(turn, command.ticket, command.reason);
    }
    turn.emit(event_of(EventKind::progress_reported, command.ticket, ticket.assignee, command.reason));
    meet(turn, command.ticket, {DeadlineKind::contact});
}

/// Since when the clock stands still.
Time stopped_at(const Turn& turn, const Ticket& ticket) {
    const auto stopped = std::find_if(ticket.history.rbegin(), ticket.history.rend(),
                                      [](const Event& e) { return e.kind == EventKind::ticket_waiting; });
    return stopped == ticket.history.rend() ? turn.now : stopped->at;
}

/// The promises still open, moved on by the time the clock stood still.
std::vector<Deadline> moved_on(const Turn& turn, const Ticket& ticket, Time stopped) {
    const auto& rule = rule_of(turn.programme, ticket);
    const auto& calendar = turn.programme.calendar_of(ticket.organisation);
    const std::array allowances{rule.reply, rule.offer, rule.accept, rule.contact, rule.resolve};
    std::vector<Deadline> moved;
    for (auto deadline : ticket.deadlines) {
        if (deadline.met || deadline.missed || deadline.kind > DeadlineKind::resolve) continue;
        const auto& allowance = allowances.at(static_cast<std::size_t>(deadline.kind));
        deadline.due = moved_by_pause(calendar, allowance, deadline.due, {stopped, turn.now});
        moved.push_back(deadline);
    }
    return moved;
}

std::vector<Deadline> given_anew(const Turn& turn, const Ticket& ticket) {
    auto deadlines = first_deadlines(turn.programme, ticket, turn.now);
    std::erase_if(deadlines, [](const Deadline& d) { return d.kind == DeadlineKind::reply; });
    return deadlines;
}

}  // namespace

Done decide_on(Turn& turn, const MoveTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (const auto allowed = may_move(turn, *ticket, command); !allowed) return allowed;
    switch (command.to) {
        case TicketState::returned:
            send_back(turn, command);
            return {};
        case TicketState::waiting:
            let_wait(turn, command);
            return {};
        case TicketState::parked:
            park(turn, command);
            return {};
        case TicketState::cancelled:
            end(turn, command, EventKind::ticket_cancelled);
            return {};
        case TicketState::out_of_scope:
            end(turn, command, EventKind::ticket_out_of_scope);
            return {};
        case TicketState::closed:
            end(turn, command, EventKind::ticket_closed);
            return {};
        case TicketState::in_progress:
            go_on(turn, command);
            return {};
        case TicketState::reopened:
            if (ticket->state == TicketState::merged) {
                go_alone(turn, command.ticket, command.reason, "这一件和另一件分开了，接着单独办");
                return {};
            }
            meet(turn, command.ticket, {DeadlineKind::call_back});
            reopen(turn, command.ticket, command.reason);
            return {};
        default:
            return Errc::illegal_move;  // reached by offers, acceptances and completions only
    }
}

void resume(Turn& turn, const TicketId& id, const std::string& why) {
    const auto* before = turn.ticket(id);
    Event promise = event_of(EventKind::deadline_set, id);
    const bool anew = before->state == TicketState::parked;
    const Time stopped = stopped_at(turn, *before);
    promise.deadlines = anew ? given_anew(turn, *before) : moved_on(turn, *before, stopped);
    turn.emit(event_of(EventKind::ticket_resumed, id, why));
    if (!promise.deadlines.empty()) turn.emit(std::move(promise));
    if (anew)
        renew_parts(turn, id);
    else
        move_parts(turn, id, stopped);
    const Ticket& after = *turn.ticket(id);
    if (!after.assignee) return offer_next(turn, id);
    turn.notify({NoticeKind::assignee_card, after.assignee, id, after.requester, why, false});
}

}  // namespace warmline::dispatcher
