#include <algorithm>

#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

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
    changed.helper->kind_load = known.helper->kind_load;
    changed.helper->asked = known.helper->asked;
    changed.helper->taken = known.helper->taken;
    changed.helper->taken_today = known.helper->taken_today;
    changed.helper->today = known.helper->today;
    changed.helper->taken_lately = known.helper->taken_lately;
    changed.helper->night_work = known.helper->night_work;
}

}  // namespace

Event person_changed(Person person) {
    Event event = event_of(EventKind::person_changed, {});
    event.person = person.id;
    event.person_state = std::move(person);
    return event;
}

Done decide_on(Turn& turn, const ChangePerson& command) {
    if (!command.person.id) return Errc::person_unknown;
    Person changed = command.person;
    if (const auto* known = turn.person(changed.id)) {
        keep_load(changed, *known);
    } else {
        changed.requested.clear();
        changed.families.clear();
        if (changed.helper) {
            changed.helper->offers.clear();
            changed.helper->tickets.clear();
            changed.helper->kind_load.clear();
        }
    }
    turn.emit(person_changed(std::move(changed)));
    note_absence(turn, command.person.id);
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
