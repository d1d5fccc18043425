#pragma once
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "console/backend.hpp"
#include "sessions.hpp"

// What the API answers, as openapi.json describes it. Pure.
namespace warmline::console {

using Json = nlohmann::json;

/// What every answer is made for: whose eyes, which names, which moment.
struct Viewer {
    const User& user;
    const dispatcher::Programme& programme;
    dispatcher::Time now;
};

/// "138****1234"; a number of less than seven digits shows only its last two.
[[nodiscard]] std::string masked(std::string_view phone);

[[nodiscard]] Json present(const Session& session, const dispatcher::Programme& programme);
[[nodiscard]] Json present_catalogue(const Viewer& viewer);
[[nodiscard]] Json present(const dispatcher::Ledger& ledger, const Viewer& viewer);
/// @param first, last  the days that were asked for
[[nodiscard]] Json present(const dispatcher::RatesReport& report, std::chrono::sys_days first,
                           std::chrono::sys_days last, const Viewer& viewer);
[[nodiscard]] Json present(const TicketItem& item, const Viewer& viewer);
[[nodiscard]] Json present(std::span<const TicketItem> items, const Viewer& viewer);
[[nodiscard]] Json present(const TicketPage& page, const Viewer& viewer);
[[nodiscard]] Json present(const TicketView& view, const Viewer& viewer);
[[nodiscard]] Json present(std::span<const Candidate> candidates, const Viewer& viewer);
[[nodiscard]] Json present(std::span<const CallItem> calls, const Viewer& viewer);
[[nodiscard]] Json present(std::span<const HouseholdItem> households, const Viewer& viewer);
[[nodiscard]] Json present(const HouseholdView& view, const Viewer& viewer);
[[nodiscard]] Json present(std::span<const Break> breaks, const Viewer& viewer);
[[nodiscard]] Json present(std::span<const ParkedMessage> messages, const Viewer& viewer);
[[nodiscard]] Json present(const Incidents& incidents, const Viewer& viewer);
[[nodiscard]] Json present(const Groups& groups, const Viewer& viewer);
[[nodiscard]] Json present(const PersonPage& page, const Viewer& viewer);
[[nodiscard]] Json present(const PersonView& view, const Viewer& viewer);
[[nodiscard]] Json present(const LeavePreview& preview, const Viewer& viewer);
/// The houses whose rooms are booked by date, with those free in the next days.
[[nodiscard]] Json present_places(const Viewer& viewer);
/// Surge mode as it is now.
[[nodiscard]] Json present_surge(const Viewer& viewer);
/// Which districts are served and which are sealed, and who said so when.
[[nodiscard]] Json present_bounds(const Viewer& viewer);
[[nodiscard]] Json present(const Change& change);

/// The programme's names; the id or code itself where it has none.
[[nodiscard]] std::string name_of(const dispatcher::OrganisationId& id, const dispatcher::Programme& programme);

}  // namespace warmline::console
