#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace warmline::settings {

// Where an organisation departs from the programme (S16), on documents that follow the schema: /overrides holds by
// organisation what it changes; what it does not name stays as it is right above it.

/// The overrides of a programme's document, those of an organisation before those of what is below it.
[[nodiscard]] std::vector<std::pair<std::string, nlohmann::json>> overrides_of(const nlohmann::json& document);

/// What holds right above this organisation: "services" by need, "tiers" by name, and settings as a whole
/// ("outreach_at").
[[nodiscard]] nlohmann::json in_force_above(const nlohmann::json& document, const std::string& organisation);

/// The item `key` with `change` made to it. @return nullopt if there is no such item
[[nodiscard]] std::optional<nlohmann::json> patched(const nlohmann::json& items, const std::string& key,
                                                    const nlohmann::json& change);

/// One line for each value that differs: ORGANISATION PLACE: BEFORE -> AFTER
[[nodiscard]] std::vector<std::string> differences_in(const nlohmann::json& document);

}  // namespace warmline::settings
