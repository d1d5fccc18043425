#pragma once
#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dispatcher/programme.hpp"
#include "dispatcher/situation.hpp"

namespace warmline::dispatcher {

inline constexpr int booking_days_max = 365;  ///< a stay begins at most so many days from today

/// The house of the service; nullptr if it has none of this id.
[[nodiscard]] const House* house_of(const Service& service, std::string_view id);

/// The stays that are booked now, as the programme's owner knows them.
[[nodiscard]] std::span<const Stay> stays_of(const Programme& programme) noexcept;

/// How many rooms are free in each of `days` nights from `from` on; none where the house is not open.
/// @param except  its own stay does not count, so that it can be moved
[[nodiscard]] std::vector<int> free_rooms(const House& house, std::span<const Stay> stays, std::chrono::sys_days from,
                                          int days, const TicketId& except = {});

/// True if a room is free in every night of a stay that begins on this day.
[[nodiscard]] bool has_room(const House& house, std::span<const Stay> stays, std::chrono::sys_days first,
                            const TicketId& except = {});

/// The first day, from `earliest` on and within `booking_days_max`, on which a stay can begin.
[[nodiscard]] std::optional<std::chrono::sys_days> next_free(const House& house, std::span<const Stay> stays,
                                                             std::chrono::sys_days earliest,
                                                             const TicketId& except = {});

/// Books it in place of the ticket's own; stays that were over on `today` go.
void book(std::vector<Stay>& stays, const Stay& stay, std::chrono::sys_days today);

}  // namespace warmline::dispatcher
