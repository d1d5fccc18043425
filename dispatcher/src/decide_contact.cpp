#include "deadlines.hpp"
#include "decisions.hpp"
#include "dispatcher/contact.hpp"
#include "dispatcher/fit.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

constexpr auto morning = 9h;  // by the local clock

Time morning_of(std::chrono::sys_days::rep day, const Programme& programme) {
    const Time at = Time{std::chrono::sys_days{std::chrono::days{day}}} - helper_offset + morning;
    return after_quiet(programme.quiet_hours, Calendar{}, at);
}

/// What is told of it may change what the family counts on today.
bool is_promised_today(const Ticket& ticket, Time now) {
    if (ticket.tier <= Tier::t1) return true;
    const auto* resolve = unmet(ticket, DeadlineKind::resolve);
    return resolve && helper_day(resolve->due) <= helper_day(now);
}

}  // namespace

bool is_courtesy(const Notice& notice, const Ticket* ticket, Time now) {
    if (notice.urgent || (ticket && ticket->crisis)) return false;
    switch (notice.kind) {
        case NoticeKind::progress:
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

Slot next_contact(const Contacts& so_far, Time wanted, const Programme& programme) {
    const auto day = helper_day(wanted);
    if (so_far.day < day) return {{day, 1}, wanted};
    if (so_far.day > day) return {so_far, morning_of(so_far.day, programme)};
    if (so_far.count < programme.contacts_per_day_max) return {{day, so_far.count + 1}, wanted};
    return {{day + 1, 1}, morning_of(day + 1, programme)};
}

std::optional<WriteToFamily> contact_of(const Notice& notice, const State& state, Time wanted, Time now) {
    const auto ticket = state.tickets.find(notice.ticket);
    if (!is_courtesy(notice, ticket == state.tickets.end() ? nullptr : &ticket->second, now)) return std::nullopt;
    const auto* person = state.person(notice.to);
    if (!person) return std::nullopt;
    WriteToFamily out;
    out.person = notice.to;
    out.wanted = wanted;
    if (state.households.contains(person->household)) out.household = person->household;
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
    const auto slot = next_contact(household ? household->contacts : person->contacts, command.wanted, turn.programme);
    Event event = event_of(EventKind::family_written, {});
    event.household = command.household;
    if (!household) event.person = command.person;
    event.review_at = slot.told;
    event.step = slot.contacts.count;
    turn.emit(std::move(event));
    return {};
}

}  // namespace warmline::dispatcher
