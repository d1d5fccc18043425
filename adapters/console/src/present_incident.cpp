#include "access.hpp"
#include "present.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

std::string place_name(const d::Place& place, const d::Programme& programme) {
    if (!place.hospital.empty()) return place.hospital;
    const auto* district = programme.district(place.district);
    return district ? district->name : place.district;
}

Json present(const IncidentItem& item, const Viewer& viewer) {
    const auto& incident = item.incident;
    return {{"id", incident.id.value},
            {"need", incident.need},
            {"need_name", viewer.programme.name_of(incident.need)},
            {"place_name", place_name(incident.place, viewer.programme)},
            {"title", incident.title},
            {"words", incident.words},
            {"organisation_name", name_of(incident.organisation, viewer.programme)},
            {"opened", d::to_ms(incident.opened)},
            {"tickets", present(item.tickets, viewer)},
            {"alike", present(item.alike, viewer)}};
}

Json present(const ProposalItem& item, const Viewer& viewer) {
    const auto& proposal = item.proposal;
    return {{"need", proposal.need},
            {"need_name", viewer.programme.name_of(proposal.need)},
            {"hospital", proposal.place.hospital},
            {"district", proposal.place.district},
            {"place_name", place_name(proposal.place, viewer.programme)},
            {"title", proposal.title},
            {"families", proposal.families},
            {"tickets", present(item.tickets, viewer)}};
}

}  // namespace

Json present(const Incidents& incidents, const Viewer& viewer) {
    auto open = Json::array(), proposed = Json::array();
    for (const auto& item : incidents.open) open.push_back(present(item, viewer));
    for (const auto& item : incidents.proposed) proposed.push_back(present(item, viewer));
    return {{"open", std::move(open)}, {"proposed", std::move(proposed)}};
}

Json present_surge(const Viewer& viewer) {
    const auto* situation = viewer.programme.situation;
    Json out{{"on", viewer.programme.in_surge()}};
    if (!viewer.programme.in_surge()) return out;
    out["since"] = d::to_ms(situation->surge->since);
    out["by"] = situation->surge->by.value;
    out["reason"] = situation->surge->reason;
    return out;
}

Json present_bounds(const Viewer& viewer) {
    const auto& programme = viewer.programme;
    auto districts = Json::array();
    for (const auto& district : programme.districts)
        districts.push_back({{"id", district.id}, {"name", district.name}});
    Json out{{"area", programme.area_now()}, {"sealed", programme.sealed_now()}, {"districts", std::move(districts)}};
    if (!programme.situation || !programme.situation->bounds) return out;
    const auto& bounds = *programme.situation->bounds;
    out["since"] = d::to_ms(bounds.since);
    out["by"] = bounds.by.value;
    out["reason"] = bounds.reason;
    return out;
}

}  // namespace warmline::console
