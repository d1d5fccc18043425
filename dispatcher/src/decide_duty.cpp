// Rest, leave, shifts and limits of a helper: said by himself or herself, or by the office.
#include <algorithm>

#include "decisions.hpp"
#include "dispatcher/duty.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

/// In order, without those that are over.
void add_leave(Helper& helper, Leave leave, Time now) {
    std::erase_if(helper.leave, [&](const Leave& old) { return old.to <= now; });
    helper.leave.push_back(std::move(leave));
    std::ranges::sort(helper.leave, {}, &Leave::from);
}

/// Back at work: the leave that runs now is over; those to come stay.
void end_leave(Helper& helper, Time now) {
    std::erase_if(helper.leave, [&](const Leave& leave) { return leave.from <= now; });
}

/// What was offered goes on to others.
void pass_offers(Turn& turn, const PersonId& person) {
    const auto offers = turn.person(person)->helper->offers;
    for (const auto& id : offers) {
        if (!turn.ticket(id)) continue;  // not loaded: the offer runs out by itself
        turn.emit(event_of(EventKind::offer_declined, id, person, "休息"));
        offer_next(turn, id);
    }
}

std::string span_of(std::optional<Time> from, Time to) {
    return std::to_string(from ? to_ms(*from) : 0) + "-" + std::to_string(to_ms(to));
}

/// Who did it by himself or herself knows; what the office does is told.
void tell(Turn& turn, const PersonId& person, NoticeKind kind, std::string text = {}) {
    if (turn.actor.kind == ActorKind::coordinator || turn.actor.kind == ActorKind::operator_)
        turn.notify({kind, person, {}, {}, std::move(text)});
}

bool is_free(const Helper& helper, const Leave& wanted) {
    return std::ranges::none_of(helper.leave,
                                [&](const Leave& old) { return old.from == wanted.from && old.to == wanted.to; });
}

Done note_leave(Turn& turn, Person changed, const Rest& command) {
    const Leave leave{*command.from, *command.until, command.why};
    if (changed.helper->leave.size() >= leaves_max) return Errc::value_out_of_range;
    if (is_office(turn.actor) && !is_free(*changed.helper, leave)) return Errc::already_so;
    add_leave(*changed.helper, leave, turn.now);
    turn.emit(person_changed(std::move(changed)));
    note_absence(turn, command.person);
    if (leave.from <= turn.now) pass_offers(turn, command.person);
    tell(turn, command.person, NoticeKind::leave_noted, span_of(leave.from, leave.to));
    return {};
}

bool is_possible(const Shift& shift) {
    return shift.weekday >= 1 && shift.weekday <= 7 && shift.from >= 0min && shift.from < 24h &&
           shift.to > shift.from && shift.to <= shift.from + 24h;
}

bool is_carried(int tickets) { return tickets >= 0 && tickets <= carried_max; }

bool is_possible(const Duty& duty) {
    return duty.shifts.size() <= shifts_max &&
           std::ranges::all_of(duty.shifts, [](const Shift& shift) { return is_possible(shift); }) &&
           std::ranges::all_of(duty.kind_limits, [](const auto& kind) { return is_carried(kind.second); }) &&
           is_carried(duty.capacity) && is_carried(duty.per_day);
}

/// What the office had said of somebody's duty is no longer so.
void tell_office(Turn& turn, const PersonId& person) {
    for (auto& to : nearest(turn, Role::coordinator, turn.person(person)->organisation))
        turn.notify({NoticeKind::duty_changed, std::move(to), {}, person, {}});
}

/// One's own hours are one's own to say; how much is carried is the office's.
bool may_change(const Turn& turn, const ChangeDuty& command) {
    if (is_office(turn.actor)) return true;
    auto hours_alone = command.seen;
    hours_alone.shifts = command.wanted.shifts;
    return turn.actor.person == command.person && hours_alone == command.wanted;
}

}  // namespace

Done decide_on(Turn& turn, const Rest& command) {
    const auto* known = turn.person(command.person);
    if (!known) return Errc::person_unknown;
    if (!is_office(turn.actor) && turn.actor.person != command.person) return Errc::not_yours;
    if (!helps(*known)) return Errc::not_yours;  // has nothing to rest from
    if (command.until && *command.until <= std::max(turn.now, command.from.value_or(turn.now)))
        return Errc::value_out_of_range;
    Person changed = *known;
    if (!changed.helper) changed.helper.emplace();
    if (command.from) {
        if (!command.until) return Errc::value_out_of_range;
        return note_leave(turn, std::move(changed), command);
    }
    changed.helper->rest_until = command.until;
    if (!command.until) end_leave(*changed.helper, turn.now);
    turn.emit(person_changed(std::move(changed)));
    note_absence(turn, command.person);
    if (command.until) pass_offers(turn, command.person);
    return {};
}

Done decide_on(Turn& turn, const ShortenLeave& command) {
    const auto* known = turn.person(command.person);
    if (!known) return Errc::person_unknown;
    if (!is_office(turn.actor) && turn.actor.person != command.person) return Errc::not_yours;
    if (!known->helper || command.to <= turn.now) return Errc::changed_meanwhile;
    const auto begins = command.from.value_or(turn.now);
    if (command.until && (*command.until <= std::max(begins, turn.now) || *command.until >= command.to))
        return Errc::value_out_of_range;
    Person changed = *known;
    auto& helper = *changed.helper;
    if (command.from) {
        const auto same = [&](const Leave& leave) { return leave.from == *command.from && leave.to == command.to; };
        const auto found = std::ranges::find_if(helper.leave, same);
        if (found == helper.leave.end()) return Errc::changed_meanwhile;
        if (command.until)
            found->to = *command.until;
        else
            helper.leave.erase(found);
    } else {
        if (helper.rest_until != command.to) return Errc::changed_meanwhile;
        helper.rest_until = command.until;
    }
    turn.emit(person_changed(std::move(changed)));
    note_absence(turn, command.person);
    tell(turn, command.person, command.until ? NoticeKind::leave_shortened : NoticeKind::leave_ended,
         span_of(command.from, command.until.value_or(command.to)));
    return {};
}

Done decide_on(Turn& turn, const ChangeDuty& command) {
    const auto* known = turn.person(command.person);
    if (!known) return Errc::person_unknown;
    if (!may_change(turn, command) || !helps(*known)) return Errc::not_yours;
    if (!is_possible(command.wanted)) return Errc::value_out_of_range;
    Person changed = *known;
    if (!changed.helper) changed.helper.emplace();
    auto& helper = *changed.helper;
    if (duty_of(helper) != command.seen) return Errc::changed_meanwhile;
    if (command.wanted == command.seen) return Errc::already_so;
    const bool of_office = helper.duty_by_office;
    helper.shifts = command.wanted.shifts;
    helper.capacity = command.wanted.capacity;
    helper.per_day = command.wanted.per_day;
    helper.kind_limits = command.wanted.kind_limits;
    helper.duty_by_office = true;
    turn.emit(person_changed(std::move(changed)));
    tell(turn, command.person, NoticeKind::duty_changed);
    if (of_office && !is_office(turn.actor)) tell_office(turn, command.person);
    return {};
}

Done decide_on(Turn& turn, const GiveCalendar& command) {
    const auto* known = turn.person(command.person);
    if (!known) return Errc::person_unknown;
    if (!is_office(turn.actor) || !helps(*known)) return Errc::not_yours;
    Event event = event_of(EventKind::calendar_given, {}, command.person);
    event.step = command.anew ? 1 : 0;
    turn.emit(std::move(event));
    if (command.anew) tell(turn, command.person, NoticeKind::calendar_renewed);
    return {};
}

}  // namespace warmline::dispatcher
