#include "decisions.hpp"
#include "dispatcher/squad.hpp"

namespace warmline::dispatcher {
namespace {

std::string of_people(int count) { return std::to_string(count) + "人"; }

/// A squad of which so many go; nobody: a single helper.
std::string why_of_squad(const std::optional<Muster>& muster, int people) {
    if (!muster) return "要" + of_people(people) + "一起去，一个人不够，要请小队";
    const int go = static_cast<int>(muster->members.size());
    if (go >= people) return {};
    return "要" + of_people(people) + "，" + muster->squad + "去" + of_people(go) + "，还缺" + of_people(people - go);
}

/// Why this person, or his or her squad, is not enough for so many, which was different before; empty: they are.
/// @param muster  who go with him or her
std::string why_too_few(const Turn& turn, const Ticket& ticket, const PersonId& who,
                        const std::optional<Muster>& muster, int before) {
    const auto& service = service_of(turn.programme, ticket);
    if (wants_squad(ticket, service)) return why_of_squad(muster, people_of(ticket));
    const int passengers = passengers_of(ticket, service);
    const auto* person = turn.person(who);
    if (!person || passengers == 0) return {};
    const int seats = helper_of(*person).seats;
    if (seats >= passengers || seats < before) return {};  // what never fitted was somebody's decision
    return "要去" + of_people(passengers) + "，车只坐得下" + of_people(seats);
}

void tell_office(Turn& turn, const TicketId& id, const PersonId& about, const std::string& why) {
    const Ticket& ticket = *turn.ticket(id);
    tell_coordinators(turn, ticket, NoticeKind::outgrown, about, why, is_urgent(ticket));
}

/// Goes to whoever is enough now; that may be the captain who was asked, with the new number.
void offer_anew(Turn& turn, const TicketId& id, const std::string& why) {
    const auto candidate = turn.ticket(id)->offer->candidate;
    turn.emit(event_of(EventKind::offer_withdrawn, id, candidate, why));
    withdraw_offer(turn, id, why);
    tell_office(turn, id, candidate, why);
    offer_next(turn, id);
    const auto& offer = turn.ticket(id)->offer;
    if (!offer || offer->candidate != candidate)
        turn.notify({NoticeKind::offer_withdrawn, candidate, id, {}, why, false});
}

}  // namespace

void look_whether_outgrown(Turn& turn, const TicketId& id, int people_before) {
    const Ticket& ticket = *turn.ticket(id);
    if (ticket.crisis || people_of(ticket) <= people_before) return;
    if (ticket.offer) {
        const auto candidate = ticket.offer->candidate;
        const auto why = why_too_few(turn, ticket, candidate, muster_now(turn, ticket, candidate), people_before);
        if (!why.empty()) offer_anew(turn, id, why);
        return;
    }
    if (!ticket.assignee || ticket.state == TicketState::resolved) return;
    const auto assignee = ticket.assignee;
    const auto why = why_too_few(turn, ticket, assignee, ticket.muster, people_before);
    if (why.empty()) return;
    turn.emit(event_of(EventKind::help_asked, id, assignee, why));
    turn.notify({NoticeKind::outgrown, assignee, id, turn.ticket(id)->requester, why, false});
    tell_office(turn, id, assignee, why);
}

}  // namespace warmline::dispatcher
