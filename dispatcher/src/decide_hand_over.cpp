#include <algorithm>

#include "deadlines.hpp"
#include "decisions.hpp"
#include "dispatcher/pairing.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

constexpr auto answer_within = 24h;  ///< to the question whether a family is taken over; moved out of quiet hours

Done may_take(const Turn& turn, const Household& home, const PersonId& id) {
    const auto* person = turn.person(id);
    if (!person) return Errc::person_unknown;
    const bool of_family = std::ranges::find(home.members, id) != home.members.end();
    const bool is_it = home.pair && home.pair->partner == id;
    if (of_family || is_it || !person->roles.contains(Role::partner)) return Errc::not_a_partner;
    if (!has_room_for_family(*person, turn.programme)) return Errc::partner_full;
    return {};
}

/// The family has to hear of its new partner: where that was promised in vain, it is promised anew. All else stays.
void renew_contact(Turn& turn, const TicketId& id) {
    const Ticket& ticket = *turn.ticket(id);
    const auto* contact = unmet(ticket, DeadlineKind::contact);
    if (!contact || !contact->missed) return;
    Event promise = event_of(EventKind::deadline_set, id);
    for (auto& deadline : first_deadlines(turn.programme, ticket, turn.now))
        if (deadline.kind == DeadlineKind::contact) promise.deadlines.push_back(deadline);
    if (!promise.deadlines.empty()) turn.emit(std::move(promise));
}

/// One open ticket follows its family. Its clocks run on.
void follow(Turn& turn, const TicketId& id, const PersonId& from, const PersonId& to, const std::string& note) {
    const auto owner = turn.ticket(id)->owner;
    if (owner == from || !owner) turn.emit(event_of(EventKind::owner_changed, id, to, note));
    const Ticket& ticket = *turn.ticket(id);
    const bool room = ticket.crisis || has_room(*turn.person(to), turn.programme);
    if (ticket.offer && ticket.offer->candidate == from && from) {
        turn.emit(event_of(EventKind::offer_withdrawn, id, from, "转交：" + note));
        if (room && ticket.requester != to) return offer_to(turn, id, {to, "接手了这户家庭"});
        return offer_next(turn, id);
    }
    if (!from || ticket.assignee != from || !may_move(ticket.state, TicketState::new_)) return;
    if (room && ticket.requester != to) {
        turn.emit(event_of(EventKind::ticket_handed_over, id, to, note));
        return renew_contact(turn, id);
    }
    take_from(turn, id, "接手的人手上已满");
    offer_next(turn, id);
}

/// The new partner, the former one and the family hear of it, each once.
void tell_of_change(Turn& turn, const HouseholdId& id, const PersonId& from, const std::string& note) {
    const auto to = turn.household(id)->pair->partner;
    tell_family(turn, id, from ? NoticeKind::partner_changed : NoticeKind::paired_family, to, {});
    if (!from) return turn.notify({NoticeKind::paired_partner, to, {}, {}, note, false, id});
    turn.notify({NoticeKind::hand_over_done, to, {}, from, note, false, id});
    const auto told = turn.actor.person == to ? NoticeKind::hand_over_answered : NoticeKind::partner_relieved;
    turn.notify({told, from, {}, to, {}, false, id});
}

}  // namespace

void take_from(Turn& turn, const TicketId& id, const std::string& why) {
    if (turn.ticket(id)->state == TicketState::waiting) resume(turn, id, why);
    unassign(turn, id, why, false);
}

void give_family(Turn& turn, const HouseholdId& id, const PersonId& to, const std::string& note) {
    const Household& before = *turn.household(id);
    const auto from = before.pair ? before.pair->partner : PersonId{};
    const auto tickets = before.open_tickets;
    turn.emit(event_of_household(EventKind::household_paired, id, to, note));
    for (const auto& ticket : tickets)
        if (turn.ticket(ticket)) follow(turn, ticket, from, to, note);
    if (turn.household(id)->plan_since) gather(turn, id);
    note_absence(turn, id);
}

Done decide_on(Turn& turn, const HandOverFamily& command) {
    const auto* home = turn.household(command.household);
    if (!home) return Errc::household_unknown;
    const auto from = home->pair ? home->pair->partner : PersonId{};
    if (!is_office(turn.actor) && (!from || turn.actor.person != from)) return Errc::not_yours;
    if (const auto allowed = may_take(turn, *home, command.to); !allowed) return allowed;
    const auto asked_before = home->pair && home->pair->hand_over ? home->pair->hand_over->to : PersonId{};
    const auto& id = command.household;
    if (asked_before && asked_before != command.to)
        turn.notify({NoticeKind::hand_over_withdrawn, asked_before, {}, from, {}, false, id});
    if (is_office(turn.actor)) {
        give_family(turn, id, command.to, command.note);
        tell_of_change(turn, id, from, command.note);
        return {};
    }
    const auto& calendar = turn.programme.calendar_of(home->organisation);
    Event event = event_of_household(EventKind::hand_over_asked, id, command.to, command.note);
    event.hand_over =
        HandOver{command.to, command.note, turn.now,
                 after_quiet(turn.programme.quiet_hours_of(home->organisation), calendar, turn.now + answer_within)};
    turn.emit(std::move(event));
    turn.notify({NoticeKind::hand_over_asked, command.to, {}, from, command.note, false, id});
    return {};
}

Done decide_on(Turn& turn, const AnswerHandOver& command) {
    const auto* home = turn.household(command.household);
    if (!home) return Errc::household_unknown;
    if (!home->pair || !home->pair->hand_over) return Errc::pair_missing;
    if (home->pair->hand_over->to != command.person) return Errc::pair_missing;
    if (!is_office(turn.actor) && turn.actor.person != command.person) return Errc::not_yours;
    const auto& id = command.household;
    const auto from = home->pair->partner;
    if (!command.accepted) {
        turn.emit(event_of_household(EventKind::hand_over_declined, id, command.person, command.reason));
        const auto why = command.reason.empty() ? std::string("没说原因") : command.reason;
        turn.notify({NoticeKind::hand_over_answered, from, {}, command.person, why, false, id});
        return {};
    }
    if (const auto allowed = may_take(turn, *home, command.person); !allowed) return allowed;
    const auto note = home->pair->hand_over->note;
    give_family(turn, id, command.person, note);
    tell_of_change(turn, id, from, note);
    return {};
}

Done decide_on(Turn& turn, const TickHousehold& command) {
    const auto* home = turn.household(command.household);
    if (!home) return Errc::household_unknown;
    const auto& id = command.household;
    advance_series(turn, id, command.fresh);
    home = turn.household(id);
    if (!home->pair) return {};
    if (const auto asked = home->pair->hand_over; asked && asked->answer_by <= turn.now) {
        const auto partner = home->pair->partner;
        turn.emit(event_of_household(EventKind::hand_over_expired, id, asked->to));
        turn.notify({NoticeKind::hand_over_withdrawn, asked->to, {}, partner, {}, false, id});
        turn.notify({NoticeKind::hand_over_answered, partner, {}, asked->to, "一天里没有回话", false, id});
    }
    const auto due = turn.household(id)->pair->away;
    if (due && (due->begun ? due->until : due->from) <= turn.now) note_absence(turn, id);
    return {};
}

}  // namespace warmline::dispatcher
