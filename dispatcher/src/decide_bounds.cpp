#include <algorithm>

#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

bool are_districts(const std::set<std::string>& ids, const Programme& programme) {
    return std::ranges::all_of(ids, [&](const std::string& id) {
        return std::ranges::find(programme.districts, id, &District::id) != programme.districts.end();
    });
}

}  // namespace

Done decide_on(Turn& turn, const SetBounds& command) {
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (command.reason.empty()) return Errc::reason_missing;
    if (!are_districts(command.area, turn.programme) || !are_districts(command.sealed, turn.programme))
        return Errc::value_out_of_range;
    const auto& now = turn.situation().bounds;
    const auto& area = now ? now->area : turn.programme.area;
    const auto& sealed = now ? now->sealed : turn.programme.sealed;
    if (command.area == area && command.sealed == sealed) return Errc::already_so;
    Event event = event_of(EventKind::bounds_set, {}, command.reason);
    event.bounds = Bounds{turn.now, turn.actor.person, command.reason, command.area, command.sealed};
    turn.emit(std::move(event));
    return {};
}

}  // namespace warmline::dispatcher
