#include "agenda.hpp"

#include <algorithm>

#include "deadlines.hpp"

namespace warmline::dispatcher {
namespace {

using namespace std::chrono_literals;

// A draft becomes firm by itself so long after its last change: a call whose end nobody told is not forgotten.
constexpr auto draft_max = 4h;
constexpr auto patience_min = 10min;                             // between asking for progress and supervising
constexpr auto follow_up_answer_max = 12h;                       // then a coordinator hears that nobody answered
constexpr auto ring_pause_min = 10min, ring_pause_max = 240min;  // between two calls in an untaken crisis

/// Collects dues; `can_wait` moves them out of quiet hours.
class Agenda {
public:
    Agenda(const Ticket& ticket, const Programme& programme)
        : ticket_(ticket),
          quiet_(programme.quiet_hours_of(ticket.organisation)),
          calendar_(programme.calendar_of(ticket.organisation)),
          rule_(rule_of(programme, ticket)),
          waits_(waits_for_morning(programme, ticket)),
          chase_waits_(!ticket.crisis && ticket.tier > Tier::t1) {}

    [[nodiscard]] std::vector<Due> make() && {
        after_crisis();
        if (is_over(ticket_.state)) return std::move(dues_);
        if (ticket_.draft) {
            const auto* offer = unmet(ticket_, DeadlineKind::offer);
            const Time forgotten = ticket_.updated + draft_max;
            add(DueKind::confirm_draft, offer ? std::min(offer->due, forgotten) : forgotten, false);
        } else if (ticket_.state == TicketState::waiting) {
            add(DueKind::resume, ticket_.review_at.value_or(ticket_.updated), waits_);
        } else if (ticket_.state == TicketState::parked) {
            if (!ticket_.with_coordinator) add(DueKind::review, ticket_.review_at.value_or(ticket_.updated), waits_);
        } else if (ticket_.state == TicketState::resolved) {
            call_back();
        } else {
            work();
        }
        return std::move(dues_);
    }

private:
    void add(DueKind kind, Time at, bool can_wait, const Deadline& deadline = {}) {
        dues_.push_back({kind, can_wait ? after_quiet(quiet_, calendar_, at) : at, deadline, {}});
    }

    /// How is he or she? Also when the ticket is closed; not when it was a mistake or goes on.
    void after_crisis() {
        const bool ended = ticket_.state == TicketState::resolved || ticket_.state == TicketState::closed;
        if (!ticket_.crisis || !ended) return;
        for (const auto& deadline : ticket_.deadlines)
            if (deadline.kind == DeadlineKind::follow_up && !deadline.met)
                add(DueKind::follow_up, deadline.due, true, deadline);
        if (const auto asked = unanswered_since()) add(DueKind::no_answer, *asked + follow_up_answer_max, true);
    }

    /// When the last follow-up was asked, if nothing was heard since and nobody was told.
    [[nodiscard]] std::optional<Time> unanswered_since() const {
        for (auto it = ticket_.history.rbegin(); it != ticket_.history.rend(); ++it) {
            using enum EventKind;
            if (asks_how_one_is(*it)) return it->at;
            const bool looked = it->kind == note_added || it->kind == call_task_opened || it->kind == call_task_done ||
                                it->kind == ticket_reopened || it->kind == follow_up_answered;
            if (looked || it->actor.kind == ActorKind::requester) return std::nullopt;
        }
        return std::nullopt;
    }

    void call_back() {
        for (const auto& deadline : ticket_.deadlines) {
            if (deadline.met) continue;
            if (deadline.kind != DeadlineKind::call_back || deadline.missed) continue;
            add(DueKind::deadline, deadline.due, true, deadline);
            const auto half = (deadline.due - ticket_.resolved_at.value_or(deadline.due)) / 2;
            if (ticket_.escalation == 0) add(DueKind::reminder, deadline.due - half, true);
        }
    }

    void work() {
        if (ticket_.offer) add(DueKind::offer_expiry, ticket_.offer->answer_by, waits_);
        for (const auto& deadline : ticket_.deadlines) {
            if (deadline.kind > DeadlineKind::resolve || deadline.met || deadline.missed) continue;
            const bool chases = deadline.kind == DeadlineKind::contact && ticket_.assignee;
            add(DueKind::deadline, deadline.due, chases ? chase_waits_ : waits_, deadline);
        }
        ladder();
        cards();
        no_progress();
        parts();
        if (ticket_.crisis && ticket_.with_coordinator && !ticket_.assignee) {
            add(DueKind::ring_again, next_ring(), false);
        }
    }

    void ladder() {
        const auto* resolve = unmet(ticket_, DeadlineKind::resolve);
        const auto step = static_cast<std::size_t>(ticket_.escalation);
        if (!resolve) return;
        if (step >= rule_.ladder_percent.size()) return review(*resolve);
        const Time start = clock_started();
        add(DueKind::ladder, start + (resolve->due - start) * rule_.ladder_percent[step] / 100, waits_);
    }

    /// What is late is told again and again, from the last time on; where cards are shown, after the red one.
    void review(const Deadline& resolve) {
        if (!rule_.review || (rule_.cards && ticket_.card != Card::red)) return;
        Time told = resolve.due;
        for (const auto& event : ticket_.history)
            if (event.kind == EventKind::escalated || event.kind == EventKind::card_shown)
                told = std::max(told, event.at);
        add(DueKind::ladder, due_after(calendar_, told, *rule_.review), waits_);
    }

    /// Yellow is left out where the promise was given too late for it.
    void cards() {
        const auto* resolve = unmet(ticket_, DeadlineKind::resolve);
        if (!resolve || !rule_.cards || ticket_.card == Card::red) return;
        const Time yellow = time_before(calendar_, resolve->due, rule_.cards->yellow);
        if (ticket_.card == Card::none && yellow > clock_started() && !resolve->missed)
            add(DueKind::yellow_card, yellow, waits_);
        else
            add(DueKind::red_card, due_after(calendar_, resolve->due, rule_.cards->red), waits_);
    }

    /// Accepted, and the family was not contacted in time: twice the time again, then somebody else is asked; in a
    /// crisis the next one is rung at once. Who took it when that time was over has the time of a contact.
    void no_progress() {
        const auto* contact = unmet(ticket_, DeadlineKind::contact);
        if (!ticket_.assignee || !contact || !contact->missed) return;
        const Time taken = accepted_at();
        const bool late = taken > *contact->missed;  // when it was taken: there is nothing to be asked about before
        const Time missed = late ? due_after(calendar_, taken, rule_.contact) : *contact->missed;
        if (ticket_.crisis) {
            if (!ticket_.supervised) add(DueKind::supervise, missed, false);
            return;
        }
        const Span span = std::max<Span>(missed - taken, patience_min);
        const Time supervised = late ? taken + span : missed + span;
        if (!ticket_.supervised)
            add(DueKind::supervise, supervised, chase_waits_);
        else
            add(DueKind::take_back, supervised + span, chase_waits_);
    }

    /// Half its time again after a part was missed, the lead hears of it.
    void parts() {
        for (const auto& party : ticket_.parties) {
            if (!does_part(party) || party.done || party.lead_told) continue;
            const Time at =
                party.missed ? party.due + std::max<Span>((party.due - party.asked) / 2, patience_min) : party.due;
            dues_.push_back({DueKind::part, waits_ ? after_quiet(quiet_, calendar_, at) : at, {}, party.organisation});
        }
    }

    [[nodiscard]] Time accepted_at() const {
        const auto it = std::find_if(ticket_.history.rbegin(), ticket_.history.rend(), [](const Event& e) {
            return e.kind == EventKind::ticket_accepted || e.kind == EventKind::ticket_handed_over;
        });
        return it == ticket_.history.rend() ? ticket_.opened : it->at;
    }

    /// When the promise to resolve was last given.
    [[nodiscard]] Time clock_started() const {
        const auto promises = [](const std::vector<Deadline>& deadlines) {
            return std::ranges::find(deadlines, DeadlineKind::resolve, &Deadline::kind) != deadlines.end();
        };
        for (auto it = ticket_.history.rbegin(); it != ticket_.history.rend(); ++it) {
            const bool sets = it->kind == EventKind::deadline_set || it->kind == EventKind::ticket_confirmed;
            if (sets && promises(it->deadlines)) return it->at;
        }
        return ticket_.opened;
    }

    /// Twice as long after each call in vain, so that a crisis nobody can take does not drown those who are called.
    [[nodiscard]] Time next_ring() const {
        Span first = ring_pause_min;
        for (const auto after : rule_.ring_after) first = std::max<Span>(first, after);
        Span pause = first;
        Time called = ticket_.updated;
        bool again = false;
        for (const auto& event : ticket_.history) {
            if (event.kind == EventKind::ticket_reopened) again = false, pause = first;
            if (event.kind != EventKind::coordinator_called) continue;
            if (again) pause = std::min<Span>(2 * pause, ring_pause_max);
            called = event.at;
            again = true;
        }
        return called + pause;
    }

    const Ticket& ticket_;
    const QuietHours& quiet_;
    const Calendar& calendar_;
    const TierRule& rule_;
    const bool waits_;
    /// Asking how far it is, 督办 and taking back: T0 and T1 at any hour, the others together after quiet hours.
    const bool chase_waits_;
    std::vector<Due> dues_;
};

}  // namespace

std::vector<Due> agenda(const Ticket& ticket, const Programme& programme) { return Agenda{ticket, programme}.make(); }

std::optional<Time> next_due(const Ticket& ticket, const Programme& programme) {
    const auto dues = agenda(ticket, programme);
    const auto first = std::ranges::min_element(dues, {}, &Due::at);
    return first == dues.end() ? std::nullopt : std::optional{first->at};
}

}  // namespace warmline::dispatcher
