#pragma once
#include "backlog_kinds.hpp"

namespace warmline::dispatcher::backlog {

/// Asks one squad for each ticket that wants one and for which some captain can go.
/// The most urgent goes first; nobody is asked for two.
/// @param indexes  of tickets still waiting; those that want a squad are taken out
/// @param taken    whoever would go with a squad is added
void place_squads(std::span<const Waiting> waiting, std::vector<std::size_t>& indexes, const Roster& roster,
                  const Programme& programme, Time now, Given& taken, std::vector<Placement>& out);

}  // namespace warmline::dispatcher::backlog
