#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dispatcher/ids.hpp"
#include "dispatcher/time.hpp"

namespace warmline::dispatcher {

/// Where many ask for the same: one of the two is set.
struct Place {
    std::string hospital;  ///< its name in the programme
    std::string district;  ///< its id in the programme
    friend bool operator==(const Place&, const Place&) = default;
};

/// Many like needs of one place, seen as one (anchors: mass-identical needs). Its tickets keep their own lives; each
/// says which incident it belongs to.
struct Incident {
    IncidentId id;
    std::string need;  ///< a code of the catalogue
    Place place;
    std::string title;            ///< 「海珠区 23 户：就医用药」
    std::string words;            ///< what every requester is told, zh-CN
    OrganisationId organisation;  ///< who made it; only tickets of it or below belong
    Time opened{};
};

/// A support group (P1, S12d) for a hospital or for one team at it: opened where its leader agrees, with one or two
/// experts, never beside another.
struct SupportGroup {
    GroupId id;
    std::string need;               ///< a code of the catalogue
    std::string hospital;           ///< its name in the programme
    std::string team;               ///< empty: the whole hospital
    std::string name;               ///< as said to people, zh-CN
    std::string leader;             ///< who agreed, in the office's words
    std::string join;               ///< how one joins, in the office's words, zh-CN
    std::vector<PersonId> experts;  ///< who lead it, one to `group_experts_max`
    OrganisationId organisation;    ///< who answers for the hospital's staff
    Time opened{};
    friend bool operator==(const SupportGroup&, const SupportGroup&) = default;
};
inline constexpr std::size_t group_experts_max = 2;

/// A room of a house, booked for a ticket (P2, S24).
struct Stay {
    std::string house;  ///< its id in the programme
    TicketId ticket;
    std::chrono::sys_days first{};  ///< local day of arrival
    int nights = 14;

    [[nodiscard]] std::chrono::sys_days leaves() const { return first + std::chrono::days(nights); }
    friend bool operator==(const Stay&, const Stay&) = default;
};

/// Since when and why the surge rules hold.
struct Surge {
    Time since{};
    PersonId by;  ///< the account's name
    std::string reason;
};

/// Which districts are served, and which are sealed, as the office said last (P2, S28): both lists whole.
struct Bounds {
    Time since{};
    PersonId by;  ///< the account's name
    std::string reason;
    std::set<std::string> area;    ///< ids of districts; empty: all are served
    std::set<std::string> sealed;  ///< ids of districts
};

/// What holds now beside the work plan, for every process the same: kept with events, so that it survives restarts.
struct Situation {
    std::optional<Surge> surge;        ///< none: an ordinary day
    std::optional<Bounds> bounds;      ///< none: as the programme's file says
    std::vector<Incident> incidents;   ///< open ones, oldest first, at most `incidents_max`
    std::vector<SupportGroup> groups;  ///< open ones, oldest first, at most `groups_max`
    std::vector<Stay> stays;           ///< booked, at most `stays_max`; those over go when the next one is booked
    std::uint64_t version = 0;         ///< of the snapshot it was read from; not kept with it

    [[nodiscard]] const Incident* incident(const IncidentId& id) const {
        const auto it = std::ranges::find(incidents, id, &Incident::id);
        return it == incidents.end() ? nullptr : &*it;
    }
    [[nodiscard]] const SupportGroup* group(const GroupId& id) const {
        const auto it = std::ranges::find(groups, id, &SupportGroup::id);
        return it == groups.end() ? nullptr : &*it;
    }
    /// Takes over what is newer.
    void follow(const Situation& other) {
        if (other.version > version) *this = other;
    }
};
inline constexpr std::size_t incidents_max = 50;
inline constexpr std::size_t groups_max = 200;
inline constexpr std::size_t stays_max = 2000;

}  // namespace warmline::dispatcher
