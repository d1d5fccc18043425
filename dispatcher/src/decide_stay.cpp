#include <algorithm>

#include "decisions.hpp"
#include "dispatcher/places.hpp"

namespace warmline::dispatcher {
namespace {

/// The office, and who carries the ticket out.
bool may_book(const Turn& turn, const Ticket& ticket) {
    return is_office(turn.actor) || (ticket.assignee && turn.actor.person == ticket.assignee);
}

bool keeps_its_stay(const Ticket& ticket, const Programme& programme) {
    using enum TicketState;
    if (ticket.state == cancelled || ticket.state == merged || ticket.state == out_of_scope) return false;
    return house_of(service_of(programme, ticket), ticket.stay->house) != nullptr;
}

}  // namespace

void free_stay(Turn& turn, const TicketId& id, const std::string& why) {
    Event event = event_of(EventKind::stay_freed, id, why);
    event.stay = turn.ticket(id)->stay;
    turn.emit(std::move(event));
}

void free_stays_of_the_gone(Turn& turn) {
    if (!turn.may_change_situation()) return;
    for (const auto& id : turn.touched()) {
        const Ticket& ticket = *turn.ticket(id);
        if (ticket.stay && !keeps_its_stay(ticket, turn.programme)) free_stay(turn, id, "工单不再办理，房间空出");
    }
}

Done decide_on(Turn& turn, const BookStay& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!may_book(turn, *ticket)) return Errc::not_yours;
    if (is_over(ticket->state) || ticket->draft) return Errc::illegal_move;
    const auto* house = house_of(service_of(turn.programme, *ticket), command.house);
    if (!house) return Errc::house_unknown;
    const auto today = turn.programme.calendar_of(ticket->organisation).local_day(turn.now);
    if (command.first < today || command.first > today + std::chrono::days(booking_days_max))
        return Errc::value_out_of_range;
    const Stay stay{house->id, ticket->id, command.first, house->nights};
    if (ticket->stay == stay) return Errc::already_so;
    const auto& stays = turn.situation().stays;
    if (!has_room(*house, stays, command.first, ticket->id)) return Errc::house_full;
    auto after = stays;
    book(after, stay, today);
    if (after.size() > stays_max) return Errc::house_full;
    Event event = event_of(EventKind::stay_booked, command.ticket);
    event.stay = stay;
    turn.emit(std::move(event));
    turn.notify({NoticeKind::stay_booked, turn.ticket(command.ticket)->requester, command.ticket, {}, {}, false});
    return {};
}

Done decide_on(Turn& turn, const FreeStay& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!may_book(turn, *ticket)) return Errc::not_yours;
    if (command.reason.empty()) return Errc::reason_missing;
    if (!ticket->stay) return Errc::already_so;
    free_stay(turn, command.ticket, command.reason);
    turn.notify(
        {NoticeKind::stay_freed, turn.ticket(command.ticket)->requester, command.ticket, {}, command.reason, false});
    return {};
}

}  // namespace warmline::dispatcher
