#include <algorithm>

#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

Event person_changed(Person person) {
    Event event = event_of(EventKind::person_changed, {});
    event.person = person.id;
    event.person_state = std::move(person);
    return event;
}

/// What tickets have written about a person is theirs: a change from outside keeps it.
void keep_load(Person& changed, const Person& known) {
    changed.requested = known.requested;
    changed.outreach = known.outreach;
    changed.families = known.families;
    changed.contacts = known.contacts;
    if (!known.helper) return;
    const bool busy = !known.helper->offers.empty() || !known.helper->tickets.empty();
    if (!changed.helper && !busy) return;
    if (!changed.helper) changed.helper.emplace();
    changed.helper->offers = known.helper->offers;
    changed.helper->tickets = known.helper->tickets;
    changed.helper->last_offer = known.helper->last_offer;
    changed.helper->asked = known.helper->asked;
    changed.helper->taken = known.helper->taken;
    changed.helper->taken_today = known.helper->taken_today;
    changed.helper->today = known.helper->today;
    changed.helper->taken_lately = known.helper->taken_lately;
    changed.helper->night_work = known.helper->night_work;
}

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

}  // namespace

Done decide_on(Turn& turn, const ChangePerson& command) {
    if (!command.person.id) return Errc::person_unknown;
    Person changed = command.person;
    if (const auto* known = turn.person(changed.id)) {
        keep_load(changed, *known);
    } else {
        changed.requested.clear();
        changed.families.clear();
        if (changed.helper) changed.helper->offers.clear();
        if (changed.helper) changed.helper->tickets.clear();
    }
    turn.emit(person_changed(std::move(changed)));
    note_absence(turn, command.person.id);
    return {};
}

Done decide_on(Turn& turn, const Rest& command) {
    const auto* known = turn.person(command.person);
    if (!known) return Errc::person_unknown;
    if (!is_office(turn.actor) && turn.actor.person != command.person) return Errc::not_yours;
    if (!known->helper && !known->roles.contains(Role::partner)) return Errc::not_yours;  // has nothing to rest from
    if (command.until && *command.until <= std::max(turn.now, command.from.value_or(turn.now)))
        return Errc::value_out_of_range;
    Person changed = *known;
    if (!changed.helper) changed.helper.emplace();
    if (command.from && *command.from > turn.now) {
        if (!command.until) return Errc::value_out_of_range;
        add_leave(*changed.helper, {*command.from, *command.until, command.why}, turn.now);
        turn.emit(person_changed(std::move(changed)));
        note_absence(turn, command.person);
        return {};
    }
    changed.helper->rest_until = command.until;
    if (!command.until) end_leave(*changed.helper, turn.now);
    const auto offers = changed.helper->offers;
    turn.emit(person_changed(std::move(changed)));
    note_absence(turn, command.person);
    if (!command.until) return {};
    for (const auto& id : offers) {
        if (!turn.ticket(id)) continue;  // not loaded: the offer runs out by itself
        turn.emit(event_of(EventKind::offer_declined, id, command.person, "休息"));
        offer_next(turn, id);
    }
    return {};
}

Done decide_on(Turn& turn, const OpenCallTask& command) {
    Event event = event_of(EventKind::call_task_opened, command.task.ticket);
    event.person = command.task.person;
    event.call_task = command.task;
    auto& task = *event.call_task;
    task.opened = turn.now;
    task.done.reset();
    if (!task.organisation && !turn.programme.organisations.empty()) {
        task.organisation = turn.programme.organisations.front().id;
    }
    const CallTask opened = task;
    turn.emit(std::move(event));
    for (const auto role : {Role::operator_, Role::coordinator}) {
        for (auto& to : nearest(turn, role, opened.organisation)) {
            turn.notify(
                {NoticeKind::call_task, std::move(to), opened.ticket, opened.person, opened.text, opened.urgent});
        }
    }
    return {};
}

Done decide_on(Turn& turn, const FinishCallTask& command) {
    Event event = event_of(EventKind::call_task_done, command.task.ticket, command.note);
    event.person = command.task.person;
    event.call_task = command.task;
    event.call_task->done = turn.now;
    turn.emit(std::move(event));
    return {};
}

}  // namespace warmline::dispatcher
