#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dispatcher/decide.hpp"

// What those who look after helpers see of their duty. Pure; times of day are China's, as everywhere for shifts.
namespace warmline::dispatcher {

// Limits of what is kept of one helper.
inline constexpr std::size_t shifts_max = 28, leaves_max = 50;
inline constexpr int carried_max = 1000;  ///< of Duty::capacity and Duty::per_day

/// A licence that ends within this time is told of.
inline constexpr std::chrono::days expiry_told{30};

/// True for whoever tickets or families may be given to: volunteers, partners, experts, and who is listed with work.
[[nodiscard]] bool helps(const Person& person);

[[nodiscard]] Duty duty_of(const Helper& helper);

enum class Presence { on_duty, off_shift, resting, on_leave };
/// Where somebody stands at a moment.
struct PresenceNow {
    Presence presence = Presence::on_duty;
    std::optional<Time> until;  ///< of rest or leave; off shift: when the next shift begins
};
[[nodiscard]] PresenceNow presence_of(const Helper& helper, Time now);

/// True if nothing is left of duty on the local day of `now`: rest or leave from now to its end, or no shift on it.
[[nodiscard]] bool off_today(const Helper& helper, Time now);

/// The licence that ends first, or has ended, if that is within `expiry_told`; nullopt: none.
[[nodiscard]] std::optional<Time> first_expiry(const Helper& helper, Time now);

/// What a leave would do.
struct LeaveEffect {
    std::vector<TicketId> moved;       ///< offers awaiting an answer that go on to others at once
    std::vector<TicketId> kept;        ///< offered or in hand, and left so
    std::vector<TicketId> due_within;  ///< of `kept`, in hand and promised to be done within the leave
    struct Family {
        HouseholdId id;
        PersonId deputy;  ///< who stands in; empty: nobody
    };
    std::vector<Family> families;  ///< that are told, since the leave is long enough
};
/// @param state  with the person, his or her tickets, families and their backups
[[nodiscard]] LeaveEffect effect_of(const State& state, const PersonId& person, const Leave& leave, Time now);

}  // namespace warmline::dispatcher
