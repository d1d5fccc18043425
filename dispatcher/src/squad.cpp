#include "dispatcher/squad.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace warmline::dispatcher {
namespace {

/// A squad: organisation, name, and whether it is one of the reserve.
using Key = std::tuple<OrganisationId, std::string, bool>;

Key key_of(const Person& person) { return {person.organisation, person.helper->squad, person.helper->reserve}; }

bool is_before(const Person* a, const Person* b) {
    return std::tuple(!a->helper->captain, std::string_view(a->name), std::string_view(a->id.value)) <
           std::tuple(!b->helper->captain, std::string_view(b->name), std::string_view(b->id.value));
}

/// Those of each squad who can go, the captain first; squads whose answer was no are left out.
std::map<Key, std::vector<const Person*>> squads_of(const Search& search, const Judge& judge,
                                                    std::span<const Person* const> helpers) {
    std::map<Key, std::vector<const Person*>> out;
    std::set<Key> refused;
    for (const auto* person : helpers) {
        if (!person->helper || person->helper->squad.empty()) continue;
        if (std::ranges::find(search.ticket.declined, person->id) != search.ticket.declined.end())
            refused.insert(key_of(*person));
        else if (!judge.against(*person))
            out[key_of(*person)].push_back(person);
    }
    for (const auto& key : refused) out.erase(key);
    for (auto& [key, members] : out) std::ranges::sort(members, is_before);
    return out;
}

Muster muster_from(const std::map<Key, std::vector<const Person*>>& squads, const Key& key, int asked) {
    Muster out;
    out.squad = std::get<1>(key);
    out.asked = asked;
    const auto add = [&](const std::vector<const Person*>& members, int& counted) {
        for (const auto* person : members) {
            if (out.missing() == 0) return;
            out.members.push_back(person->id);
            ++counted;
        }
    };
    int regulars = 0;
    add(squads.at(key), regulars);
    for (const auto& [other, members] : squads)
        if (other != key && std::get<2>(other) && std::get<0>(other) == std::get<0>(key)) add(members, out.reserves);
    return out;
}

std::string why_of(const Muster& muster, const Person& captain, const Fit& fit, std::size_t others) {
    const auto own = muster.members.size() - static_cast<std::size_t>(muster.reserves);
    std::string why = "请" + muster.squad + "整队出动：要" + std::to_string(muster.asked) + "人，本队能去" +
                      std::to_string(own) + "人";
    if (muster.reserves > 0) why += "、预备队补" + std::to_string(muster.reserves) + "人";
    if (muster.missing() > 0) why += "、还缺" + std::to_string(muster.missing()) + "人";
    why += captain.helper->captain ? "；队长带队" : "；没有登记队长，按姓名请第一位带队";
    if (fit.level > 0) why += "、上级组织人员";
    return why + (others > 0 ? "" : "；没有别的小队能去");
}

}  // namespace

bool wants_squad(const Ticket& ticket, const Service& service) noexcept {
    return service.squad && !ticket.crisis && people_of(ticket) > 1;
}

std::optional<SquadChoice> choose_squad(const Search& search, std::span<const Person* const> helpers) {
    const Judge judge(search);
    const int asked = people_of(search.ticket);
    const auto squads = squads_of(search, judge, helpers);
    const auto rank = [&](const Key& key, const std::vector<const Person*>& members) {
        const auto& captain = *members.front();
        const auto fit = judge.fit(captain);
        const int brought = std::min(asked, static_cast<int>(members.size()));
        return std::tuple(fit.level, std::get<2>(key), -brought, fit.held, -fit.total(),
                          std::string_view(captain.id.value));
    };
    const auto best =
        std::ranges::min_element(squads, {}, [&](const auto& one) { return rank(one.first, one.second); });
    if (best == squads.end()) return std::nullopt;
    const auto& captain = *best->second.front();
    auto muster = muster_from(squads, best->first, asked);
    auto why = why_of(muster, captain, judge.fit(captain), squads.size() - 1);
    return SquadChoice{{captain.id, std::move(why)}, std::move(muster)};
}

std::optional<Muster> muster_of(const Search& search, const Person& captain, std::span<const Person* const> helpers) {
    if (!captain.helper || captain.helper->squad.empty()) return std::nullopt;
    const Judge judge(search);
    auto squads = squads_of(search, judge, helpers);
    auto& own = squads[key_of(captain)];
    // Whoever was asked leads, also if others of the squad could.
    std::erase_if(own, [&](const Person* one) { return one->id == captain.id; });
    own.insert(own.begin(), &captain);
    return muster_from(squads, key_of(captain), people_of(search.ticket));
}

}  // namespace warmline::dispatcher
