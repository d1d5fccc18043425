#include "engine/examples.hpp"

#include "bot/dialogue.hpp"

namespace warmline::engine {
namespace {

/// As the reader reads it: it knows the codes of the taxonomy alone, and is to be taught no others.
dispatcher::Code as_read(const dispatcher::Code& need, const dispatcher::Programme& programme) {
    const auto* service = programme.service(need);
    return service && !service->read_as.empty() ? service->read_as : need;
}

bot::Example example_of(const dispatcher::Event& event, const dispatcher::Ticket& ticket,
                        const dispatcher::Person* requester, const dispatcher::Programme& programme) {
    bot::Example example;
    example.source = bot::Example::Source::correction;
    const bool called = requester != nullptr && !requester->conversations.empty() &&
                        requester->conversations.front().value.starts_with("hotline");
    if (called) example.channel = "hotline";
    example.text = bot::head_of(ticket.summary, bot::example_bytes_max);
    const auto need = event.facts.find("need"), intent = event.facts.find("intent");
    if (need != event.facts.end()) example.needs.push_back(as_read(need->second, programme));
    example.intents.push_back(intent != event.facts.end() ? intent->second : "request");
    if (ticket.tier == dispatcher::Tier::t1) example.urgency = bot::Urgency::urgent;
    if (ticket.crisis) example.urgency = bot::Urgency::crisis;
    example.ticket = ticket.id;
    return example;
}

}  // namespace

std::vector<bot::KnownPersonal> known_of(const dispatcher::State& state) {
    std::vector<bot::KnownPersonal> known;
    const auto add = [&](bot::Personal kind, const std::string& text) {
        if (!text.empty()) known.push_back({kind, text});
    };
    for (const auto& [id, person] : state.persons) {
        add(bot::Personal::name, person.name);
        add(bot::Personal::phone, person.phone);
    }
    for (const auto& [id, home] : state.households) add(bot::Personal::address, home.address);
    for (const auto& [id, ticket] : state.tickets)
        for (const auto& [slot, value] : ticket.facts) {
            if (slot == "name") add(bot::Personal::name, value);
            if (slot == "phone") add(bot::Personal::phone, value);
            if (slot == "address") add(bot::Personal::address, value);
        }
    return known;
}

std::vector<bot::Example> taught_by(std::span<const dispatcher::Event> events, const dispatcher::State& state,
                                    const dispatcher::Programme& programme) {
    std::vector<bot::Example> out;
    for (const auto& event : events) {
        const auto ticket = state.tickets.find(event.ticket);
        if (event.kind != dispatcher::EventKind::ticket_reclassified || ticket == state.tickets.end()) continue;
        if (!ticket->second.summary.empty())
            out.push_back(example_of(event, ticket->second, state.person(ticket->second.requester), programme));
    }
    return out;
}

std::vector<store::KeptExample> keep(std::vector<bot::Example> examples, std::string_view message,
                                     const dispatcher::State& state, const bot::Reader& reader,
                                     const store::Vault& vault, dispatcher::Time now) {
    std::vector<store::KeptExample> out;
    if (examples.empty()) return out;
    const auto known = known_of(state);
    for (auto& example : examples) {
        store::KeptExample kept;
        kept.id = example.ticket
                      ? vault.hash("example/ticket", example.ticket.value)
                      : vault.hash("example/message", std::string(message) + "/" + std::to_string(out.size()));
        kept.at = now;
        example.text = bot::with_stand_ins(reader.mask(example.text, known));
        kept.example = std::move(example);
        out.push_back(std::move(kept));
    }
    return out;
}

}  // namespace warmline::engine
