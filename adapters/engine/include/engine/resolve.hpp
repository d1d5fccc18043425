#pragma once
#include <span>
#include <vector>

#include "bot/dialogue.hpp"
#include "bot/wording.hpp"
#include "engine/parts.hpp"
#include "store/work.hpp"

namespace warmline::engine {

/// What came of the commands of one turn.
struct Resolved {
    std::vector<dispatcher::Event> events;
    std::vector<dispatcher::Notice> notices;
    std::vector<bot::Refusal> refusals;
};

/// Decides the commands one after another and folds each outcome into `state`: pure.
[[nodiscard]] Resolved resolve(dispatcher::State& state, std::span<const dispatcher::Command> commands,
                               const dispatcher::Programme& programme, const dispatcher::Actor& actor,
                               dispatcher::Time now);

/// Where notices go: into the reply of the person who just wrote, or into the outbox of others. Persons whom chat does
/// not reach get a call task instead, decided and folded like any command.
/// @param writer  whose turn this is; empty for a timer
struct Routed {
    std::vector<dispatcher::Notice> own;
    std::vector<store::Outgoing> outgoing;
};
[[nodiscard]] Routed route_notices(Resolved& resolved, dispatcher::State& state, const dispatcher::PersonId& writer,
                                   const Parts& parts, dispatcher::Time now);

/// The moment from which a person may be contacted: now, or the end of quiet hours for what can wait.
[[nodiscard]] dispatcher::Time contact_from(const dispatcher::Programme& programme,
                                            const dispatcher::OrganisationId& organisation, bool urgent,
                                            dispatcher::Time now);

/// What a caller asks for stays a draft while the call lasts, except what cannot wait.
void make_drafts(std::vector<dispatcher::Command>& commands);

/// Counts what the events say.
void count(Stats& stats, std::span<const dispatcher::Event> events);

}  // namespace warmline::engine
