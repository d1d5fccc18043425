#include "dispatcher/judge.hpp"

#include <algorithm>

#include "dispatcher/known.hpp"
#include "explain.hpp"
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
                        .known = known_to(state, ticket.household),
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
            const auto obstacle = against(search, judge, *person);
            out.push_back(
                {person->id, false, obstacle ? tell_against(*obstacle, *person, search) : std::string("暂不能接单")});
        }
    }
    return out;
}

std::vector<TicketId> duplicates_of(const State& state, const Ticket& ticket) {
    constexpr auto near = std::chrono::days(3);
    const auto same_fact = [&](const Ticket& other, const char* slot) {
        const auto a = ticket.facts.find(slot), b = other.facts.find(slot);
        return a != ticket.facts.end() && b != other.facts.end() && a->second == b->second;
    };
    std::vector<std::pair<int, TicketId>> found;
    for (const auto& [id, other] : state.tickets) {
        if (id == ticket.id || other.need != ticket.need || is_over(other.state)) continue;
        if (std::chrono::abs(other.opened - ticket.opened) > near) continue;
        const int alike = (ticket.household && other.household == ticket.household ? 4 : 0) +
                          (other.requester == ticket.requester ? 3 : 0) + (same_fact(other, "phone") ? 2 : 0) +
                          (same_fact(other, "address") ? 2 : 0);
        if (alike > 0) found.emplace_back(-alike, id);
    }
    std::ranges::sort(found);
    std::vector<TicketId> out;
    for (auto& [alike, id] : found) out.push_back(std::move(id));
    return out;
}

}  // namespace warmline::dispatcher
