#include <algorithm>

#include "access.hpp"
#include "present_parts.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

std::string district_of(const d::Household& household, const Viewer& viewer) {
    const auto* district = household.district.empty() ? nullptr : viewer.programme.district(household.district);
    return district ? district->name : household.district;
}

/// What a list shows: no address, no telephone.
Json row(const HouseholdItem& item, const Viewer& viewer) {
    const auto& household = item.household;
    Json out{{"id", household.id.value},
             {"name", item.name},
             {"organisation_name", name_of(household.organisation, viewer.programme)},
             {"hospital", household.hospital},
             {"district", district_of(household, viewer)},
             {"members", household.members.size()},
             {"open_tickets", household.open_tickets.size()},
             {"partner_name", item.partner_name},
             {"backup_name", item.backup_name}};
    if (household.waits) out["waiting"] = {{"since", d::to_ms(household.waits->since)}, {"why", household.waits->why}};
    if (!household.pair) return out;
    const auto& pair = *household.pair;
    out["since"] = d::to_ms(pair.since);
    if (pair.away && pair.away->begun) out["away_until"] = d::to_ms(pair.away->until);
    if (pair.hand_over)
        out["hand_over"] = {{"to_name", item.asked_name},
                            {"asked", d::to_ms(pair.hand_over->asked)},
                            {"answer_by", d::to_ms(pair.hand_over->answer_by)}};
    return out;
}

HouseholdItem item_of(const HouseholdView& view) {
    HouseholdItem item;
    item.household = view.household;
    for (const auto& id : view.household.members)
        if (item.name.empty()) item.name = name_in(view.persons, id);
    if (!view.household.pair) return item;
    const auto& pair = *view.household.pair;
    item.partner_name = name_in(view.persons, pair.partner);
    item.backup_name = name_in(view.persons, pair.backup);
    if (pair.hand_over) item.asked_name = name_in(view.persons, pair.hand_over->to);
    return item;
}

}  // namespace

Json present(std::span<const HouseholdItem> households, const Viewer& viewer) {
    auto items = Json::array();
    for (const auto& item : households) items.push_back(row(item, viewer));
    return {{"items", std::move(items)}, {"more", households.size() == households_max}};
}

Json present(std::span<const Break> breaks, const Viewer& viewer) {
    auto items = Json::array();
    for (const auto& one : breaks)
        items.push_back({{"ticket", one.ticket.value},
                         {"need_name", viewer.programme.name_of(one.need)},
                         {"at", d::to_ms(one.at)},
                         {"person_name", one.person_name},
                         {"why", one.why}});
    return items;
}

Json present(const HouseholdView& view, const Viewer& viewer) {
    const auto& household = view.household;
    auto members = Json::array(), tickets = Json::array(), history = Json::array();
    for (const auto& id : household.members)
        if (const auto* member = find(view.persons, id)) members.push_back(contact(*member, viewer));
    for (const auto& ticket : view.tickets) tickets.push_back(present(ticket, viewer));
    for (const auto& event : household.history) history.push_back(history_entry(view.persons, event, viewer.programme));
    auto series = Json::array();
    for (const auto& one : household.series) series.push_back(series_entry(view.persons, one, viewer.programme));
    Json out{{"household", row(item_of(view), viewer)},
             {"address", household.address},
             {"language", household.language},
             {"contacts_every_days", household.contacts.every_days},
             {"members", std::move(members)},
             {"tickets", std::move(tickets)},
             {"history", std::move(history)},
             {"series", std::move(series)},
             {"breaks", present(std::span<const Break>(view.breaks), viewer)},
             {"may_pair", may(viewer.user.role, Action::pair)}};
    add_time(out, "plan_since", household.plan_since);
    if (!household.pair) return out;
    if (const auto* partner = find(view.persons, household.pair->partner)) out["partner"] = contact(*partner, viewer);
    if (const auto* backup = find(view.persons, household.pair->backup)) out["backup"] = contact(*backup, viewer);
    if (household.pair->hand_over) add_text(out, "hand_over_note", household.pair->hand_over->note);
    return out;
}

}  // namespace warmline::console
