#include "backlog_squads.hpp"

#include <algorithm>
#include <map>

#include "backlog_cost.hpp"
#include "dispatcher/squad.hpp"
#include "offering.hpp"

namespace warmline::dispatcher::backlog {
namespace {

/// Those of any squad who take on the need and were given nothing beyond their room.
std::vector<const Person*> members_for(const Code& need, const Roster& roster, const Programme& programme,
                                       const Given& taken) {
    std::vector<const Person*> out;
    for (const auto& id : roster.taking(need)) {
        const auto& person = roster.find(id)->person;
        if (!helper_of(person).squad.empty() && has_room(person, programme, taken)) out.push_back(&person);
    }
    return out;
}

/// Takes those that want a squad out of `indexes`. @return them, the most urgent first
std::vector<std::size_t> for_squads(std::span<const Waiting> waiting, std::vector<std::size_t>& indexes,
                                    const Programme& programme, Time now) {
    const auto wants_none = [&](std::size_t i) {
        return !wants_squad(*waiting[i].ticket, service_of(programme, *waiting[i].ticket));
    };
    const auto squads = std::stable_partition(indexes.begin(), indexes.end(), wants_none);
    std::vector<std::size_t> out(squads, indexes.end());
    indexes.erase(squads, indexes.end());
    std::ranges::sort(out, {}, [&](std::size_t i) { return urgency_of(*waiting[i].ticket, now); });
    return out;
}

}  // namespace

void place_squads(std::span<const Waiting> waiting, std::vector<std::size_t>& indexes, const Roster& roster,
                  const Programme& programme, Time now, Given& taken, std::vector<Placement>& out) {
    std::map<Code, std::vector<const Person*>> free;  // by need; who is asked leaves them all
    for (const auto i : for_squads(waiting, indexes, programme, now)) {
        const auto search = search_of(waiting[i], programme, now);
        const auto [members, fresh] = free.try_emplace(search.ticket.need);
        if (fresh) members->second = members_for(search.ticket.need, roster, programme, taken);
        const auto choice = choose_squad(search, members->second);
        if (!choice) continue;
        for (const auto& id : choice->muster.members) {
            ++taken[id];
            for (auto& [need, people] : free) std::erase_if(people, [&](const Person* one) { return one->id == id; });
        }
        out.push_back({i, &roster.find(choice->captain.person)->person, false, choice->captain.why});
    }
}

}  // namespace warmline::dispatcher::backlog
