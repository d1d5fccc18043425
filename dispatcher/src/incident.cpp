#include "dispatcher/incident.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "dispatcher/decide.hpp"
#include "dispatcher/fit.hpp"

namespace warmline::dispatcher {
namespace {

const District* district_of(const Reported& one, const Programme& programme) {
    return district_of(*one.ticket, one.household, one.requester,
                       [&](std::string_view text) { return programme.district(text); });
}

std::string family_of(const Ticket& ticket) {
    return ticket.household ? "h" + ticket.household.value : "p" + ticket.requester.value;
}

using Group = std::vector<const Ticket*>;
using Groups = std::map<std::tuple<Code, std::string, std::string>, Group>;  ///< by need, hospital, district

/// Where the first span begins that holds as many families as the threshold; the group's size if there is none.
std::size_t first_mass(const Group& group, const IncidentRules& rules) {
    std::map<std::string, int> families;
    std::size_t from = 0;
    for (const auto* ticket : group) {
        ++families[family_of(*ticket)];
        for (; ticket->opened - group[from]->opened > rules.within; ++from) {
            const auto gone = families.find(family_of(*group[from]));
            if (--gone->second == 0) families.erase(gone);
        }
        if (families.size() >= static_cast<std::size_t>(rules.families)) return from;
    }
    return group.size();
}

std::string title_of(const Proposal& proposal, const Programme& programme) {
    std::string place = proposal.place.hospital;
    if (const auto* district = place.empty() ? programme.district(proposal.place.district) : nullptr)
        place = district->name;
    return place + " " + std::to_string(proposal.families) + " 户：" + programme.name_of(proposal.need);
}

/// The groups that are many enough; their tickets go into `taken`.
void propose(Groups& groups, const Programme& programme, std::set<TicketId>& taken, std::vector<Proposal>& out) {
    for (auto& [key, group] : groups) {
        std::erase_if(group, [&](const Ticket* ticket) { return taken.contains(ticket->id); });
        std::ranges::sort(group, {}, [](const Ticket* t) { return std::tuple(t->opened, t->id); });
        const auto from = first_mass(group, programme.incident);
        if (from == group.size()) continue;
        Proposal proposal;
        proposal.need = std::get<0>(key);
        proposal.place = {std::get<1>(key), std::get<2>(key)};
        std::set<std::string> families;
        for (const auto* ticket : std::span(group).subspan(from)) {
            families.insert(family_of(*ticket));
            proposal.tickets.push_back(ticket->id);
            taken.insert(ticket->id);
        }
        proposal.families = families.size();
        proposal.title = title_of(proposal, programme);
        out.push_back(std::move(proposal));
    }
}

}  // namespace

bool counts_as_open(const Ticket& ticket) noexcept {
    return !is_over(ticket.state) && ticket.state != TicketState::resolved && !ticket.draft && !ticket.crisis;
}

const Hospital* hospital_of(const Reported& one, const Programme& programme) {
    for (const auto text : {fact_of(*one.ticket, "hospital"),
                            one.household ? std::string_view(one.household->hospital) : std::string_view(),
                            one.requester ? std::string_view(one.requester->hospital) : std::string_view()})
        if (const auto* found = text.empty() ? nullptr : programme.hospital(text)) return found;
    return nullptr;
}

bool is_about(const Incident& incident, const Reported& one, const Programme& programme) {
    const Ticket& ticket = *one.ticket;
    if (ticket.need != incident.need || !counts_as_open(ticket)) return false;
    if (!programme.is_within(ticket.organisation, incident.organisation)) return false;
    if (!incident.place.hospital.empty()) {
        const auto* hospital = hospital_of(one, programme);
        return hospital && hospital->name == incident.place.hospital;
    }
    const auto* district = district_of(one, programme);
    return district && district->id == incident.place.district;
}

std::vector<Proposal> propose_incidents(std::span<const Reported> open, const Programme& programme) {
    Groups at_hospital, in_district;
    for (const auto& one : open) {
        const Ticket& ticket = *one.ticket;
        if (!counts_as_open(ticket) || ticket.incident) continue;
        const auto held = [&](const Incident& incident) { return is_about(incident, one, programme); };
        if (programme.situation && std::ranges::any_of(programme.situation->incidents, held)) continue;
        if (const auto* hospital = hospital_of(one, programme))
            at_hospital[{ticket.need, hospital->name, ""}].push_back(&ticket);
        if (const auto* district = district_of(one, programme))
            in_district[{ticket.need, "", district->id}].push_back(&ticket);
    }
    std::vector<Proposal> out;
    std::set<TicketId> taken;
    propose(at_hospital, programme, taken, out);
    propose(in_district, programme, taken, out);
    std::ranges::stable_sort(out, std::ranges::greater{}, &Proposal::families);
    return out;
}

std::vector<Link> plan_links(std::span<const Ticket> linked, std::span<const Ticket> wanted) {
    std::set<PersonId> told;
    for (const auto& ticket : linked) told.insert(ticket.requester);
    std::vector<Link> out;
    for (const auto& ticket : wanted) out.push_back({ticket.id, told.insert(ticket.requester).second});
    return out;
}

}  // namespace warmline::dispatcher
