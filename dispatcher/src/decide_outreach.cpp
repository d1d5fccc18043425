#include <algorithm>

#include "decisions.hpp"
#include "dispatcher/outreach.hpp"

namespace warmline::dispatcher {
namespace {

using std::chrono::days;

/// Who has never written from a chat is not known to be one whom a message reaches.
bool can_be_asked(const Person& person) {
    return person.roles.contains(Role::liaison) && !person.conversations.empty();
}

/// The hours of his or her organisation on the day that is `ahead` days from that of `now`.
std::vector<Time> rounds_of(const Person& person, const Programme& programme, const Calendar& calendar, Time now,
                            int ahead) {
    std::vector<Time> out;
    const Time midnight = Time(calendar.local_day(now) + days(ahead)) - calendar.utc_offset;
    for (const auto& at : programme.outreach_of(person.organisation)) out.push_back(midnight + at);
    std::ranges::sort(out);
    return out;
}

/// True if so many days have passed since the last time as he or she wishes.
bool is_wished(const Person& person, const Calendar& calendar, Time round) {
    if (!person.outreach) return true;
    const auto& wish = *person.outreach;
    if (wish.every_days <= 0) return false;
    if (wish.every_days == 1 || !wish.asked) return true;
    return calendar.local_day(round) - calendar.local_day(*wish.asked) >= days(wish.every_days);
}

bool is_done(const Person& person, Time round) {
    return person.outreach && person.outreach->round && *person.outreach->round >= round;
}

/// What came in today need not be asked for again (S15).
bool has_written_today(const Turn& turn, const Person& person) {
    const auto& calendar = turn.programme.calendar_of(person.organisation);
    return std::ranges::any_of(person.requested, [&](const TicketId& id) {
        const auto* ticket = turn.ticket(id);
        return ticket != nullptr && calendar.local_day(ticket->opened) == calendar.local_day(turn.now);
    });
}

Event of_person(EventKind kind, const PersonId& person, std::string text = {}) {
    return event_of(kind, {}, person, std::move(text));
}

}  // namespace

std::optional<Time> outreach_round(const Person& person, const Programme& programme, Time now) {
    if (!can_be_asked(person)) return std::nullopt;
    const auto& calendar = programme.calendar_of(person.organisation);
    std::optional<Time> due;
    for (const int day : {-1, 0})
        for (const auto& round : rounds_of(person, programme, calendar, now, day))
            if (round <= now && now - round < outreach_late_max) due = round;
    if (!due || is_done(person, *due) || !is_wished(person, calendar, *due)) return std::nullopt;
    return due;
}

std::optional<Time> next_outreach(const Person& person, const Programme& programme, Time now) {
    if (!can_be_asked(person)) return std::nullopt;
    const auto& calendar = programme.calendar_of(person.organisation);
    for (int day = 0; day <= outreach_days_max + 1; ++day)
        for (const auto& round : rounds_of(person, programme, calendar, now, day))
            if (round > now && !is_done(person, round) && is_wished(person, calendar, round)) return round;
    return std::nullopt;
}

void count_outreach(OutreachCount& count, const Person& person, const Programme& programme, Time now) {
    if (!can_be_asked(person)) return;
    ++count.liaisons;
    if (!person.outreach) return;
    const auto& outreach = *person.outreach;
    if (outreach.every_days == 0) ++count.none;
    const auto& calendar = programme.calendar_of(person.organisation);
    if (!outreach.asked || calendar.local_day(*outreach.asked) != calendar.local_day(now)) return;
    ++count.asked;
    if (!outreach.answered || *outreach.answered < *outreach.asked) return;
    ++count.answered;
    if (outreach.nothing) ++count.nothing;
}

Done decide_on(Turn& turn, const ReachOut& command) {
    const auto* person = turn.person(command.person);
    if (person == nullptr) return Errc::person_unknown;
    const auto round = outreach_round(*person, turn.programme, turn.now);
    if (!round) return Errc::value_out_of_range;
    const bool known = has_written_today(turn, *person);
    auto event = of_person(EventKind::outreach_made, command.person, known ? "今天已经来过需求" : "");
    event.review_at = round;
    turn.emit(std::move(event));
    if (!known) turn.notify({NoticeKind::outreach, command.person, {}, {}, {}, false});
    return {};
}

Done decide_on(Turn& turn, const AnswerOutreach& command) {
    const auto* person = turn.person(command.person);
    if (person == nullptr) return Errc::person_unknown;
    if (!person->outreach || !person->outreach->asked) return Errc::not_yours;
    auto event = of_person(EventKind::outreach_answered, command.person);
    event.step = command.nothing ? 1 : 0;
    turn.emit(std::move(event));
    return {};
}

Done decide_on(Turn& turn, const LimitOutreach& command) {
    const auto* person = turn.person(command.person);
    if (person == nullptr) return Errc::person_unknown;
    if (!person->roles.contains(Role::liaison)) return limit_contacts(turn, Person(*person), command.every_days);
    if (!is_office(turn.actor) && turn.actor.person != command.person) return Errc::not_yours;
    if (command.every_days < 0 || command.every_days > outreach_days_max) return Errc::value_out_of_range;
    auto event = of_person(EventKind::outreach_limited, command.person);
    event.step = command.every_days;
    turn.emit(std::move(event));
    return {};
}

}  // namespace warmline::dispatcher
