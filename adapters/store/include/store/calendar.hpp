#pragma once
#include "store/store.hpp"

namespace warmline::store {

/// A calendar's address is the service's own, the folder, its secret, and the suffix.
inline constexpr std::string_view calendar_folder = "/calendar/", calendar_suffix = ".ics";

/// The address of a calendar ends so long after its helper asked for it last.
inline constexpr std::chrono::hours calendar_kept{24 * 365};

// A helper's calendar is reached by a secret of 64 hexadecimal digits that says nothing of the person. It is no fact of
// the dispatcher but a key to one, kept like a session: beside the events, sealed, and found by a keyed hash.

/// The person's secret: the one there is, or a new one; kept for `calendar_kept` from now.
Task<std::string> calendar_secret(Store& store, dispatcher::PersonId person);
/// True if the person has a secret that holds.
Task<bool> has_calendar(Store& store, dispatcher::PersonId person);
/// The secret opens nothing any more.
Task<void> end_calendar(Store& store, dispatcher::PersonId person);
/// Whose calendar it is; nullopt if the secret opens nothing. Only reads, so that what was ended stays so.
Task<std::optional<dispatcher::PersonId>> calendar_owner(Store& store, std::string secret);

}  // namespace warmline::store
