#pragma once
#include <span>
#include <string>

#include "dispatcher/model.hpp"
#include "dispatcher/programme.hpp"

namespace warmline::calendar {

/// At most so many tickets and spans of leave of one helper, the nearest first.
inline constexpr std::size_t entries_max = 200;

/// A helper's duty as iCalendar (RFC 5545), UTF-8 with CRLF: shifts as weekly events, rest and leave that are not over,
/// and each ticket in hand as the hour before the promise to resolve. Times are UTC. No name, address, reason or
/// summary of anybody; the same for the same state, so that it can be cached.
/// @param helper   who may have no Person::helper: then it is empty
/// @param tickets  those that he or she carries; others are left out
/// @param seed     makes the events' ids unlike those of others; says nothing of the person
[[nodiscard]] std::string ical_of(const dispatcher::Person& helper, std::span<const dispatcher::Ticket> tickets,
                                  const dispatcher::Programme& programme, const std::string& seed,
                                  dispatcher::Time now);

}  // namespace warmline::calendar
