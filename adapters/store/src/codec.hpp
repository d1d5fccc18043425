#pragma once
// The forms of stored values: JSON text, sealed for its key, in a versioned record with links.
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "redis/record.hpp"
#include "store/store.hpp"

namespace warmline::store {

[[nodiscard]] nlohmann::json to_json(const Outgoing& message);
[[nodiscard]] Outgoing outgoing_from(const nlohmann::json& j);
[[nodiscard]] nlohmann::json to_json(const Parked& parked);
[[nodiscard]] Parked parked_from(const nlohmann::json& j);

/// Who looks after a household now: partner and backup, and whoever is asked to take it over.
[[nodiscard]] std::set<dispatcher::PersonId> looking_after(const dispatcher::Household& household);

/// Keys that are loaded together with the value.
[[nodiscard]] std::vector<std::string> links_of(const Keys& keys, const dispatcher::Ticket& ticket);
[[nodiscard]] std::vector<std::string> links_of(const Keys& keys, const dispatcher::Person& person);
[[nodiscard]] std::vector<std::string> links_of(const Keys& keys, const bot::Conversation& conversation);

/// Where an open call stands among the others: the urgent ones first, then the oldest.
[[nodiscard]] std::int64_t call_score(const dispatcher::CallTask& task);

/// A stored batch of events is: origin, this, what is sealed for `events_place`.
inline constexpr char origin_end = '\n';
[[nodiscard]] inline std::string events_place(const Keys& keys, std::string_view origin) {
    return keys.events() + "/" + std::string(origin);
}

/// Puts one loaded record where it belongs in the work. @return Errc::damaged
[[nodiscard]] Result<void> place(const Vault& vault, const Keys& keys, const std::string& key,
                                 const redis::Record& record, Work& work);

}  // namespace warmline::store
