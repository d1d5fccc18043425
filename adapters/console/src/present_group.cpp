#include <algorithm>

#include "access.hpp"
#include "present.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

Json present(const GroupItem& item, const Viewer& viewer) {
    const auto& group = item.group;
    auto experts = Json::array();
    for (const auto& expert : item.experts)
        experts.push_back({{"id", expert.person.id.value}, {"name", expert.person.name}, {"able", expert.able}});
    const bool led = std::ranges::any_of(item.experts, [](const auto& expert) { return expert.able; });
    return {{"id", group.id.value},
            {"need", group.need},
            {"need_name", viewer.programme.name_of(group.need)},
            {"hospital", group.hospital},
            {"team", group.team},
            {"name", group.name},
            {"leader", group.leader},
            {"join", group.join},
            {"organisation_name", name_of(group.organisation, viewer.programme)},
            {"opened", d::to_ms(group.opened)},
            {"experts", std::move(experts)},
            {"led", led},
            {"referred", item.referred},
            {"tickets", present(item.tickets, viewer)}};
}

Json present(const GroupProposalItem& item, const Viewer& viewer) {
    const auto& proposal = item.proposal;
    return {{"need", proposal.need},
            {"need_name", viewer.programme.name_of(proposal.need)},
            {"hospital", proposal.hospital},
            {"teams", proposal.teams},
            {"tickets", present(item.tickets, viewer)}};
}

/// Hospitals that the account answers for, where a group can be opened.
Json hospitals(const Viewer& viewer) {
    auto out = Json::array();
    for (const auto& hospital : viewer.programme.hospitals)
        if (sees(viewer.user, hospital.staff_organisation, viewer.programme)) out.push_back(hospital.name);
    return out;
}

Json services(const d::Programme& programme) {
    auto out = Json::array();
    for (const auto& service : programme.services)
        if (service.group) out.push_back({{"need", service.need}, {"need_name", service.name}});
    return out;
}

}  // namespace

Json present(const Groups& groups, const Viewer& viewer) {
    auto open = Json::array(), proposed = Json::array(), experts = Json::array();
    for (const auto& item : groups.open) open.push_back(present(item, viewer));
    for (const auto& item : groups.proposed) proposed.push_back(present(item, viewer));
    for (const auto& one : groups.experts)
        experts.push_back({{"need", one.need},
                           {"id", one.person.id.value},
                           {"name", one.person.name},
                           {"organisation_name", name_of(one.person.organisation, viewer.programme)}});
    return {{"open", std::move(open)},
            {"proposed", std::move(proposed)},
            {"experts", std::move(experts)},
            {"hospitals", hospitals(viewer)},
            {"services", services(viewer.programme)}};
}

}  // namespace warmline::console
