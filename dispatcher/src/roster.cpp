#include "dispatcher/roster.hpp"

#include <algorithm>

namespace warmline::dispatcher {
namespace {

void remove(std::vector<PersonId>& ids, const PersonId& id) { std::erase(ids, id); }

}  // namespace

void Roster::put(Person person, std::uint64_t version) {
    const auto id = person.id;
    if (const auto it = entries_.find(id); it != entries_.end()) {
        const Person& old = it->second.person;
        if (it->second.version > version) return;
        remove(by_organisation_[old.organisation], id);
        if (old.helper) {
            for (const auto& need : old.helper->needs) remove(by_need_[need], id);
        }
    }
    by_organisation_[person.organisation].push_back(id);
    if (person.helper) {
        for (const auto& need : person.helper->needs) by_need_[need].push_back(id);
    }
    entries_.insert_or_assign(id, Entry{std::move(person), version});
}

const Roster::Entry* Roster::find(const PersonId& id) const {
    const auto it = entries_.find(id);
    return it == entries_.end() ? nullptr : &it->second;
}

const std::vector<PersonId>& Roster::taking(const Code& need) const {
    static const std::vector<PersonId> none;
    const auto it = by_need_.find(need);
    return it == by_need_.end() ? none : it->second;
}

std::vector<PersonId> Roster::with_role(Role role, const OrganisationId& organisation) const {
    std::vector<PersonId> found;
    const auto it = by_organisation_.find(organisation);
    if (it == by_organisation_.end()) return found;
    for (const auto& id : it->second) {
        if (entries_.at(id).person.roles.contains(role)) found.push_back(id);
    }
    std::ranges::sort(found);
    return found;
}

}  // namespace warmline::dispatcher
