#include "dispatcher/judge.hpp"

#include <algorithm>

#include "offering.hpp"

namespace warmline::dispatcher {
namespace {

std::string against(const Search& search, const Person& person) {
    if (person.id == search.ticket.requester) return "是求助人本人";
    if (std::ranges::find(search.ticket.declined, person.id) != search.ticket.declined.end())
        return "已婉拒或未答复这张工单";
    if (person.helper && person.helper->rest_until && *person.helper->rest_until > search.now) return "正在休息";
    if (!has_room(person)) return "手上的工单已到上限";
    return "资格、科目、区域或组织不符";
}

}  // namespace

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
    for (const auto* person : people) {
        if (out.size() >= count_max) break;
        const auto listed = [&](const Judged& one) { return one.person == person->id; };
        if (std::ranges::none_of(out, listed)) out.push_back({person->id, false, against(search, *person)});
    }
    return out;
}

}  // namespace warmline::dispatcher
