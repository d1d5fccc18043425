#include "dispatcher/programme.hpp"

#include <algorithm>

namespace warmline::dispatcher {
namespace {

constexpr int depth_max = 16;  // of the organisation tree; ends a walk through a tree that is a circle

/// The item with the longest name or alias that stands in `text`.
template <class Item>
const Item* longest_match(const std::vector<Item>& items, std::string_view text) {
    const Item* best = nullptr;
    std::size_t best_size = 0;
    const auto consider = [&](const Item& item, const std::string& name) {
        if (name.size() > best_size && text.find(name) != std::string_view::npos) {
            best = &item;
            best_size = name.size();
        }
    };
    for (const auto& item : items) {
        consider(item, item.name);
        for (const auto& alias : item.aliases) consider(item, alias);
    }
    return best;
}

}  // namespace

const Service* Programme::service(std::string_view need) const {
    const auto it = std::ranges::find(services, need, &Service::need);
    return it == services.end() ? nullptr : &*it;
}

const Organisation* Programme::organisation(const OrganisationId& wanted) const {
    const auto it = std::ranges::find(organisations, wanted, &Organisation::id);
    return it == organisations.end() ? nullptr : &*it;
}

const Hospital* Programme::hospital(std::string_view text) const { return longest_match(hospitals, text); }

const District* Programme::district(std::string_view text) const {
    const auto it = std::ranges::find(districts, text, &District::id);
    return it == districts.end() ? longest_match(districts, text) : &*it;
}

const Calendar& Programme::calendar_of(const OrganisationId& of) const {
    static const Calendar always;
    const Organisation* node = organisation(of);
    for (int i = 0; node && i < depth_max; ++i, node = organisation(node->parent)) {
        const auto it = calendars.find(node->calendar);
        if (it != calendars.end()) return it->second;
    }
    return calendars.empty() ? always : calendars.begin()->second;
}

bool Programme::is_within(const OrganisationId& node, const OrganisationId& ancestor) const {
    if (node == ancestor) return true;
    const Organisation* at = organisation(node);
    for (int i = 0; at && i < depth_max; ++i, at = organisation(at->parent)) {
        if (at->id == ancestor) return true;
    }
    return false;
}

std::optional<OrganisationId> route(const Programme& programme, std::string_view hospital, std::string_view district,
                                    bool staff) {
    const auto by_district = [&](std::string_view text) -> std::optional<OrganisationId> {
        const District* found = text.empty() ? nullptr : programme.district(text);
        if (!found || found->organisation.empty()) return std::nullopt;
        return found->organisation;
    };
    if (const Hospital* found = hospital.empty() ? nullptr : programme.hospital(hospital)) {
        const auto& first = staff ? found->staff_organisation : found->family_organisation;
        const auto& second = staff ? found->family_organisation : found->staff_organisation;
        if (first) return first;
        if (second) return second;
        if (const auto organisation = by_district(found->district)) return organisation;
    }
    return by_district(district);
}

}  // namespace warmline::dispatcher
