#include "deadlines.hpp"

#include <algorithm>

namespace warmline::dispatcher {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

constexpr auto half_day = 12h;

const Calendar& calendar_of(const Programme& programme, const Ticket& ticket) {
    return programme.calendar_of(ticket.organisation);
}

minutes local_minutes(const Calendar& calendar, Time at) {
    const auto local = at + calendar.utc_offset;
    return floor<minutes>(local - floor<days>(local));
}

/// The next moment at or after `at` when the local clock shows `minute`.
Time next_at(const Calendar& calendar, Time at, minutes minute) {
    const Time midnight = Time{calendar.local_day(at)} - calendar.utc_offset;
    const Time today = midnight + minute;
    return today >= at ? today : today + days{1};
}

}  // namespace

const TierRule& rule_of(const Programme& programme, const Ticket& ticket) {
    static const TierRule normal{.reply = {5s, 0},
                                 .offer = {2h, 0},
                                 .accept = {4h, 0},
                                 .contact = {0s, 1},
                                 .resolve = {0s, 5},
                                 .call_back = {0s, 1},
                                 .ladder_percent = {80, 100},
                                 .ring_after = {},
                                 .quiet_hours_apply = true,
                                 .cards = Cards{}};
    const auto* rule = programme.tier(ticket.tier, ticket.organisation);
    return rule ? *rule : normal;
}

Time after_quiet(const QuietHours& quiet, const Calendar& calendar, Time at) {
    return quiet.contains(local_minutes(calendar, at)) ? next_at(calendar, at, quiet.to) : at;
}

Time due_awake(const QuietHours& quiet, const Calendar& calendar, Time from, Allowance allowance) {
    if (allowance.working_days > 0 || allowance.clock >= half_day || quiet.from == quiet.to) {
        return after_quiet(quiet, calendar, due_after(calendar, from, allowance));
    }
    Time at = after_quiet(quiet, calendar, from);
    milliseconds left = allowance.clock;
    for (;;) {
        const Time night = next_at(calendar, at, quiet.from);
        if (left <= night - at) return after_quiet(quiet, calendar, at + left);
        left -= night - at;
        at = next_at(calendar, night, quiet.to);
    }
}

Time moved_by_pause(const Calendar& calendar, const Allowance& promised, Time due, const Pause& pause) {
    if (promised.working_days == 0) return due + (pause.to - pause.from);
    return after_work(calendar, due, worked_between(calendar, pause.from, pause.to));
}

bool waits_for_morning(const Programme& programme, const Ticket& ticket) {
    return !ticket.crisis && rule_of(programme, ticket).quiet_hours_apply;
}

Time answer_by(const Programme& programme, const Ticket& ticket, Time now) {
    const auto& rule = rule_of(programme, ticket);
    const auto& calendar = calendar_of(programme, ticket);
    if (ticket.crisis) {
        for (const auto after : rule.ring_after) {
            if (ticket.opened + after > now) return ticket.opened + after;
        }
        return std::max(due_after(calendar, now, rule.accept), now + 1min);
    }
    const Time due = waits_for_morning(programme, ticket)
                         ? due_awake(programme.quiet_hours_of(ticket.organisation), calendar, now, rule.accept)
                         : due_after(calendar, now, rule.accept);
    return std::max(due, now + 1min);
}

Time call_back_by(const Programme& programme, const Ticket& ticket, Time now) {
    return std::max(due_awake(programme.quiet_hours_of(ticket.organisation), calendar_of(programme, ticket), now,
                              rule_of(programme, ticket).call_back),
                    now + 1h);
}

std::vector<Deadline> first_deadlines(const Programme& programme, const Ticket& ticket, Time now) {
    const auto& rule = rule_of(programme, ticket);
    const auto& calendar = calendar_of(programme, ticket);
    return {{DeadlineKind::reply, due_after(calendar, now, rule.reply), now, {}},
            {DeadlineKind::offer, due_after(calendar, now, rule.offer), {}, {}},
            {DeadlineKind::accept, answer_by(programme, ticket, now), {}, {}},
            {DeadlineKind::contact, due_after(calendar, now, rule.contact), {}, {}},
            {DeadlineKind::resolve, due_after(calendar, now, rule.resolve), {}, {}}};
}

Time clocks_since(const Ticket& ticket, Time from) {
    using enum EventKind;
    Time since = std::max(from, ticket.opened), stopped{};
    Span stood{0};
    bool parked = false;
    for (const auto& event : ticket.history) {
        const bool anew =
            event.kind == ticket_confirmed || event.kind == ticket_reopened || (event.kind == ticket_resumed && parked);
        if (event.kind == ticket_resumed && !parked && event.at > since) stood += event.at - std::max(stopped, since);
        if (event.kind == ticket_waiting) stopped = event.at;
        if (event.kind == ticket_parked || event.kind == ticket_resumed) parked = event.kind == ticket_parked;
        if (anew && event.at > since) since = event.at, stood = Span{0};
    }
    return since + stood;
}

void promise_anew(Turn& turn, const TicketId& id) {
    const Ticket& ticket = *turn.ticket(id);
    Event promise = event_of(EventKind::deadline_set, id);
    promise.deadlines =
        first_deadlines(turn.programme, ticket, ticket.crisis ? turn.now : clocks_since(ticket, ticket.opened));
    std::erase_if(promise.deadlines, [&](const Deadline& deadline) {
        const bool kept = std::ranges::any_of(
            ticket.deadlines, [&](const Deadline& old) { return old.kind == deadline.kind && old.met; });
        return kept || deadline.kind == DeadlineKind::reply;
    });
    for (auto& deadline : promise.deadlines)
        if (deadline.kind == DeadlineKind::accept) deadline.due = answer_by(turn.programme, ticket, turn.now);
    if (!promise.deadlines.empty()) turn.emit(std::move(promise));
}

const Deadline* unmet(const Ticket& ticket, DeadlineKind kind) {
    const auto it = std::ranges::find_if(ticket.deadlines, [&](const Deadline& d) { return d.kind == kind && !d.met; });
    return it == ticket.deadlines.end() ? nullptr : &*it;
}

bool asks_how_one_is(const Event& event) noexcept {
    return event.kind == EventKind::deadline_met && !event.deadlines.empty() &&
           event.deadlines.front().kind == DeadlineKind::follow_up;
}

void meet(Turn& turn, const TicketId& id, std::initializer_list<DeadlineKind> kinds) {
    Event event = event_of(EventKind::deadline_met, id);
    for (const auto kind : kinds) {
        if (const auto* deadline = unmet(*turn.ticket(id), kind)) {
            event.deadlines.push_back(*deadline);
            event.deadlines.back().met = turn.now;
        }
    }
    if (!event.deadlines.empty()) turn.emit(std::move(event));
}

}  // namespace warmline::dispatcher
