// States small and whole, written by hand.
#pragma once
#include "house.hpp"

namespace warmline::house {

inline dispatcher::Person requester(const std::string& id, const std::string& phone = {}) {
    dispatcher::Person person;
    person.id = PersonId(id);
    person.name = "陈先生";
    person.phone = phone;
    person.roles = {dispatcher::Role::requester};
    return person;
}

inline dispatcher::Event changed(const dispatcher::Person& person) {
    dispatcher::Event event;
    event.kind = dispatcher::EventKind::person_changed;
    event.person = person.id;
    event.person_state = person;
    return event;
}

inline dispatcher::Event opened(const std::string& ticket, const std::string& requester_id, Time at) {
    dispatcher::Event event;
    event.kind = dispatcher::EventKind::ticket_opened;
    event.at = at;
    event.ticket = TicketId(ticket);
    event.opening.emplace();
    event.opening->need = "living.groceries";
    event.opening->requester = PersonId(requester_id);
    event.opening->household = HouseholdId("home");
    event.opening->organisation = OrganisationId("gd");
    event.opening->summary = "需要买菜";
    event.opening->facts = {{"address", "暖线路1号"}};
    event.opening->deadlines = {{dispatcher::DeadlineKind::offer, at + 2h, {}, {}}};
    return event;
}

inline dispatcher::Event note(const std::string& ticket, const std::string& words, Time at) {
    dispatcher::Event event;
    event.kind = dispatcher::EventKind::note_added;
    event.at = at;
    event.ticket = TicketId(ticket);
    event.text = words;
    return event;
}

/// Folds the events into the work and says what a commit of them is.
inline store::Changes changes(store::Work& work, std::vector<dispatcher::Event> events, Time now) {
    store::Changes out;
    out.now = now;
    for (const auto& event : events) dispatcher::apply(work.state, event);
    out.events = std::move(events);
    return out;
}

inline store::Outgoing outgoing(const std::string& to, const std::string& words, bool urgent = false) {
    store::Outgoing message;
    message.id = store::Vault::random_id();
    message.to = ConversationId(to);
    message.person = PersonId("husband");
    message.text = words;
    message.urgent = urgent;
    return message;
}

}  // namespace warmline::house
