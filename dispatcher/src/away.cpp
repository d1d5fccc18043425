#include <algorithm>

#include "decisions.hpp"
#include "dispatcher/pairing.hpp"

namespace warmline::dispatcher {
namespace {

/// When the rest or leave that runs at `now` ends; nullopt: at work.
std::optional<Time> running_until(const Helper& helper, Time now) {
    std::optional<Time> until;
    if (helper.rest_until && *helper.rest_until > now) until = helper.rest_until;
    for (const auto& leave : helper.leave)
        if (leave.from <= now && now < leave.to) until = std::max(until.value_or(leave.to), leave.to);
    return until;
}

void begin(Turn& turn, const HouseholdId& id) {
    const Pair pair = *turn.household(id)->pair;
    const auto* backup = turn.person(pair.backup);
    const bool present = backup && !away(helper_of(*backup), turn.now);
    const auto deputy = present ? pair.backup : PersonId{};
    turn.emit(event_of_household(EventKind::deputy_began, id, deputy));
    const auto until = std::to_string(to_ms(pair.away->until));
    tell_family(turn, id, NoticeKind::deputy_began, deputy, until);
    turn.notify({NoticeKind::deputy_asked, deputy, {}, pair.partner, until, false, id});
}

void end(Turn& turn, const HouseholdId& id) {
    const Pair pair = *turn.household(id)->pair;
    turn.emit(event_of_household(EventKind::deputy_ended, id, pair.partner));
    tell_family(turn, id, NoticeKind::deputy_ended, pair.partner, {});
    turn.notify({NoticeKind::deputy_done, pair.backup, {}, pair.partner, {}, false, id});
}

}  // namespace

std::optional<Absence> absence_of(const Helper& helper, Time now) {
    std::vector<Absence> all;
    if (helper.rest_until) all.push_back({now, *helper.rest_until, false});
    for (const auto& leave : helper.leave) all.push_back({leave.from, leave.to, false});
    std::erase_if(all,
                  [&](const Absence& one) { return one.until <= now || one.until - one.from < absence_told_from; });
    const auto first = std::ranges::min_element(all, {}, &Absence::from);
    return first == all.end() ? std::nullopt : std::optional(*first);
}

void note_absence(Turn& turn, const HouseholdId& id) {
    const auto* home = turn.household(id);
    if (!home || !home->pair) return;
    const auto* partner = turn.person(home->pair->partner);
    static const Helper always_there;
    const Helper helper = partner ? helper_of(*partner) : always_there;
    const auto known = home->pair->away;
    auto next = absence_of(helper, turn.now);
    // What the family was told of goes on until it is over, however short the rest of it is.
    const auto running = running_until(helper, turn.now);
    if (known && known->begun && running) next = Absence{known->from, *running, true};
    if (known && known->begun && !running) end(turn, id);
    if (turn.household(id)->pair->away != next) {
        Event event = event_of_household(EventKind::absence_changed, id, {});
        event.absence = next;
        turn.emit(std::move(event));
    }
    if (next && !next->begun && next->from <= turn.now) begin(turn, id);
}

void note_absence(Turn& turn, const PersonId& partner) {
    const auto families = turn.person(partner)->families;
    for (const auto& id : families) note_absence(turn, id);
}

std::optional<Time> next_due(const Household& household) {
    std::optional<Time> due;
    const auto consider = [&](Time at) { due = due ? std::min(*due, at) : at; };
    for (const auto& series : household.series) consider(series.next);
    if (!household.pair) return due;
    const auto& pair = *household.pair;
    if (pair.away) consider(pair.away->begun ? pair.away->until : pair.away->from);
    if (pair.hand_over) consider(pair.hand_over->answer_by);
    return due;
}

}  // namespace warmline::dispatcher
