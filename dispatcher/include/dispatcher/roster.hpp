#pragma once
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// All helpers, liaisons, coordinators and operators in memory, with the version of the snapshot each was read from:
/// what a choice is made of. A commit is guarded by that version, so a stale entry costs a second try, never a wrong
/// offer.
class Roster {
public:
    struct Entry {
        Person person;
        std::uint64_t version = 0;
    };
    /// What a choice among thousands looks at first, in few bytes.
    struct Brief {
        const Person* person = nullptr;
        std::uint64_t tie = 0;          ///< orders like the beginning of the id
        std::int64_t last_offer_s = 0;  ///< Unix time; 0: never
        std::int16_t load = 0, capacity = 1;
        std::int32_t asked = 0, taken = 0, taken_lately = 0;
        std::int64_t today = 0;  ///< local day of `taken_lately`
        bool reserve = false;
    };
    /// Helpers of one kind of work who serve the same place.
    using Briefs = std::vector<Brief>;

    [[nodiscard]] static std::uint64_t tie_of(const PersonId& id) noexcept;
    /// Of somebody who helps.
    [[nodiscard]] static Brief brief_of(const Person& person);

    Roster() = default;
    Roster(const Roster&) = delete;
    Roster& operator=(const Roster&) = delete;

    /// Puts a person in, unless a newer version is already there.
    void put(Person person, std::uint64_t version);
    [[nodiscard]] const Entry* find(const PersonId& id) const;
    /// Helpers who take on `need`, in any order.
    [[nodiscard]] std::vector<PersonId> taking(const Code& need) const;
    /// The lists in which those stand who take on `need`, are of an organisation that is `near`, and may serve the
    /// district (its id): those who serve it by name and those who serve everywhere. With an empty district, whoever
    /// serves anywhere; a helper of several districts stands in several lists.
    [[nodiscard]] std::vector<const Briefs*> serving(
        const Code& need, const std::string& district,
        const std::function<bool(const OrganisationId&)>& near = [](const OrganisationId&) { return true; }) const;
    /// Those with the role, of this organisation exactly, by id.
    [[nodiscard]] std::vector<PersonId> with_role(Role role, const OrganisationId& organisation) const;
    /// Everybody, in any order.
    void each(const std::function<void(const Person&)>& look) const {
        for (const auto& [id, node] : nodes_) look(node.entry.person);
    }
    [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }

    /// A decision about this person is being committed: until `release`, choices prefer others who fit as well.
    void hold(const PersonId& id) { held_.insert(id); }
    void release(const PersonId& id) { held_.erase(id); }
    [[nodiscard]] const std::unordered_set<PersonId>& held() const noexcept { return held_; }

private:
    struct Node;
    struct List {
        Briefs briefs;
        std::vector<Node*> nodes;  ///< whose brief stands at the same place
    };
    struct Place {
        List* list;
        std::size_t at;
    };
    struct Node {
        Entry entry;
        std::vector<Place> places;
    };
    void add_to_lists(Node& node);
    void take_from_lists(Node& node);
    void index_roles(const Person& person, bool in);

    std::unordered_map<PersonId, Node> nodes_;
    using ByDistrict = std::unordered_map<std::string, List>;  ///< "" everywhere
    std::unordered_map<Code, std::unordered_map<OrganisationId, ByDistrict>> by_need_;
    std::unordered_map<OrganisationId, std::map<Role, std::set<PersonId>>> by_role_;
    std::unordered_set<PersonId> held_;
};

}  // namespace warmline::dispatcher
