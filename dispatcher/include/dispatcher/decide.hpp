#pragma once
#include <map>
#include <vector>

#include "dispatcher/command.hpp"
#include "dispatcher/errc.hpp"
#include "dispatcher/event.hpp"
#include "dispatcher/notice.hpp"
#include "dispatcher/programme.hpp"
#include "dispatcher/roster.hpp"

namespace warmline::dispatcher {

/// What a decision may look at and what it changes. The maps hold what was loaded; a person who is not in `persons` is
/// looked up in the roster and copied into `persons` when an event touches him or her.
struct State {
    std::map<TicketId, Ticket> tickets;
    std::map<PersonId, Person> persons;
    std::map<HouseholdId, Household> households;
    const Roster* roster = nullptr;
    std::optional<Situation> situation;  ///< only where it is changed: else Programme::situation says it

    [[nodiscard]] const Person* person(const PersonId& id) const;  ///< from `persons`, else from the roster
};

struct Decision {
    std::vector<Event> events;
    std::vector<Notice> notices;
};

/// Decides one command: a pure function. Offers, deadlines and the next candidate are part of the decision.
/// @return Errc saying why the command is not possible now (unknown ticket, illegal move, not yours, ...); then nothing
/// changes.
[[nodiscard]] Result<Decision> decide(const State& state, const Command& command, const Programme& programme,
                                      const Actor& actor, Time now);

/// The fold: state after the event. Total: never fails on an event that `decide` made.
void apply(State& state, const Event& event);

/// The next moment at which `Tick` has something to do for this ticket, or nullopt. One timer per ticket.
[[nodiscard]] std::optional<Time> next_due(const Ticket& ticket, const Programme& programme);
/// The same for `TickHousehold`.
[[nodiscard]] std::optional<Time> next_due(const Household& household);

/// True if the table of moves has the move.
[[nodiscard]] bool may_move(TicketState from, TicketState to) noexcept;

/// It was returned too often, and nobody has it: the root may rule who does it.
[[nodiscard]] bool may_be_ruled(const Ticket& ticket, const Programme& programme) noexcept;

/// One sentence in zh-CN for coordinators: why this move is impossible and which ones are possible.
[[nodiscard]] std::string why_not(TicketState from, TicketState to);

}  // namespace warmline::dispatcher
