#include <algorithm>

#include "deadlines.hpp"
#include "decisions.hpp"
#include "dispatcher/series.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

constexpr auto hour_of_series = 9h;  ///< local: by then somebody can be asked

Event event_of_series(EventKind kind, const HouseholdId& home, const Series& series, std::optional<Time> next,
                      std::string text) {
    Event event = event_of_household(kind, home, {}, std::move(text));
    event.facts["need"] = series.need;
    event.review_at = next;
    return event;
}

/// Those who may say what a family wants of its series: itself, who asked for it, who looks after it, the office.
bool may_speak(const Turn& turn, const Household& home, const PersonId& requester) {
    const auto& who = turn.actor.person;
    if (is_office(turn.actor) || who == requester) return true;
    if (home.pair && (home.pair->partner == who || home.pair->backup == who)) return true;
    return std::ranges::find(home.members, who) != home.members.end();
}

Opening opening_of(Code need, PersonId requester, std::string summary, std::map<std::string, std::string> facts) {
    Opening opening;
    opening.need = std::move(need);
    opening.requester = std::move(requester);
    opening.summary = std::move(summary);
    opening.facts = std::move(facts);
    return opening;
}

/// What every ticket of the series is born with; the day that was wished for was the first one's.
Opening opening_of(const Ticket& first) {
    auto facts = first.facts;
    facts.erase("when");
    return opening_of(first.need, first.requester, first.summary, std::move(facts));
}

bool under_way(const Turn& turn, const Household& home, const TicketId& id) {
    if (const auto* ticket = turn.ticket(id)) return !is_over(ticket->state) && ticket->state != TicketState::resolved;
    return std::ranges::find(home.open_tickets, id) != home.open_tickets.end();
}

/// The family hears of what it has not asked for itself.
void tell_of_move(Turn& turn, const MoveSeries& command) {
    if (!is_office(turn.actor)) return;
    auto text = turn.programme.name_of(command.need);
    if (!command.reason.empty()) text += "：" + command.reason;
    if (command.move == SeriesMove::pause) tell_family(turn, command.household, NoticeKind::series_paused, {}, text);
    if (command.move == SeriesMove::end) tell_family(turn, command.household, NoticeKind::series_ended, {}, text);
}

void end_series(Turn& turn, const HouseholdId& id, const Series& series, const std::string& reason) {
    Event event = event_of_series(EventKind::series_ended, id, series, {}, reason);
    if (const auto* last = turn.ticket(series.ticket); last && !is_over(last->state)) event.ticket = series.ticket;
    turn.emit(std::move(event));
}

Done pause(Turn& turn, const MoveSeries& command, const Series& series) {
    const Time until = command.until.value_or(turn.now + series_pause_usual);
    if (until <= turn.now || until > turn.now + series_pause_max) return Errc::value_out_of_range;
    const Time next = series_after(series, until - Span(1));
    turn.emit(event_of_series(EventKind::series_paused, command.household, series, next, command.reason));
    return {};
}

/// When its last ticket was opened, as the household remembers; nullopt if that is too long ago.
std::optional<Time> last_opened(const Household& home, const Series& series) {
    const auto opened = [&](const Event& event) {
        const auto need = event.facts.find("need");
        const bool is_one = event.kind == EventKind::series_started || event.kind == EventKind::series_advanced;
        return is_one && event.ticket && need != event.facts.end() && need->second == series.need;
    };
    const auto last = std::find_if(home.history.rbegin(), home.history.rend(), opened);
    if (last != home.history.rend()) return last->at;
    return std::nullopt;
}

/// Goes on at its next moment, but not sooner after its last ticket than it comes at all.
void resume(Turn& turn, const HouseholdId& id, const Series& series, const std::string& why) {
    Time after = turn.now;
    if (const auto last = last_opened(*turn.household(id), series))
        after = std::max(after, *last + 24h * (series.every_days - 1));
    turn.emit(event_of_series(EventKind::series_resumed, id, series, series_after(series, after), why));
}

/// One series that is due. The last ticket's helper is asked first.
void advance(Turn& turn, const HouseholdId& id, const Series& series, const TicketId& fresh) {
    const Time next = series_after(series, turn.now);
    if (under_way(turn, *turn.household(id), series.ticket))
        return turn.emit(
            event_of_series(EventKind::series_advanced, id, series, next, "上一次还没有办完，这次不重复开单"));
    const auto* last = turn.ticket(series.ticket);
    const bool came = last && last->resolved_at && last->assignee;
    const PersonId helper = came ? last->assignee : series.helper;
    OpenTicket open;
    open.id = fresh;
    open.need = series.need;
    open.requester = series.requester;
    open.household = id;
    open.summary = series.summary;
    open.facts = series.facts;
    open.first = helper;
    if (!decide_on(turn, open)) {
        end_series(turn, id, series, "服务目录里已没有这一项，或申请人不在册");
        return tell_family(turn, id, NoticeKind::series_ended, {}, turn.programme.name_of(series.need));
    }
    Event event = event_of_series(EventKind::series_advanced, id, series, next, {});
    event.ticket = fresh;
    event.person = helper;
    event.step = series.every_days;
    turn.emit(std::move(event));
}

/// The same in another home: its next ticket comes when it would have come.
void go_on_in(Turn& turn, const HouseholdId& home, const Series& series, const std::string& why) {
    Event event = event_of_series(EventKind::series_started, home, series, series.next, why);
    event.person = series.helper;
    event.step = series.every_days;
    event.opening = opening_of(series.need, series.requester, series.summary, series.facts);
    if (turn.ticket(series.ticket)) event.ticket = series.ticket;
    turn.emit(std::move(event));
    if (series.paused) turn.emit(event_of_series(EventKind::series_paused, home, series, series.next, why));
}

}  // namespace

void take_series_along(Turn& turn, const PersonId& person, const HouseholdId& from, const HouseholdId& to) {
    const auto* old = turn.household(from);
    if (!old) return;
    const bool empty = old->members.empty();
    const auto all = old->series;
    for (const auto& series : all) {
        if (series.requester != person && !empty) continue;
        if (!series_of(*turn.household(to), series.need)) {
            end_series(turn, from, series, "转到另一户家庭");
            go_on_in(turn, to, series, "从另一户家庭转来");
            continue;
        }
        const std::string why = "现在的家里已有这一项";
        end_series(turn, from, series, why);
        const auto text = turn.programme.name_of(series.need) + "：" + why;
        turn.notify({NoticeKind::series_ended, person, {}, {}, text, false, to});
        tell_family(turn, from, NoticeKind::series_ended, {}, text);
    }
}

const Series* series_of(const Household& household, std::string_view need) {
    const auto found = std::ranges::find(household.series, need, &Series::need);
    return found == household.series.end() ? nullptr : &*found;
}

Time second_of_series(const Programme& programme, const OrganisationId& organisation, int every_days, Time now) {
    const auto& calendar = programme.calendar_of(organisation);
    const auto day = calendar.local_day(now) + std::chrono::days(every_days);
    return after_quiet(programme.quiet_hours_of(organisation), calendar,
                       Time(day) - calendar.utc_offset + hour_of_series);
}

Time series_after(const Series& series, Time after) {
    const Span step = std::chrono::days(std::max(series.every_days, 1));
    const auto steps = (after - series.next) / step - (after < series.next ? 1 : 0);  // rounded down
    auto at = series.next + steps * step;
    while (at <= after) at += step;
    return at;
}

Done decide_on(Turn& turn, const StartSeries& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    const auto* home = turn.household(command.household);
    if (!home || ticket->household != command.household) return Errc::household_unknown;
    if (!may_speak(turn, *home, ticket->requester)) return Errc::not_yours;
    if (is_over(ticket->state)) return Errc::illegal_move;
    if (ticket->crisis) return Errc::crisis_protected;
    const auto* service = turn.programme.service(ticket->need, ticket->organisation);
    if (!service || service->repeat_days <= 0) return Errc::no_series;
    if (const auto* known = series_of(*home, ticket->need)) {
        if (known->paused) resume(turn, command.household, Series(*known), {});
        return {};
    }
    Event event = event_of_household(EventKind::series_started, command.household, {}, {});
    event.ticket = command.ticket;
    event.opening = opening_of(*ticket);
    event.facts["need"] = ticket->need;
    event.step = service->repeat_days;
    event.review_at = second_of_series(turn.programme, ticket->organisation, event.step, turn.now);
    turn.emit(std::move(event));
    return {};
}

Done decide_on(Turn& turn, const MoveSeries& command) {
    const auto* home = turn.household(command.household);
    if (!home) return Errc::household_unknown;
    const auto* known = series_of(*home, command.need);
    if (!known) return Errc::no_series;
    if (!may_speak(turn, *home, known->requester)) return Errc::not_yours;
    const Series series = *known;
    const bool needs_reason = command.move == SeriesMove::pause || command.move == SeriesMove::end;
    if (needs_reason && is_office(turn.actor) && command.reason.empty()) return Errc::reason_missing;
    switch (command.move) {
        case SeriesMove::skip:
            turn.emit(event_of_series(EventKind::series_skipped, command.household, series,
                                      series_after(series, series.next), command.reason));
            break;
        case SeriesMove::pause:
            if (const auto done = pause(turn, command, series); !done) return done;
            break;
        case SeriesMove::resume:
            if (!series.paused) return Errc::illegal_move;
            resume(turn, command.household, series, command.reason);
            break;
        case SeriesMove::end:
            end_series(turn, command.household, series, command.reason);
            break;
    }
    tell_of_move(turn, command);
    return {};
}

void advance_series(Turn& turn, const HouseholdId& id, const std::vector<TicketId>& fresh) {
    auto number = fresh.begin();
    const auto all = turn.household(id)->series;
    for (const auto& series : all) {
        if (series.next > turn.now) continue;
        if (number == fresh.end()) return;
        advance(turn, id, series, *number);
        if (turn.ticket(*number)) ++number;
    }
}

}  // namespace warmline::dispatcher
