#include "dispatcher/programme.hpp"

#include <algorithm>

namespace warmline::dispatcher {
namespace {

constexpr int depth_max = 16;  // of the organisation tree; ends a walk through a tree that is a circle

constexpr std::size_t han_bytes = 3;  // of a common Chinese character in UTF-8

/// The character that ends before `at`; empty at the text's begin. Only Chinese ones come out whole.
std::string_view character_before(std::string_view text, std::size_t at) {
    return at < han_bytes ? std::string_view{} : text.substr(at - han_bytes, han_bytes);
}

bool is_one_of(std::string_view characters, std::string_view one) {
    for (std::size_t at = 0; at < characters.size(); at += han_bytes)
        if (characters.substr(at, han_bytes) == one) return true;
    return false;
}

/// Whether some name of the hospital holds `part`.
bool calls_itself(const Hospital& hospital, std::string_view part) {
    const auto holds = [&](const std::string& name) { return name.find(part) != std::string::npos; };
    return holds(hospital.name) || std::ranges::any_of(hospital.aliases, holds);
}

/// Whether the `size` bytes at `at` are only the end of the name of a hospital elsewhere: 「省人民医院」 in
/// 「湖北省人民医院」, 「龙华区人民医院」 in 「海口市龙华区人民医院」.
bool ends_name_of_another(const Hospital& hospital, std::string_view text, std::size_t at, std::size_t size) {
    constexpr std::string_view province_ends = "北东南西江苏徽建川州肃海宁林湾";
    constexpr std::string_view no_place = "在到去是我们的给往从送来叫和跟与及进为被让住对向这那回找院";
    const auto before = character_before(text, at);
    if (before.empty()) return false;
    const auto level = text.substr(at, han_bytes);
    const auto with_before = text.substr(at - han_bytes, size + han_bytes);
    // A programme of one city may call its hospital 「市中心医院」: any city in front may be that one.
    const std::string_view name = hospital.name;
    if (name.starts_with(level) && is_one_of("省市区县", level)) return false;
    if (name.starts_with(with_before)) return false;
    if (level == "省") return is_one_of(province_ends, before) && !calls_itself(hospital, with_before);
    if (is_one_of("市区县", level)) {
        const bool han =
            static_cast<unsigned char>(before.front()) >= 0xe4 && static_cast<unsigned char>(before.front()) <= 0xe9;
        return han && !is_one_of(no_place, before) && !calls_itself(hospital, with_before);
    }
    // A level right before the name says where: it must be where this hospital is, if the hospital says so itself.
    if (!is_one_of("省市县", before) || at < 2 * han_bytes) return false;
    const auto where = text.substr(at - 2 * han_bytes, size + 2 * han_bytes);
    return calls_itself(hospital, with_before) && !calls_itself(hospital, where);
}

bool ends_name_of_another(const District&, std::string_view, std::size_t, std::size_t) { return false; }

/// The item with the longest name or alias that stands in `text` by itself.
template <class Item>
const Item* longest_match(const std::vector<Item>& items, std::string_view text) {
    const Item* best = nullptr;
    std::size_t best_size = 0;
    const auto consider = [&](const Item& item, const std::string& name) {
        if (name.size() <= best_size) return;
        for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
            if (ends_name_of_another(item, text, at, name.size())) continue;
            best = &item;
            best_size = name.size();
            return;
        }
    };
    for (const auto& item : items) {
        consider(item, item.name);
        for (const auto& alias : item.aliases) consider(item, alias);
    }
    return best;
}

/// What `own` finds in the overrides of `at`, or of the nearest above that has any; nullptr: the programme's holds.
template <class Own>
auto nearest_own(const Programme& programme, OrganisationId at, const Own& own) -> decltype(own(Override{})) {
    if (programme.overrides.empty()) return nullptr;
    for (int i = 0; at && i < depth_max; ++i) {
        if (const auto it = programme.overrides.find(at); it != programme.overrides.end())
            if (const auto* found = own(it->second)) return found;
        const auto* node = programme.organisation(at);
        at = node ? node->parent : OrganisationId{};
    }
    return nullptr;
}

/// A setting of the organisation's own, or of the nearest above that has one; else the programme's.
template <class T>
const T& nearest_or(const Programme& programme, const OrganisationId& at, std::optional<T> Override::*setting,
                    const T& usual) {
    const T* own = nearest_own(programme, at,
                               [&](const Override& o) -> const T* { return o.*setting ? &*(o.*setting) : nullptr; });
    return own ? *own : usual;
}

template <class Map, class Key>
const typename Map::mapped_type* value_of(const Map& map, const Key& key) {
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

}  // namespace

const Service* Programme::service(std::string_view need) const {
    const auto it = std::ranges::find(services, need, &Service::need);
    return it == services.end() ? nullptr : &*it;
}

const Service* Programme::service(std::string_view need, const OrganisationId& at) const {
    const auto* own = nearest_own(*this, at, [&](const Override& o) { return value_of(o.services, need); });
    return own ? own : service(need);
}

std::string Programme::name_of(const Code& need, const OrganisationId& at) const {
    const auto* found = service(need, at);
    return found ? found->name : need;
}

const TierRule* Programme::tier(Tier wanted, const OrganisationId& at) const {
    const auto* own = nearest_own(*this, at, [&](const Override& o) { return value_of(o.tiers, wanted); });
    if (own) return own;
    const auto* surging = in_surge() ? value_of(surge.tiers, wanted) : nullptr;
    return surging ? surging : value_of(tiers, wanted);
}

const std::vector<std::chrono::minutes>& Programme::outreach_of(const OrganisationId& at) const {
    return nearest_or(*this, at, &Override::outreach_at, outreach_at);
}

int Programme::contacts_per_day_of(const OrganisationId& at) const {
    return nearest_or(*this, at, &Override::contacts_per_day_max, contacts_per_day_max);
}

int Programme::families_of(const OrganisationId& at) const {
    return nearest_or(*this, at, &Override::families_per_partner, families_per_partner);
}

const QuietHours& Programme::quiet_hours_of(const OrganisationId& at) const {
    return nearest_or(*this, at, &Override::quiet_hours, quiet_hours);
}

OrganisationId Programme::root() const { return organisations.empty() ? OrganisationId{} : organisations.front().id; }

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
