#include "overrides.hpp"

#include <algorithm>
#include <array>

namespace warmline::settings {
namespace {

using nlohmann::json;

std::string parent_of(const json& document, const std::string& organisation) {
    for (const auto& one : document.at("organisations"))
        if (one.at("id") == organisation) return one.value("parent", "");
    return {};
}

/// From the root to right above `organisation`. A tree that is a circle is reported elsewhere; the walk ends.
std::vector<std::string> chain_above(const json& document, const std::string& organisation) {
    std::vector<std::string> chain;
    auto at = parent_of(document, organisation);
    while (!at.empty() && chain.size() < document.at("organisations").size()) {
        chain.insert(chain.begin(), at);
        at = parent_of(document, at);
    }
    return chain;
}

/// Settings that an organisation may have of its own, whole.
constexpr std::array own_settings{"outreach_at", "quiet_hours", "contacts_per_day_max", "families_per_partner"};

json of_all(const json& document) {
    json services = json::object();
    for (const auto& one : document.at("services")) services[one.at("need").get<std::string>()] = one;
    json all{{"services", std::move(services)}, {"tiers", document.at("tiers")}};
    for (const char* key : own_settings) all[key] = document.value(key, json());
    return all;
}

}  // namespace

std::vector<std::pair<std::string, json>> overrides_of(const json& document) {
    std::vector<std::pair<std::string, json>> out;
    const auto all = document.value("overrides", json::object());
    for (const auto& [id, patch] : all.items()) out.emplace_back(id, patch);
    std::ranges::stable_sort(out, {}, [&](const auto& one) { return chain_above(document, one.first).size(); });
    return out;
}

json in_force_above(const json& document, const std::string& organisation) {
    auto whole = of_all(document);
    const auto all = document.value("overrides", json::object());
    for (const auto& id : chain_above(document, organisation)) {
        auto change = all.value(id, json::object());
        const auto services = change.value("services", json::object());
        for (const auto& [code, _] : services.items())
            if (!whole.at("services").contains(code)) change.at("services").erase(code);  // reported elsewhere
        whole.merge_patch(change);
    }
    return whole;
}

std::optional<json> patched(const json& items, const std::string& key, const json& change) {
    const auto it = items.find(key);
    if (it == items.end()) return std::nullopt;
    auto whole = *it;
    whole.merge_patch(change);
    return whole;
}

std::vector<std::string> differences_in(const json& document) {
    std::vector<std::string> lines;
    for (const auto& [id, patch] : overrides_of(document)) {
        const auto above = in_force_above(document, id);
        const std::string begin = id + " ";
        const auto tell = [&](const std::string& place, const json& before, const json& after) {
            if (before != after) lines.push_back(begin + place + ": " + before.dump() + " -> " + after.dump());
        };
        for (const char* kind : {"services", "tiers"}) {
            const auto changes = patch.value(kind, json::object());
            for (const auto& [key, change] : changes.items()) {
                const auto before = above.at(kind).value(key, json::object());
                for (const auto& [field, value] : change.items())
                    tell(key + " " + field, before.value(field, json()), value);
            }
        }
        for (const char* key : own_settings)
            if (patch.contains(key)) tell(key, above.value(key, json()), patch.at(key));
    }
    return lines;
}

}  // namespace warmline::settings
