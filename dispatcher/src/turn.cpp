#include "turn.hpp"

#include <algorithm>

#include "dispatcher/known.hpp"

namespace warmline::dispatcher {
namespace {

template <class Map>
const typename Map::mapped_type* look_up(const Map& after, const Map& before, const typename Map::key_type& id) {
    if (const auto it = after.find(id); it != after.end()) return &it->second;
    const auto it = before.find(id);
    return it == before.end() ? nullptr : &it->second;
}

}  // namespace

Event event_of(EventKind kind, TicketId ticket, std::string text) {
    Event event;
    event.kind = kind;
    event.ticket = std::move(ticket);
    event.text = std::move(text);
    return event;
}

Event event_of(EventKind kind, TicketId ticket, PersonId person, std::string text) {
    Event event = event_of(kind, std::move(ticket), std::move(text));
    event.person = std::move(person);
    return event;
}

Event event_of_household(EventKind kind, HouseholdId household, PersonId person, std::string text) {
    Event event = event_of(kind, {}, std::move(person), std::move(text));
    event.household = std::move(household);
    return event;
}

Turn::Turn(const State& before, const Programme& programme_used, const Actor& actor_acting, Time time_now)
    : programme(programme_used), actor(actor_acting), now(time_now), before_(before) {
    after_.roster = before.roster;
}

const Ticket* Turn::ticket(const TicketId& id) const { return look_up(after_.tickets, before_.tickets, id); }

const Household* Turn::household(const HouseholdId& id) const {
    return look_up(after_.households, before_.households, id);
}

const Person* Turn::person(const PersonId& id) const {
    if (const auto it = after_.persons.find(id); it != after_.persons.end()) return &it->second;
    return before_.person(id);
}

const Situation& Turn::situation() const {
    static const Situation ordinary;
    if (after_.situation) return *after_.situation;
    if (before_.situation) return *before_.situation;
    return programme.situation ? *programme.situation : ordinary;
}

std::vector<const Person*> Turn::people() const {
    std::vector<const Person*> out;
    for (const auto& [id, person] : after_.persons) out.push_back(&person);
    for (const auto& [id, person] : before_.persons)
        if (!after_.persons.contains(id)) out.push_back(&person);
    return out;
}

std::set<PersonId> Turn::known_to(const HouseholdId& id) const {
    const auto* home = household(id);
    if (!home) return {};
    return dispatcher::known_to(*home, [this](const TicketId& one) { return ticket(one); });
}

void Turn::bring(const TicketId& id) {
    if (after_.tickets.contains(id)) return;
    if (const auto it = before_.tickets.find(id); it != before_.tickets.end()) after_.tickets.insert(*it);
}

void Turn::bring(const PersonId& id) {
    if (!id || after_.persons.contains(id)) return;
    if (const auto* known = before_.person(id)) after_.persons.emplace(id, *known);
}

void Turn::bring(const HouseholdId& id) {
    if (after_.households.contains(id)) return;
    if (const auto it = before_.households.find(id); it != before_.households.end()) after_.households.insert(*it);
}

void Turn::emit(Event event) {
    event.at = now;
    event.actor = actor;
    bring(event.ticket);
    bring(event.person);
    if (event.offer) bring(event.offer->candidate);
    if (event.muster)
        for (const auto& id : event.muster->members) bring(id);
    if (event.opening) {
        bring(event.opening->requester);
        bring(event.opening->household);
    }
    for (const auto& id : {event.household, event.household_state ? event.household_state->id : HouseholdId()}) {
        bring(id);
        const auto* home = household(id);
        if (home && home->pair) bring(home->pair->partner);
    }
    if (event.household_state && event.household_state->pair) bring(event.household_state->pair->partner);
    if (event.kind == EventKind::person_linked)
        if (const auto* linked = person(event.person)) bring(linked->household);
    if (const auto it = after_.tickets.find(event.ticket); it != after_.tickets.end()) {
        bring(it->second.requester);
        bring(it->second.assignee);
        bring(it->second.household);
        if (it->second.offer) bring(it->second.offer->candidate);
        for (const auto& one : it->second.beside) bring(one);
        if (it->second.muster)
            for (const auto& id : it->second.muster->members) bring(id);
    }
    if (is_of_situation(event.kind) && !after_.situation) after_.situation = situation();
    apply(after_, event);
    decision_.events.push_back(std::move(event));
}

void Turn::notify(Notice notice) {
    if (!notice.to) return;
    const auto told = std::ranges::any_of(decision_.notices, [&](const Notice& n) {
        return n.kind == notice.kind && n.to == notice.to && n.ticket == notice.ticket &&
               n.household == notice.household;
    });
    if (told) return;
    const auto* about = ticket(notice.ticket);
    const bool to_requester = about && notice.to == about->requester;
    const auto followers = to_requester ? about->followers : std::vector<PersonId>{};
    decision_.notices.push_back(notice);
    for (const auto& follower : followers) {
        notice.to = follower;
        notify(notice);
    }
}

std::vector<TicketId> Turn::touched() const {
    std::vector<TicketId> ids;
    for (const auto& [id, _] : after_.tickets) ids.push_back(id);
    return ids;
}

}  // namespace warmline::dispatcher
