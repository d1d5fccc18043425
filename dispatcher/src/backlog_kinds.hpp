#pragma once
// Tickets that every helper fits alike, and helpers who fit every ticket alike.
#include <map>
#include <unordered_map>

#include "dispatcher/backlog.hpp"

namespace warmline::dispatcher::backlog {

struct TicketKind {
    std::vector<std::size_t> waiting;  ///< in the order in which they are placed: dearest to leave, earliest deadline
    std::map<std::int64_t, int> cost_of_waiting;  ///< of how many of them it is so much
};

struct HelperKind {
    std::vector<const Person*> persons;  ///< by id
    int load = 0, capacity = 0;          ///< of each
    int room = 0;                        ///< tickets each can still take
};

/// Tickets that each person was just given, beside the load.
using Given = std::unordered_map<PersonId, int>;
[[nodiscard]] int given_to(const PersonId& person, const Given& given);
/// True if one more fits beside those.
[[nodiscard]] bool has_room(const Person& person, const Programme& programme, const Given& given);

/// Kinds of helpers who have room, by need, organisation and district served ("" everywhere).
class HelperKinds {
public:
    /// @param special       persons who are somebody to one of the tickets: each is a kind of his or her own
    /// @param off_duty_too  those who are off shift, or rest after the night, as well: they are asked only in a crisis
    HelperKinds(const Roster& roster, const std::set<Code>& needs, const Programme& programme, Time now,
                const Given& taken, const std::set<PersonId>& special, bool off_duty_too);
    [[nodiscard]] const std::vector<HelperKind>& all() const noexcept { return kinds_; }
    /// Indexes of kinds that take the need, may serve the district, and whose organisation is near enough.
    [[nodiscard]] std::vector<std::size_t> serving(const Code& need, const Judge& judge) const;

private:
    void add(const Person& person, int taken, bool special, const Programme& programme, Time now);
    std::vector<HelperKind> kinds_;
    std::unordered_map<std::string, std::size_t> by_key_;
    using ByDistrict = std::map<std::string, std::vector<std::size_t>>;
    std::unordered_map<Code, std::map<OrganisationId, ByDistrict>> by_place_;
};

/// Helpers who are known to, declined, belong to or asked for one of these tickets.
[[nodiscard]] std::set<PersonId> special_persons(std::span<const Waiting> waiting,
                                                 const std::vector<std::size_t>& indexes, const Roster& roster);

/// @param indexes  of the tickets to be sorted into kinds
/// @param special  see `special_persons`: a ticket that has to do with one of them is a kind of its own
[[nodiscard]] std::vector<TicketKind> kinds_of(std::span<const Waiting> waiting,
                                               const std::vector<std::size_t>& indexes,
                                               const std::set<PersonId>& special, const Programme& programme, Time now);

[[nodiscard]] Search search_of(const Waiting& waiting, const Programme& programme, Time now);

}  // namespace warmline::dispatcher::backlog
