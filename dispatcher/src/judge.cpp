#include "dispatcher/judge.hpp"

#include <algorithm>

#include "offering.hpp"

namespace warmline::dispatcher {
std::vector<Judged> judge_all(const State& state, const Ticket& ticket, const Programme& programme, Time now,
                              std::size_t count_max) {
    Ticket trial = ticket;  // whoever was chosen is struck out, so that the next one shows
    const auto household = state.households.find(ticket.household);
    const Search search{.programme = programme,
                        .ticket = trial,
                        .service = service_of(programme, ticket),
                        .household = household == state.households.end() ? nullptr : &household->second,
                        .requester = state.person(ticket.requester),
                        .known = {},
                        .now = now};
    std::vector<PersonId> ids;
    if (search.household && search.household->pair)
        ids = {search.household->pair->partner, search.household->pair->backup};
    if (state.roster) std::ranges::copy(state.roster->taking(ticket.need), std::back_inserter(ids));
    std::vector<const Person*> people;
    for (const auto& id : ids) {
        const auto* person = id ? state.person(id) : nullptr;
        if (person && std::ranges::find(people, person) == people.end()) people.push_back(person);
    }
    std::vector<Judged> out;
    while (out.size() < count_max) {
        const auto choice = choose(search, people);
        if (!choice) break;
        out.push_back({choice->person, true, choice->why});
        trial.declined.push_back(choice->person);
    }
    trial.declined = ticket.declined;
    const Judge judge(search);
    for (const auto* person : people) {
        if (out.size() >= count_max) break;
        const auto listed = [&](const Judged& one) { return one.person == person->id; };
        if (std::ranges::none_of(out, listed)) {
            const auto obstacle = judge.against(*person);
            out.push_back({person->id, false, obstacle ? std::string(say(*obstacle)) : std::string("暂不能接单")});
        }
    }
    return out;
}

}  // namespace warmline::dispatcher
