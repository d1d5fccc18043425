#include "dispatcher/duty.hpp"

#include <algorithm>

#include "dispatcher/fit.hpp"
#include "dispatcher/pairing.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono;

constexpr int days_of_week = 7;

sys_days day_of(Time at) { return floor<days>(at + helper_offset); }
Time midnight(sys_days local) { return Time(local) - helper_offset; }

/// When the rest or leave that runs at `now` ends, with those that follow without a gap; `now` if none runs.
Time back_at(const Helper& helper, Time now) {
    auto until = now;
    for (std::size_t i = 0; i <= helper.leave.size(); ++i) {
        const auto before = until;
        if (helper.rest_until && *helper.rest_until > until) until = *helper.rest_until;
        for (const auto& leave : helper.leave)
            if (leave.from <= until && leave.to > until) until = leave.to;
        if (until == before) break;
    }
    return until;
}

/// The beginning of the first shift after `now`, within a week.
std::optional<Time> next_shift(const Helper& helper, Time now) {
    std::optional<Time> first;
    for (int ahead = 0; ahead <= days_of_week; ++ahead) {
        const auto day = day_of(now) + days(ahead);
        for (const auto& shift : helper.shifts) {
            if (shift.weekday != static_cast<int>(weekday(day).iso_encoding())) continue;
            const auto begins = midnight(day) + shift.from;
            if (begins > now && (!first || begins < *first)) first = begins;
        }
    }
    return first;
}

bool due_before(const Ticket& ticket, Time until) {
    return std::ranges::any_of(ticket.deadlines, [&](const Deadline& deadline) {
        return deadline.kind == DeadlineKind::resolve && !deadline.met && deadline.due < until;
    });
}

}  // namespace

bool helps(const Person& person) {
    return person.helper || person.roles.contains(Role::partner) || person.roles.contains(Role::volunteer) ||
           person.roles.contains(Role::expert);
}

Duty duty_of(const Helper& helper) { return {helper.shifts, helper.capacity, helper.per_day, helper.kind_limits}; }

PresenceNow presence_of(const Helper& helper, Time now) {
    if (const auto obstacle = away(helper, now))
        return {*obstacle == Obstacle::resting ? Presence::resting : Presence::on_leave, back_at(helper, now)};
    if (on_shift(helper, now)) return {};
    return {Presence::off_shift, next_shift(helper, now)};
}

bool off_today(const Helper& helper, Time now) {
    const auto tomorrow = midnight(day_of(now) + days(1));
    const auto back = back_at(helper, now);
    if (back >= tomorrow) return true;
    if (on_shift(helper, back)) return false;
    const auto next = next_shift(helper, back);
    return !next || *next >= tomorrow;
}

std::optional<Time> first_expiry(const Helper& helper, Time now) {
    std::optional<Time> first;
    for (const auto& [licence, end] : helper.expiry)
        if (end < now + expiry_told && (!first || end < *first)) first = end;
    return first;
}

LeaveEffect effect_of(const State& state, const PersonId& id, const Leave& leave, Time now) {
    LeaveEffect out;
    const auto* person = state.person(id);
    if (!person) return out;
    const auto& helper = helper_of(*person);
    auto& offers = leave.from <= now ? out.moved : out.kept;
    offers = helper.offers;
    for (const auto& number : helper.tickets) {
        out.kept.push_back(number);
        const auto found = state.tickets.find(number);
        if (found != state.tickets.end() && due_before(found->second, leave.to)) out.due_within.push_back(number);
    }
    if (leave.to - std::max(leave.from, now) < absence_told_from) return out;
    for (const auto& home : person->families) {
        const auto found = state.households.find(home);
        if (found == state.households.end() || !found->second.pair) continue;
        const auto* backup = state.person(found->second.pair->backup);
        const bool there = backup && !away(helper_of(*backup), std::max(leave.from, now));
        out.families.push_back({home, there ? backup->id : PersonId{}});
    }
    return out;
}

}  // namespace warmline::dispatcher
