#include "deadlines.hpp"
#include "decisions.hpp"
#include "dispatcher/fit.hpp"

namespace warmline::dispatcher {
namespace {

using Facts = std::map<std::string, std::string>;

std::string fact(const Facts& facts, const char* slot) {
    const auto it = facts.find(slot);
    return it == facts.end() ? std::string{} : it->second;
}

/// Staff is whom the request is for, if said; else a request of a household is a family's, any other one staff's (S2).
bool is_for_staff(const Facts& facts, const HouseholdId& household) {
    const auto whom = fact(facts, "beneficiary");
    if (!whom.empty()) return whom == "self" || whom == "team";
    return household.empty();
}

/// Who answers: the hospital or district named; else what is known of the household, of the requester. nullopt: nobody.
std::optional<OrganisationId> answerer(const Turn& turn, const Facts& facts, const HouseholdId& household_id,
                                       const Person& requester) {
    const auto& programme = turn.programme;
    const bool staff = is_for_staff(facts, household_id);
    const auto* household = turn.household(household_id);
    if (auto found = route(programme, fact(facts, "hospital"), fact(facts, "district"), staff)) return found;
    if (household && household->organisation) return household->organisation;
    if (requester.organisation) return requester.organisation;
    if (household) {
        if (auto found = route(programme, household->hospital, household->district, staff)) return found;
    }
    return route(programme, requester.hospital, requester.district, staff);
}

std::optional<OrganisationId> answerer(const Turn& turn, const Ticket& ticket, const Facts& facts) {
    static const Person nobody;
    const auto* requester = turn.person(ticket.requester);
    return answerer(turn, facts, ticket.household, requester ? *requester : nobody);
}

/// The district of the request is known, and the programme does not serve it (P2, S28).
bool is_outside(const Turn& turn, const Ticket& ticket) {
    const auto& programme = turn.programme;
    const auto& area = programme.area_now();
    if (area.empty()) return false;
    const auto look = [&](std::string_view text) { return programme.district(text); };
    const auto* district = district_of(ticket, turn.household(ticket.household), turn.person(ticket.requester), look);
    const bool whole_city = district && district->id.ends_with("00");  // in which of its districts is not known
    return district && !whole_city && !area.contains(district->id);
}

Tier tier_of(const Service* service, const OpenTicket& command) {
    if (command.crisis) return Tier::t0;
    if (!service) return command.urgent ? Tier::t1 : Tier::t3;
    return command.urgent ? service->urgent_tier : service->tier;
}

Opening opening_of(const Turn& turn, const OpenTicket& command, const Person& requester) {
    Opening o;
    o.need = command.need;
    o.crisis = command.crisis;
    o.draft = command.draft && !command.crisis;
    o.household = command.household ? command.household : requester.household;
    o.requester = requester.id;
    o.summary = command.summary;
    o.facts = command.facts;
    o.organisation = answering(turn.programme, o.need,
                               answerer(turn, o.facts, o.household, requester).value_or(turn.programme.root()));
    o.tier = tier_of(turn.programme.service(command.need, o.organisation), command);
    if (const auto* household = turn.household(o.household); household && household->pair) {
        o.owner = household->pair->partner;
    }
    Ticket clock;
    clock.tier = o.tier;
    clock.crisis = o.crisis;
    clock.organisation = o.organisation;
    clock.opened = turn.now;
    o.deadlines = first_deadlines(turn.programme, clock, turn.now);
    if (o.draft) {
        std::erase_if(o.deadlines, [](const Deadline& d) { return d.kind > DeadlineKind::offer; });
    }
    return o;
}

/// The first offer, at once; in a crisis also the telephone.
void start(Turn& turn, const TicketId& id, const PersonId& first = {}) {
    name_parties(turn, id);
    const Ticket& ticket = *turn.ticket(id);
    if (ticket.crisis) call_requester(turn, id, "crisis", ticket.summary);
    if (service_of(turn.programme, ticket).family_plan && turn.household(ticket.household))
        make_plan(turn, ticket.household);
    if (service_of(turn.programme, ticket).executor == Executor::pool) {
        turn.notify({NoticeKind::owner_informed, ticket.owner, id, ticket.requester, {}, ticket.crisis});
    }
    join_incident(turn, id);
    refer_to_group(turn, id);
    if (!ticket.crisis && !answerer(turn, ticket, ticket.facts)) {
        return call_coordinator(turn, id, "不清楚由哪个组织负责");
    }
    if (!ticket.crisis && is_outside(turn, ticket)) return call_coordinator(turn, id, "不在服务范围内的地区，请判断");
    offer_next(turn, id, first);
}

}  // namespace

OrganisationId answering(const Turn& turn, const Ticket& ticket) {
    return answering(turn.programme, ticket.need, answerer(turn, ticket, ticket.facts).value_or(turn.programme.root()));
}

Done decide_on(Turn& turn, const OpenTicket& command) {
    if (!command.id || turn.ticket(command.id)) return Errc::value_out_of_range;
    const auto* requester = turn.person(command.requester);
    if (!requester) return Errc::person_unknown;
    if (command.need != "other" && !turn.programme.service(command.need)) return Errc::need_unknown;
    Event event = event_of(EventKind::ticket_opened, command.id);
    event.opening = opening_of(turn, command, *requester);
    const bool draft = event.opening->draft;
    turn.emit(std::move(event));
    if (!draft) start(turn, command.id, command.first);
    return {};
}

Done decide_on(Turn& turn, const AmendTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (is_over(ticket->state)) return Errc::illegal_move;
    Event event = event_of(EventKind::ticket_amended, command.ticket, command.text);
    event.facts = command.facts;
    auto facts = ticket->facts;
    for (const auto& [slot, value] : command.facts) facts.insert_or_assign(slot, value);
    const bool lost = !answerer(turn, *ticket, ticket->facts);
    if (const auto now_known = lost ? answerer(turn, *ticket, facts) : std::nullopt)
        event.organisation = answering(turn.programme, ticket->need, *now_known);
    const bool found = !event.organisation.empty();
    const int people_before = people_of(*ticket);
    turn.emit(std::move(event));

    const Ticket& after = *turn.ticket(command.ticket);
    join_incident(turn, after.id);
    const bool referred = refer_to_group(turn, after.id);
    turn.notify({NoticeKind::assignee_card, after.assignee, after.id, after.requester, command.text, false});
    if (after.state == TicketState::waiting) {
        resume(turn, after.id, "已补充信息");
    } else if ((found || referred) && after.with_coordinator && after.state == TicketState::new_) {
        offer_next(turn, after.id);
    }
    look_whether_outgrown(turn, after.id, people_before);
    return {};
}

void confirm(Turn& turn, const TicketId& id) {
    Event event = event_of(EventKind::ticket_confirmed, id);
    event.deadlines = first_deadlines(turn.programme, *turn.ticket(id), turn.now);
    turn.emit(std::move(event));
    start(turn, id);
}

Done decide_on(Turn& turn, const ConfirmTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!ticket->draft || is_over(ticket->state)) return Errc::illegal_move;
    confirm(turn, command.ticket);
    return {};
}

Done decide_on(Turn& turn, const CancelTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!speaks_for_family(turn, *ticket)) return Errc::not_yours;
    if (ticket->crisis && !is_office(turn.actor)) return Errc::crisis_protected;
    if (is_office(turn.actor) && command.reason.empty()) return Errc::reason_missing;
    if (!may_move(ticket->state, TicketState::cancelled)) return Errc::illegal_move;
    const auto requester = ticket->requester;
    const auto assignee = ticket->assignee;
    withdraw_offer(turn, command.ticket, command.reason);
    turn.emit(event_of(EventKind::ticket_cancelled, command.ticket, command.reason));
    give_back(turn, command.ticket);
    turn.notify({NoticeKind::offer_withdrawn, assignee, command.ticket, requester, command.reason, false});
    tell_squad(turn, *turn.ticket(command.ticket), NoticeKind::squad_released, command.reason);
    if (turn.actor.person != requester) {
        turn.notify({NoticeKind::cancelled, requester, command.ticket, {}, command.reason, false});
    }
    return {};
}

}  // namespace warmline::dispatcher
