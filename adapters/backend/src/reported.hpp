#pragma once
#include <vector>

#include "dispatcher/decide.hpp"
#include "dispatcher/incident.hpp"

namespace warmline::backend {

/// Each ticket with its household and requester, as far as they are known; valid as long as the state.
inline std::vector<dispatcher::Reported> reported(const dispatcher::State& state) {
    std::vector<dispatcher::Reported> out;
    for (const auto& [id, ticket] : state.tickets) {
        const auto household = state.households.find(ticket.household);
        out.push_back({&ticket, household == state.households.end() ? nullptr : &household->second,
                       state.person(ticket.requester)});
    }
    return out;
}

inline dispatcher::Situation situation_of(const dispatcher::Programme& programme) {
    return programme.situation != nullptr ? *programme.situation : dispatcher::Situation();
}

}  // namespace warmline::backend
