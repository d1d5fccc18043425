#pragma once
#include <unordered_map>

#include "dispatcher/backlog.hpp"

namespace warmline::dispatcher::backlog {

/// Asks one squad for each ticket that wants one and for which some captain can go.
/// The most urgent goes first; nobody is asked for two.
/// @param indexes  of tickets still waiting; those that want a squad are taken out
/// @param taken    tickets that each person was just given, beside the load; whoever would go with a squad is added
void place_squads(std::span<const Waiting> waiting, std::vector<std::size_t>& indexes, const Roster& roster,
                  const Programme& programme, Time now, std::unordered_map<PersonId, int>& taken,
                  std::vector<Placement>& out);

}  // namespace warmline::dispatcher::backlog
