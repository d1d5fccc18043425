#pragma once
#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// The household's series of this service, or nullptr.
[[nodiscard]] const Series* series_of(const Household& household, std::string_view need);

/// When the second ticket of a series that begins at `now` is opened: so many days later, at nine in the morning by the
/// organisation's clock, or at the end of quiet hours if that is later.
[[nodiscard]] Time second_of_series(const Programme& programme, const OrganisationId& organisation, int every_days,
                                    Time now);

/// The first moment of the series after `after`, or the first from it on: its weekday and hour stay.
[[nodiscard]] Time series_after(const Series& series, Time after);

inline constexpr std::chrono::hours series_pause_usual{24 * 28};
inline constexpr std::chrono::hours series_pause_max{24 * 366};

}  // namespace warmline::dispatcher
