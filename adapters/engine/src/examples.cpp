#include "engine/examples.hpp"

#include "bot/dialogue.hpp"
#include "bot/mask.hpp"

namespace warmline::engine {
namespace {

using bot::Personal;
using Known = std::vector<bot::KnownPersonal>;

void add(Known& known, Personal kind, const std::string& text) {
    if (!text.empty()) known.push_back({kind, text});
}

void add_fact(Known& known, const dispatcher::Ticket& ticket, const char* slot, Personal kind) {
    if (const auto found = ticket.facts.find(slot); found != ticket.facts.end()) add(known, kind, found->second);
}

/// What is known of everybody whom the turn is about.
Known known_in(const dispatcher::State& state) {
    Known known;
    for (const auto& [id, person] : state.persons) {
        add(known, Personal::name, person.name);
        add(known, Personal::phone, person.phone);
    }
    for (const auto& [id, household] : state.households) add(known, Personal::address, household.address);
    for (const auto& [id, ticket] : state.tickets) {
        add(known, Personal::ticket, id.value);
        add_fact(known, ticket, "address", Personal::address);
        add_fact(known, ticket, "phone", Personal::phone);
        add_fact(known, ticket, "name", Personal::name);
    }
    return known;
}

bot::Example example_of(const dispatcher::Event& event, const dispatcher::Ticket& ticket,
                        const dispatcher::Person* requester) {
    bot::Example example;
    example.source = bot::Example::Source::correction;
    const bool called = requester != nullptr && !requester->conversations.empty() &&
                        requester->conversations.front().value.starts_with("hotline");
    if (called) example.channel = "hotline";
    example.text = bot::head_of(ticket.summary, bot::example_bytes_max);
    const auto need = event.facts.find("need"), intent = event.facts.find("intent");
    if (need != event.facts.end()) example.needs.push_back(need->second);
    example.intents.push_back(intent != event.facts.end() ? intent->second : "request");
    if (ticket.tier == dispatcher::Tier::t1) example.urgency = bot::Urgency::urgent;
    if (ticket.crisis) example.urgency = bot::Urgency::crisis;
    example.ticket = ticket.id;
    return example;
}

}  // namespace

std::vector<bot::Example> taught_by(std::span<const dispatcher::Event> events, const dispatcher::State& state) {
    std::vector<bot::Example> out;
    for (const auto& event : events) {
        const auto ticket = state.tickets.find(event.ticket);
        if (event.kind != dispatcher::EventKind::ticket_reclassified || ticket == state.tickets.end()) continue;
        if (!ticket->second.summary.empty())
            out.push_back(example_of(event, ticket->second, state.person(ticket->second.requester)));
    }
    return out;
}

std::vector<store::KeptExample> keep(std::vector<bot::Example> examples, std::string_view message,
                                     const dispatcher::State& state, const store::Vault& vault, dispatcher::Time now) {
    std::vector<store::KeptExample> out;
    if (examples.empty()) return out;
    const auto known = known_in(state);
    for (auto& example : examples) {
        store::KeptExample kept;
        kept.id = example.ticket
                      ? vault.hash("example/ticket", example.ticket.value)
                      : vault.hash("example/message", std::string(message) + "/" + std::to_string(out.size()));
        kept.at = now;
        example.text = bot::masked(example.text, known);
        kept.example = std::move(example);
        out.push_back(std::move(kept));
    }
    return out;
}

}  // namespace warmline::engine
