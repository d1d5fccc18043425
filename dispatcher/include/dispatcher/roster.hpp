#pragma once
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// All helpers, coordinators and operators in memory, with the version of the snapshot each was read from: what a
/// choice is made of. A commit is guarded by that version, so a stale entry costs a second try, never a wrong offer.
class Roster {
public:
    struct Entry {
        Person person;
        std::uint64_t version = 0;
    };
    /// Puts a person in, unless a newer version is already there.
    void put(Person person, std::uint64_t version);
    [[nodiscard]] const Entry* find(const PersonId& id) const;
    /// Helpers who take on `need`.
    [[nodiscard]] const std::vector<PersonId>& taking(const Code& need) const;
    /// Those with the role, of this organisation exactly.
    [[nodiscard]] std::vector<PersonId> with_role(Role role, const OrganisationId& organisation) const;
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

    /// A decision about this person is being committed: until `release`, choices prefer others who fit as well.
    void hold(const PersonId& id) { held_.insert(id); }
    void release(const PersonId& id) { held_.erase(id); }
    [[nodiscard]] const std::unordered_set<PersonId>& held() const noexcept { return held_; }

private:
    std::unordered_map<PersonId, Entry> entries_;
    std::unordered_set<PersonId> held_;
    std::unordered_map<Code, std::vector<PersonId>> by_need_;
    std::unordered_map<OrganisationId, std::vector<PersonId>> by_organisation_;
};

}  // namespace warmline::dispatcher
