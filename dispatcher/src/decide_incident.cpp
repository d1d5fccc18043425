#include <algorithm>

#include "decisions.hpp"
#include "dispatcher/incident.hpp"

namespace warmline::dispatcher {
namespace {

/// Enough of the incident for a ticket's history to say what it was.
Incident named(const Incident& incident) {
    Incident out;
    out.id = incident.id;
    out.title = incident.title;
    return out;
}

void link(Turn& turn, const TicketId& id, const Incident& incident, bool tell) {
    Event event = event_of(EventKind::incident_linked, id, incident.title);
    event.incident = named(incident);
    turn.emit(std::move(event));
    if (tell) turn.notify({NoticeKind::incident, turn.ticket(id)->requester, id, {}, incident.words, false});
}

bool was_taken_out(const Ticket& ticket) {
    return std::ranges::any_of(ticket.history,
                               [](const Event& event) { return event.kind == EventKind::incident_unlinked; });
}

bool is_place(const Place& place, const Programme& programme) {
    if (place.hospital.empty() == place.district.empty()) return false;
    if (!place.hospital.empty())
        return std::ranges::find(programme.hospitals, place.hospital, &Hospital::name) != programme.hospitals.end();
    return std::ranges::find(programme.districts, place.district, &District::id) != programme.districts.end();
}

}  // namespace

void join_incident(Turn& turn, const TicketId& id) {
    const Ticket& ticket = *turn.ticket(id);
    if (ticket.incident || was_taken_out(ticket)) return;
    const Reported one{&ticket, turn.household(ticket.household), turn.person(ticket.requester)};
    for (const auto& incident : turn.situation().incidents)
        if (is_about(incident, one, turn.programme)) return link(turn, id, incident, true);
}

Done decide_on(Turn& turn, const SwitchSurge& command) {
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (command.reason.empty()) return Errc::reason_missing;
    if (turn.situation().surge.has_value() == command.on) return Errc::already_so;
    Event event = event_of(EventKind::surge_switched, {}, command.reason);
    event.step = command.on ? 1 : 0;
    turn.emit(std::move(event));
    return {};
}

Done decide_on(Turn& turn, const OpenIncident& command) {
    const auto& incident = command.opened;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (!turn.programme.service(incident.need)) return Errc::need_unknown;
    if (incident.id.empty() || incident.title.empty() || incident.words.empty()) return Errc::value_out_of_range;
    if (!is_place(incident.place, turn.programme)) return Errc::value_out_of_range;
    const auto& open = turn.situation().incidents;
    if (open.size() >= incidents_max) return Errc::value_out_of_range;
    const auto same = [&](const Incident& one) {
        return one.id == incident.id ||
               (one.need == incident.need && one.place == incident.place && one.organisation == incident.organisation);
    };
    if (std::ranges::any_of(open, same)) return Errc::already_so;
    Event event = event_of(EventKind::incident_opened, {}, incident.title);
    event.incident = incident;
    event.incident->opened = turn.now;
    turn.emit(std::move(event));
    return {};
}

Done decide_on(Turn& turn, const CloseIncident& command) {
    const auto* incident = turn.situation().incident(command.incident);
    if (!incident) return Errc::incident_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (command.reason.empty()) return Errc::reason_missing;
    Event event = event_of(EventKind::incident_closed, {}, command.reason);
    event.incident = named(*incident);
    turn.emit(std::move(event));
    return {};
}

Done decide_on(Turn& turn, const LinkTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    const auto* incident = turn.situation().incident(command.incident);
    if (!incident) return Errc::incident_unknown;
    if (ticket->crisis) return Errc::crisis_protected;
    if (is_over(ticket->state) || ticket->draft || ticket->need != incident->need) return Errc::not_alike;
    if (ticket->incident == incident->id) return Errc::already_so;
    link(turn, command.ticket, *incident, command.tell);
    return {};
}

Done decide_on(Turn& turn, const UnlinkTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (command.reason.empty()) return Errc::reason_missing;
    if (ticket->incident.empty()) return Errc::already_so;
    turn.emit(event_of(EventKind::incident_unlinked, command.ticket, command.reason));
    return {};
}

}  // namespace warmline::dispatcher
