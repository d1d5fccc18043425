#pragma once
#include "turn.hpp"

namespace warmline::dispatcher {

/// The tier's rule as it holds for the ticket's organisation; a programme without one for this tier gets the numbers of
/// T3 (design.md, "Ticket").
[[nodiscard]] const TierRule& rule_of(const Programme& programme, const Ticket& ticket);

/// `at`, or the end of the quiet hours in which it lies.
[[nodiscard]] Time after_quiet(const QuietHours& quiet, const Calendar& calendar, Time at);

/// Like `due_after`, but minutes in quiet hours do not count: for answers that nobody is woken for. Half a day and more
/// has room for a night, so there only the end is moved out of the quiet hours.
[[nodiscard]] Time due_awake(const QuietHours& quiet, const Calendar& calendar, Time from, Allowance allowance);

/// When a candidate asked at `now` must have answered. In a crisis: at the next ring.
[[nodiscard]] Time answer_by(const Programme& programme, const Ticket& ticket, Time now);

/// When somebody asked at `now` how it went should have answered; at least an hour from then.
[[nodiscard]] Time call_back_by(const Programme& programme, const Ticket& ticket, Time now);

/// A span in which a clock stands still.
struct Pause {
    Time from{}, to{};
};

/// `due` after the clock stood still: what was promised in working days moves by the working time that passed, so that
/// it stays in working time; what was promised by the clock by all of it.
[[nodiscard]] Time moved_by_pause(const Calendar& calendar, const Allowance& promised, Time due, const Pause& pause);

/// True if timers of this ticket wait for the end of quiet hours.
[[nodiscard]] bool waits_for_morning(const Programme& programme, const Ticket& ticket);

/// The promises of a ticket that becomes firm now: reply (kept by the answer itself), offer, accept, contact, resolve.
[[nodiscard]] std::vector<Deadline> first_deadlines(const Programme& programme, const Ticket& ticket, Time now);

/// From when a promise counts that was made at `from`, or when the clocks last began anew, if that was later: moved on
/// by the time they stood still since.
[[nodiscard]] Time clocks_since(const Ticket& ticket, Time from);

/// The promises that are not kept yet, given again by the tier as it is now, with the time that has passed. A crisis
/// begins now; a candidate has the whole time for an answer.
void promise_anew(Turn& turn, const TicketId& id);

/// The ticket's deadline of this kind that is not met, or nullptr.
[[nodiscard]] const Deadline* unmet(const Ticket& ticket, DeadlineKind kind);

/// True if the event asked somebody how he or she is after a crisis.
[[nodiscard]] bool asks_how_one_is(const Event& event) noexcept;

/// Emits deadline_met for each of the kinds that is not met yet.
void meet(Turn& turn, const TicketId& id, std::initializer_list<DeadlineKind> kinds);

}  // namespace warmline::dispatcher
