#include <algorithm>

#include "deadlines.hpp"
#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

Allowance half_of(Allowance whole) { return {whole.clock / 2, (whole.working_days + 1) / 2}; }

/// The service's own span, else the tier's time to resolve, of which the lead keeps the second half.
Allowance span_of_part(const Turn& turn, const Ticket& ticket, Right right) {
    const auto whole = rule_of(turn.programme, ticket).resolve;
    return service_of(turn.programme, ticket).part.value_or(right == Right::each ? whole : half_of(whole));
}

/// When a part asked for now is due.
Time part_due(const Turn& turn, const Ticket& ticket, const OrganisationId& organisation, Right right) {
    return due_after(turn.programme.calendar_of(organisation), turn.now, span_of_part(turn, ticket, right));
}

std::string name_of(const Programme& programme, const OrganisationId& id) {
    const auto* organisation = programme.organisation(id);
    return organisation ? organisation->name : id.value;
}

const Party* part_of(const Ticket& ticket, const OrganisationId& organisation) {
    const auto it = std::ranges::find(ticket.parties, organisation, &Party::organisation);
    return it == ticket.parties.end() || !does_part(*it) ? nullptr : &*it;
}

/// Those who cooperate in the service, and in a led one the hospital's (S2).
std::vector<OrganisationId> helping(const Turn& turn, const Ticket& ticket, const Service& service) {
    auto out = service.cooperating;
    const auto* household = turn.household(ticket.household);
    const auto fact = ticket.facts.find("hospital");
    const auto name = fact != ticket.facts.end() ? fact->second : household ? household->hospital : std::string{};
    const auto* hospital = name.empty() ? nullptr : turn.programme.hospital(name);
    if (hospital && service.mode == Mode::lead)
        out.insert(out.end(), hospital->cooperating.begin(), hospital->cooperating.end());
    return out;
}

std::vector<Party> parties_of(const Turn& turn, const Ticket& ticket) {
    const auto& service = service_of(turn.programme, ticket);
    if (service.mode == Mode::routed || ticket.crisis) return {};
    std::vector<Party> parties;
    Party first;
    first.organisation = ticket.organisation;
    first.right = service.mode == Mode::sole ? Right::sole : Right::lead;
    first.asked = turn.now;
    parties.push_back(std::move(first));
    if (service.mode == Mode::sole) return parties;
    for (const auto& id : helping(turn, ticket, service)) {
        if (std::ranges::find(parties, id, &Party::organisation) != parties.end()) continue;
        Party party;
        party.organisation = id;
        party.right = service.mode == Mode::each ? Right::each : Right::cooperating;
        party.asked = turn.now;
        party.due = part_due(turn, ticket, id, party.right);
        if (const auto* known = part_of(ticket, id); known && known->right == party.right) party = *known;
        parties.push_back(std::move(party));
    }
    return parties;
}

/// The coordinators of these organisations hear of it, each once, with the names of those he or she is told for.
void tell_parties(Turn& turn, const TicketId& id, NoticeKind kind, const std::vector<OrganisationId>& whom,
                  const std::string& more = {}) {
    std::map<PersonId, std::string> texts;
    for (const auto& organisation : whom)
        for (const auto& person : nearest(turn, Role::coordinator, organisation)) {
            auto& text = texts[person];
            text += (text.empty() ? "" : "、") + name_of(turn.programme, organisation);
        }
    const auto requester = turn.ticket(id)->requester;
    for (const auto& [person, text] : texts) turn.notify({kind, person, id, requester, text + more, false});
}

void tell_lead(Turn& turn, const TicketId& id, NoticeKind kind, const std::string& text) {
    const Ticket& ticket = *turn.ticket(id);
    turn.notify({kind, ticket.assignee, id, ticket.requester, text, false});
    turn.notify({kind, ticket.owner, id, ticket.requester, text, false});
    tell_coordinators(turn, ticket, kind, ticket.requester, text, false);
}

void set_parties(Turn& turn, const TicketId& id, std::vector<Party> parties) {
    Event event = event_of(EventKind::parties_named, id);
    event.parties = std::move(parties);
    turn.emit(std::move(event));
}

Event event_of_part(EventKind kind, const TicketId& id, const OrganisationId& party, std::string text = {}) {
    Event event = event_of(kind, id, std::move(text));
    event.party = party;
    return event;
}

bool all_done(const Ticket& ticket) {
    const auto open = [](const Party& party) { return does_part(party) && !party.done; };
    return std::ranges::any_of(ticket.parties, does_part) && std::ranges::none_of(ticket.parties, open);
}

void ask_to_complete(Turn& turn, const TicketId& id) {
    if (all_done(*turn.ticket(id))) tell_lead(turn, id, NoticeKind::parts_done, {});
}

/// A part of an open ticket that is not done, and a reason or a note.
Done may_speak(const Turn& turn, const Ticket* ticket, const OrganisationId& organisation, const std::string& text) {
    if (!ticket) return Errc::ticket_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (is_over(ticket->state)) return Errc::illegal_move;
    const auto* part = part_of(*ticket, organisation);
    if (!part || part->done) return Errc::part_unknown;
    return text.empty() ? Done{Errc::reason_missing} : Done{};
}

bool leads(const Turn& turn, const Ticket& ticket) {
    return does_everything(right_of(ticket, turn.actor.organisation, turn.programme));
}
bool is_of(const Turn& turn, const OrganisationId& party) {
    return turn.programme.is_within(party, turn.actor.organisation);
}

}  // namespace

OrganisationId answering(const Programme& programme, const Code& need, const OrganisationId& routed) {
    const auto* service = programme.service(need, routed);
    if (!service || service->mode == Mode::routed) return routed;
    return programme.is_within(service->responsible, routed) ? service->responsible : routed;
}

void name_parties(Turn& turn, const TicketId& id) {
    const Ticket& before = *turn.ticket(id);
    auto parties = parties_of(turn, before);
    if (parties.empty() && before.parties.empty()) return;
    std::vector<OrganisationId> fresh;
    for (const auto& party : parties)
        if (does_part(party) && !part_of(before, party.organisation)) fresh.push_back(party.organisation);
    set_parties(turn, id, std::move(parties));
    tell_parties(turn, id, NoticeKind::part_asked, fresh);
}

void move_parts(Turn& turn, const TicketId& id, Time stopped) {
    const Ticket& ticket = *turn.ticket(id);
    auto parties = ticket.parties;
    bool moved = false;
    for (auto& party : parties) {
        if (!does_part(party) || party.done || party.missed) continue;
        const auto& calendar = turn.programme.calendar_of(party.organisation);
        party.due = moved_by_pause(calendar, span_of_part(turn, ticket, party.right), party.due, {stopped, turn.now});
        moved = true;
    }
    if (moved) set_parties(turn, id, std::move(parties));
}

void promise_parts_anew(Turn& turn, const TicketId& id) {
    const Ticket& ticket = *turn.ticket(id);
    auto parties = ticket.parties;
    bool any = false;
    for (auto& party : parties) {
        if (!does_part(party) || party.done) continue;
        const auto& calendar = turn.programme.calendar_of(party.organisation);
        party.due = due_after(calendar, clocks_since(ticket, party.asked), span_of_part(turn, ticket, party.right));
        if (party.due > turn.now) party.missed.reset(), party.lead_told = false;
        any = true;
    }
    if (any) set_parties(turn, id, std::move(parties));
}

void renew_parts(Turn& turn, const TicketId& id) {
    const Ticket& ticket = *turn.ticket(id);
    auto parties = ticket.parties;
    std::vector<OrganisationId> asked;
    for (auto& party : parties) {
        if (!does_part(party)) continue;
        Party again;
        again.organisation = party.organisation;
        again.right = party.right;
        again.asked = turn.now;
        again.due = part_due(turn, ticket, party.organisation, party.right);
        party = std::move(again);
        asked.push_back(party.organisation);
    }
    if (asked.empty()) return;
    set_parties(turn, id, std::move(parties));
    tell_parties(turn, id, NoticeKind::part_asked, asked);
}

void miss_part(Turn& turn, const TicketId& id, const OrganisationId& organisation) {
    Event event = event_of_part(EventKind::part_missed, id, organisation);
    event.step = part_of(*turn.ticket(id), organisation)->missed ? 2 : 1;
    const bool lead_hears = event.step > 1;
    turn.emit(std::move(event));
    if (lead_hears) return tell_lead(turn, id, NoticeKind::part_missed, name_of(turn.programme, organisation));
    tell_parties(turn, id, NoticeKind::part_missed, std::vector(1, organisation));
}

Done decide_on(Turn& turn, const ReportPart& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (const auto possible = may_speak(turn, ticket, command.organisation, command.note); !possible) return possible;
    if (!leads(turn, *ticket) && !is_of(turn, command.organisation)) return Errc::part_only;
    turn.emit(event_of_part(EventKind::part_done, command.ticket, command.organisation, command.note));
    ask_to_complete(turn, command.ticket);
    return {};
}

Done decide_on(Turn& turn, const ReturnPart& command) {
    const auto& [id, organisation, reason] = command;
    const auto* ticket = turn.ticket(id);
    if (const auto possible = may_speak(turn, ticket, organisation, reason); !possible) return possible;
    if (leads(turn, *ticket)) {
        turn.emit(event_of_part(EventKind::part_released, id, organisation, reason));
        tell_parties(turn, id, NoticeKind::part_released, std::vector(1, organisation), "：" + reason);
        ask_to_complete(turn, id);
        return {};
    }
    if (!is_of(turn, organisation)) return Errc::part_only;
    turn.emit(event_of_part(EventKind::part_return_asked, id, organisation, reason));
    tell_lead(turn, id, NoticeKind::part_return_asked, name_of(turn.programme, organisation) + "：" + reason);
    return {};
}

Done decide_on(Turn& turn, const RuleTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    const auto& whose = turn.actor.organisation;
    if (!is_office(turn.actor) || (whose && whose != turn.programme.root())) return Errc::not_yours;
    if (!may_be_ruled(*ticket, turn.programme)) return Errc::illegal_move;
    if (command.reason.empty()) return Errc::reason_missing;
    if (!turn.programme.organisation(command.organisation)) return Errc::value_out_of_range;
    withdraw_offer(turn, command.ticket, command.reason);
    Event event = event_of(EventKind::ticket_ruled, command.ticket, command.reason);
    event.organisation = command.organisation;
    turn.emit(std::move(event));
    const Ticket& after = *turn.ticket(command.ticket);
    tell_coordinators(turn, after, NoticeKind::ruled, after.requester, command.reason, after.tier == Tier::t1);
    offer_next(turn, command.ticket);
    return {};
}

}  // namespace warmline::dispatcher
