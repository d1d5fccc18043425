#pragma once
#include <memory>

#include "fake_backend.hpp"

namespace warmline::console::testing {

/// Tuesday, 17 February 2026, 10:00 in China.
inline constexpr dispatcher::Time demo_now = dispatcher::from_ms(1771293600000);
inline const std::string demo_password = "warm-line-2026";

/// A small programme: the province with two cities, eleven services, one of them shared by the cities.
[[nodiscard]] dispatcher::Programme demo_programme();
/// Two days of an invented service: tickets in most states, calls, an undelivered message; accounts "chen" (coordinator
/// of the province), "lin" (coordinator of Shenzhen), "wu" (operator of Guangzhou), "he" (leader of the province).
[[nodiscard]] std::unique_ptr<FakeBackend> demo_backend();

/// Sixty more tickets at every stage, from 10101 on, three of them crises, and people with long names; a dozen calls.
void play_busy_day(FakeBackend& backend);
/// Four families of Liwan ask for medicine within minutes (tickets 10201 to 10204).
void play_mass_event(FakeBackend& backend);
/// Two nurses of one hospital ask for a support group, and two experts could lead one. Tickets 10221 and 10222.
void play_groups(FakeBackend& backend);
/// Two nurses ask for a stay: tickets 10231 and 10232.
void play_rest(FakeBackend& backend);
/// Many who help ("person-1" to "person-130"), with shifts, leave, licences and a squad led by "person-3"; the driver
/// with a licence that ends soon; backups for the families of Guangzhou.
void play_persons(FakeBackend& backend);

/// Returned by one after the other, until a ruling is due.
void return_too_often(FakeBackend& backend, const std::string& id);

}  // namespace warmline::console::testing
