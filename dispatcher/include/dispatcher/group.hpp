#pragma once
#include <span>
#include <string>
#include <vector>

#include "dispatcher/incident.hpp"

namespace warmline::dispatcher {

/// Requests for a support group (P1, S12d) from a hospital whose people no group covers yet.
struct GroupProposal {
    Code need;
    std::string hospital;            ///< its name in the programme
    std::vector<std::string> teams;  ///< those of this hospital that have a group of their own
    std::vector<TicketId> tickets;   ///< oldest first
};

/// True if the request is for what the group is: its hospital and, if the group is of one team, the team named in the
/// request's words. Drafts, crises and what is resolved never.
[[nodiscard]] bool covers(const SupportGroup& group, const Reported& one, const Programme& programme);

/// The first group that covers the request; nullptr if there is none.
[[nodiscard]] const SupportGroup* group_for(std::span<const SupportGroup> groups, const Reported& one,
                                            const Programme& programme);

/// True if nobody may open one beside the other: both of one hospital, and one of them for all of it or both for the
/// same team.
[[nodiscard]] bool overlaps(const SupportGroup& one, const SupportGroup& other) noexcept;

/// Proposes groups: the open requests of each hospital that no group covers. A request whose hospital is not known is
/// left to the coordinator who has it. Pure. @return those with the most requests first
[[nodiscard]] std::vector<GroupProposal> propose_groups(std::span<const Reported> open, const Programme& programme);

/// True if the person may lead a group of this service.
[[nodiscard]] bool may_lead(const Person& person, const Service& service, Time now);

}  // namespace warmline::dispatcher
