#include <algorithm>

#include "deadlines.hpp"
#include "decisions.hpp"
#include "dispatcher/contact.hpp"
#include "dispatcher/fit.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

constexpr auto morning = 9h;  // by the local clock

Time morning_of(std::chrono::sys_days::rep day, const Programme& programme, const OrganisationId& of) {
    const Time at = Time{std::chrono::sys_days{std::chrono::days{day}}} - helper_offset + morning;
    return after_quiet(programme.quiet_hours_of(of), Calendar{}, at);
}

/// What is told of it may change what the family counts on today.
bool is_promised_today(const Ticket& ticket, Time now) {
    if (ticket.tier <= Tier::t1) return true;
    const auto* resolve = unmet(ticket, DeadlineKind::resolve);
    return resolve && helper_day(resolve->due) <= helper_day(now);
}

const Ticket* ticket_in(const State& state, const TicketId& id) {
    const auto found = state.tickets.find(id);
    return found == state.tickets.end() ? nullptr : &found->second;
}

const Household* home_in(const State& state, const Person& person) {
    const auto found = state.households.find(person.household);
    return found == state.households.end() ? nullptr : &found->second;
}

/// How often somebody wishes to be written to, in days; 0: as the programme says.
int wish_of(const State& state, const Person& person) {
    const auto* home = home_in(state, person);
    return home ? home->contacts.every_days : person.contacts.every_days;
}

/// What became of a request, as far as that is a courtesy.
bool tells_of_change(NoticeKind kind) {
    return kind == NoticeKind::resolved_ask || kind == NoticeKind::merged || kind == NoticeKind::incident;
}

}  // namespace

bool is_courtesy(const Notice& notice, const Ticket* ticket, Time now) {
    if (notice.urgent || (ticket && ticket->crisis)) return false;
    switch (notice.kind) {
        case NoticeKind::progress:
        case NoticeKind::partly_done:
            // What the office or time itself says of a ticket ends, delays or gives it to others.
            return notice.about && ticket && !is_promised_today(*ticket, now);
        case NoticeKind::resolved_ask:
        case NoticeKind::merged:
        case NoticeKind::outreach:
        case NoticeKind::paired_family:
        case NoticeKind::partner_changed:
        case NoticeKind::deputy_began:
        case NoticeKind::deputy_ended:
        case NoticeKind::pair_ended_family:
        case NoticeKind::linked_person:
        case NoticeKind::series_paused:
        case NoticeKind::series_ended:
        case NoticeKind::incident:
            return true;
        default:
            return false;
    }
}

bool is_unwished(const Notice& notice, const State& state, Time now) {
    const auto* person = state.person(notice.to);
    const int wish = person ? wish_of(state, *person) : 0;
    if (wish == 0 || tells_of_change(notice.kind)) return false;
    const bool unwished = notice.kind == NoticeKind::progress ? wish > 1 : wish >= contacts_never;
    return unwished && is_courtesy(notice, ticket_in(state, notice.ticket), now);
}

Slot next_contact(const Contacts& so_far, Time wanted, const Programme& programme, const OrganisationId& of) {
    const auto day = helper_day(wanted);
    const auto on = [&](std::chrono::sys_days::rep when, int count) {
        return Contacts{when, count, so_far.every_days};
    };
    if (so_far.day > day) return {so_far, morning_of(so_far.day, programme, of)};
    const auto free_from = so_far.count > 0 ? so_far.day + so_far.every_days : day;
    if (free_from > day) return {on(free_from, 1), morning_of(free_from, programme, of)};
    if (so_far.day < day) return {on(day, 1), wanted};
    if (so_far.count < programme.contacts_per_day_of(of)) return {on(day, so_far.count + 1), wanted};
    return {on(day + 1, 1), morning_of(day + 1, programme, of)};
}

std::optional<WriteToFamily> contact_of(const Notice& notice, const State& state, Time wanted, Time now) {
    if (!is_courtesy(notice, ticket_in(state, notice.ticket), now)) return std::nullopt;
    const auto* person = state.person(notice.to);
    if (!person) return std::nullopt;
    if (wish_of(state, *person) > 0 && tells_of_change(notice.kind)) return std::nullopt;
    WriteToFamily out;
    out.person = notice.to;
    out.wanted = wanted;
    if (home_in(state, *person)) out.household = person->household;
    // A liaison of a team says how often he or she wishes to be asked.
    if (notice.kind == NoticeKind::outreach && person->household.empty()) return std::nullopt;
    return out;
}

Done decide_on(Turn& turn, const WriteToFamily& command) {
    if (!is_office(turn.actor)) return Errc::not_yours;
    const auto* household = turn.household(command.household);
    const auto* person = turn.person(command.person);
    if (command.household && !household) return Errc::household_unknown;
    if (!household && !person) return Errc::person_unknown;
    const auto& so_far = household ? household->contacts : person->contacts;
    const auto& of = household ? household->organisation : person->organisation;
    const auto slot = next_contact(so_far, command.wanted, turn.programme, of);
    Event event = event_of(EventKind::family_written, {});
    event.household = command.household;
    if (!household) event.person = command.person;
    event.review_at = slot.told;
    event.step = slot.contacts.count;
    turn.emit(std::move(event));
    return {};
}

Done limit_contacts(Turn& turn, const Person& person, int every_days) {
    const auto* home = turn.household(person.household);
    const auto speaks = [&](const PersonId& id) {
        return id == person.id || (home && std::ranges::find(home->members, id) != home->members.end());
    };
    if (!is_office(turn.actor) && !speaks(turn.actor.person)) return Errc::not_yours;
    if (every_days < 0 || every_days > contacts_never) return Errc::value_out_of_range;
    Event event = event_of(EventKind::contacts_limited, {});
    if (home) event.household = home->id;
    if (!home) event.person = person.id;
    event.step = every_days;
    turn.emit(std::move(event));
    return {};
}

}  // namespace warmline::dispatcher
