#include "dispatcher/roster.hpp"

#include <algorithm>
#include <limits>

#include "dispatcher/fit.hpp"

namespace warmline::dispatcher {
namespace {

std::int16_t small(int n) {
    return static_cast<std::int16_t>(std::clamp(n, 0, int{std::numeric_limits<std::int16_t>::max()}));
}

/// Volunteers are found by their work, the others by their office.
bool is_listed_role(Role role) {
    return role == Role::partner || role == Role::coordinator || role == Role::operator_ || role == Role::leader ||
           role == Role::expert || role == Role::liaison;
}

}  // namespace

std::uint64_t Roster::tie_of(const PersonId& id) noexcept {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < sizeof out; ++i)
        out = out << 8U | (i < id.value.size() ? static_cast<unsigned char>(id.value[i]) : 0U);
    return out;
}

Roster::Brief Roster::brief_of(const Person& person) {
    const auto& helper = *person.helper;
    Brief brief;
    brief.person = &person;
    brief.tie = tie_of(person.id);
    brief.last_offer_s = helper.last_offer ? to_ms(*helper.last_offer) / 1000 : 0;
    brief.load = small(load_of(person));
    brief.capacity = small(helper.capacity);
    brief.asked = helper.asked;
    brief.taken = helper.taken;
    brief.taken_lately = helper.taken_lately;
    brief.today = helper.today;
    brief.reserve = helper.reserve;
    return brief;
}

void Roster::put(Person person, std::uint64_t version) {
    const auto id = person.id;
    const auto [it, fresh] = nodes_.try_emplace(id);
    Node& node = it->second;
    if (!fresh) {
        if (node.entry.version > version) return;
        take_from_lists(node);
        index_roles(node.entry.person, false);
    }
    node.entry = Entry{std::move(person), version};
    add_to_lists(node);
    index_roles(node.entry.person, true);
}

void Roster::add_to_lists(Node& node) {
    const Person& person = node.entry.person;
    if (!person.helper) return;
    const auto brief = brief_of(person);
    const auto add = [&](List& list) {
        node.places.push_back({&list, list.briefs.size()});
        list.briefs.push_back(brief);
        list.nodes.push_back(&node);
    };
    for (const auto& need : person.helper->needs) {
        auto& lists = by_need_[need][person.organisation];
        if (person.helper->districts.empty()) add(lists[""]);
        const std::set<std::string> districts(person.helper->districts.begin(), person.helper->districts.end());
        for (const auto& district : districts) add(lists[district]);
    }
}

void Roster::take_from_lists(Node& node) {
    for (const auto& [list, at] : node.places) {
        const auto last = list->briefs.size() - 1;
        if (at != last) {  // the last one takes the free place
            Node& moved = *list->nodes[last];
            list->briefs[at] = list->briefs[last];
            list->nodes[at] = &moved;
            for (auto& place : moved.places)
                if (place.list == list) place.at = at;
        }
        list->briefs.pop_back();
        list->nodes.pop_back();
    }
    node.places.clear();
}

void Roster::index_roles(const Person& person, bool in) {
    for (const auto role : person.roles) {
        if (!is_listed_role(role)) continue;
        auto& ids = by_role_[person.organisation][role];
        if (in)
            ids.insert(person.id);
        else
            ids.erase(person.id);
    }
}

const Roster::Entry* Roster::find(const PersonId& id) const {
    const auto it = nodes_.find(id);
    return it == nodes_.end() ? nullptr : &it->second.entry;
}

std::vector<PersonId> Roster::taking(const Code& need) const {
    std::set<PersonId> found;  // a helper of several districts stands in several lists
    for (const auto* list : serving(need, {}))
        for (const auto& brief : *list) found.insert(brief.person->id);
    return {found.begin(), found.end()};
}

std::vector<const Roster::Briefs*> Roster::serving(const Code& need, const std::string& district,
                                                   const std::function<bool(const OrganisationId&)>& near) const {
    std::vector<const Briefs*> out;
    const auto found = by_need_.find(need);
    if (found == by_need_.end()) return out;
    for (const auto& [organisation, lists] : found->second) {
        if (!near(organisation)) continue;
        if (district.empty()) {
            for (const auto& [name, list] : lists) out.push_back(&list.briefs);
            continue;
        }
        for (const auto& name : {std::string(), district})
            if (const auto it = lists.find(name); it != lists.end()) out.push_back(&it->second.briefs);
    }
    return out;
}

std::vector<PersonId> Roster::with_role(Role role, const OrganisationId& organisation) const {
    const auto roles = by_role_.find(organisation);
    if (roles == by_role_.end()) return {};
    const auto ids = roles->second.find(role);
    if (ids == roles->second.end()) return {};
    return {ids->second.begin(), ids->second.end()};
}

}  // namespace warmline::dispatcher
