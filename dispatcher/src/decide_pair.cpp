#include <algorithm>
#include <array>

#include "decisions.hpp"
#include "dispatcher/pairing.hpp"

namespace warmline::dispatcher {
namespace {

/// A household of our own people is looked after by itself.
bool is_ours(const Turn& turn, const Household& household) {
    return std::ranges::any_of(household.members, [&](const PersonId& id) {
        const auto* member = turn.person(id);
        if (!member) return false;
        static constexpr std::array own{Role::liaison, Role::partner, Role::operator_, Role::coordinator, Role::leader};
        return std::ranges::any_of(own, [&](Role role) { return member->roles.contains(role); });
    });
}

std::vector<const Person*> officers(const Turn& turn) {
    std::vector<const Person*> out;
    if (!turn.roster()) return out;
    for (const auto& id : officers_of(*turn.roster(), turn.programme))
        if (const auto* person = turn.person(id); person && has_room_for_family(*person, turn.programme))
            out.push_back(person);
    return out;
}

/// What happens to one ticket when the pair is no more.
void set_free(Turn& turn, const TicketId& id, const PersonId& partner, const EndPair& command) {
    const Ticket& ticket = *turn.ticket(id);
    if (command.open_work == OpenWork::close && !ticket.crisis && may_move(ticket.state, TicketState::closed)) {
        (void)decide_on(turn, MoveTicket{id, TicketState::closed, command.reason, {}, {}});
        return;
    }
    if (ticket.owner == partner) turn.emit(event_of(EventKind::owner_changed, id, PersonId{}, command.reason));
    const bool asked = turn.ticket(id)->offer && turn.ticket(id)->offer->candidate == partner;
    if (asked) turn.emit(event_of(EventKind::offer_withdrawn, id, partner, command.reason));
    const Ticket& now = *turn.ticket(id);
    const bool carried = now.assignee == partner && may_move(now.state, TicketState::new_);
    if (carried) take_from(turn, id, command.reason);
    if (asked || carried) offer_next(turn, id);
}

}  // namespace

void tell_family(Turn& turn, const HouseholdId& id, NoticeKind kind, const PersonId& about, const std::string& text) {
    const Household& home = *turn.household(id);
    const Person* to = nullptr;
    for (const auto& member : home.members) {
        const auto* person = turn.person(member);
        if (!person) continue;
        if (!to || (to->conversations.empty() && !person->conversations.empty())) to = person;
    }
    if (to) turn.notify({kind, to->id, {}, about, text, false, id});
}

void pair_at_once(Turn& turn, const HouseholdId& id) {
    const Household home = *turn.household(id);
    if (!wants_partner(home) || is_ours(turn, home)) return;
    std::optional<Choice> choice;
    std::string why = "还不清楚由哪个组织负责";
    if (home.organisation) {
        choice = choose_partner(turn.programme, home, officers(turn), turn.now);
        why = "没有还能结对的人";
    }
    if (choice) {
        give_family(turn, id, choice->person, choice->why);
        tell_family(turn, id, NoticeKind::paired_family, choice->person, {});
        turn.notify({NoticeKind::paired_partner, choice->person, {}, {}, {}, false, id});
    } else if (!home.waits || home.waits->why != why) {
        turn.emit(event_of_household(EventKind::partner_awaited, id, {}, why));
    }
}

Done decide_on(Turn& turn, const ChangeHousehold& command) {
    if (!command.household.id) return Errc::value_out_of_range;
    const auto& id = command.household.id;
    Household changed = command.household;
    const auto* known = turn.household(id);
    changed.open_tickets = known ? known->open_tickets : std::vector<TicketId>{};
    if (known) changed.pair = known->pair;
    changed.waits = known ? known->waits : std::nullopt;
    changed.plan_since = known ? known->plan_since : std::nullopt;
    changed.series = known ? known->series : std::vector<Series>{};
    changed.history.clear();
    Event event = event_of(EventKind::household_changed, {});
    event.household_state = std::move(changed);
    turn.emit(std::move(event));
    pair_at_once(turn, id);
    return {};
}

Done decide_on(Turn& turn, const PairHousehold& command) {
    const auto* home = turn.household(command.household);
    if (!home) return Errc::household_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (!wants_partner(*home)) return Errc::illegal_move;
    pair_at_once(turn, command.household);
    return {};
}

Done decide_on(Turn& turn, const SetBackup& command) {
    const auto* home = turn.household(command.household);
    if (!home) return Errc::household_unknown;
    if (!home->pair) return Errc::pair_missing;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (home->pair->backup == command.person) return {};
    if (command.person) {
        const auto* person = turn.person(command.person);
        if (!person) return Errc::person_unknown;
        const auto& members = home->members;
        const bool of_family = std::ranges::find(members, command.person) != members.end();
        if (of_family || command.person == home->pair->partner) return Errc::not_a_partner;
        if (!person->roles.contains(Role::partner) && !person->helper) return Errc::not_a_partner;
    }
    const bool away = home->pair->away && home->pair->away->begun;
    turn.emit(event_of_household(EventKind::backup_changed, command.household, command.person));
    const auto& pair = *turn.household(command.household)->pair;
    if (away)
        turn.notify({NoticeKind::deputy_asked,
                     command.person,
                     {},
                     pair.partner,
                     std::to_string(to_ms(pair.away->until)),
                     false,
                     command.household});
    return {};
}

Done decide_on(Turn& turn, const EndPair& command) {
    const auto* home = turn.household(command.household);
    if (!home) return Errc::household_unknown;
    if (!home->pair && !home->waits) return Errc::pair_missing;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (command.reason.empty()) return Errc::reason_missing;
    const auto& id = command.household;
    const auto partner = home->pair ? home->pair->partner : PersonId{};
    const auto asked = home->pair && home->pair->hand_over ? home->pair->hand_over->to : PersonId{};
    const auto tickets = home->open_tickets;
    turn.emit(event_of_household(EventKind::pair_ended, id, partner, command.reason));
    for (const auto& ticket : tickets)
        if (partner && turn.ticket(ticket)) set_free(turn, ticket, partner, command);
    if (!partner) return {};
    tell_family(turn, id, NoticeKind::pair_ended_family, partner, {});
    turn.notify({NoticeKind::pair_ended_partner, partner, {}, {}, {}, false, id});
    turn.notify({NoticeKind::hand_over_withdrawn, asked, {}, partner, {}, false, id});
    return {};
}

}  // namespace warmline::dispatcher
