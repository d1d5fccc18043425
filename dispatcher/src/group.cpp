#include "dispatcher/group.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "dispatcher/fit.hpp"

namespace warmline::dispatcher {
namespace {

bool names(const Ticket& ticket, std::string_view team) { return ticket.summary.find(team) != std::string::npos; }

std::vector<std::string> teams_of(const Situation* situation, const Code& need, const std::string& hospital) {
    std::vector<std::string> out;
    if (!situation) return out;
    for (const auto& group : situation->groups)
        if (group.need == need && group.hospital == hospital) out.push_back(group.team);
    return out;
}

}  // namespace

bool covers(const SupportGroup& group, const Reported& one, const Programme& programme) {
    if (one.ticket->need != group.need || !counts_as_open(*one.ticket)) return false;
    const auto* hospital = hospital_of(one, programme);
    if (!hospital || hospital->name != group.hospital) return false;
    return group.team.empty() || names(*one.ticket, group.team);
}

const SupportGroup* group_for(std::span<const SupportGroup> groups, const Reported& one, const Programme& programme) {
    const auto it = std::ranges::find_if(groups, [&](const auto& group) { return covers(group, one, programme); });
    return it == groups.end() ? nullptr : &*it;
}

bool overlaps(const SupportGroup& one, const SupportGroup& other) noexcept {
    if (one.need != other.need || one.hospital != other.hospital) return false;
    return one.team.empty() || other.team.empty() || one.team == other.team;
}

std::vector<GroupProposal> propose_groups(std::span<const Reported> open, const Programme& programme) {
    using Tickets = std::vector<const Ticket*>;
    std::map<std::pair<Code, std::string>, Tickets> asked;
    for (const auto& one : open) {
        const Ticket& ticket = *one.ticket;
        const auto* service = programme.service(ticket.need, ticket.organisation);
        if (!service || !service->group || !counts_as_open(ticket) || ticket.group) continue;
        const auto* hospital = hospital_of(one, programme);
        const auto* now = programme.situation;
        if (!hospital || (now && group_for(now->groups, one, programme))) continue;
        asked[{ticket.need, hospital->name}].push_back(&ticket);
    }
    std::vector<GroupProposal> out;
    for (auto& [key, tickets] : asked) {
        std::ranges::sort(tickets, {}, [](const Ticket* t) { return std::tuple(t->opened, t->id); });
        GroupProposal proposal{key.first, key.second, teams_of(programme.situation, key.first, key.second), {}};
        for (const auto* ticket : tickets) proposal.tickets.push_back(ticket->id);
        out.push_back(std::move(proposal));
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, [](const GroupProposal& p) { return p.tickets.size(); });
    return out;
}

bool may_lead(const Person& person, const Service& service, Time now) {
    return person.helper && is_qualified(*person.helper, service, now);
}

}  // namespace warmline::dispatcher
