#pragma once
#include <set>

#include "dispatcher/decide.hpp"

namespace warmline::dispatcher {

/// An event of a ticket, for `Turn::emit` to stamp.
[[nodiscard]] Event event_of(EventKind kind, TicketId ticket, std::string text = {});
[[nodiscard]] Event event_of(EventKind kind, TicketId ticket, PersonId person, std::string text = {});
/// The same of a household.
[[nodiscard]] Event event_of_household(EventKind kind, HouseholdId household, PersonId person, std::string text = {});

/// One decision in the making: shows the state as it is after the events made so far, and collects events and notices.
/// Only what an event touches is copied from the state that was given.
class Turn {
public:
    Turn(const State& before, const Programme& programme_used, const Actor& actor_acting, Time time_now);

    const Programme& programme;
    const Actor& actor;
    const Time now;

    /// Live views: after the ticket's first event in this turn they stay valid and show what happens to it.
    [[nodiscard]] const Ticket* ticket(const TicketId& id) const;
    [[nodiscard]] const Person* person(const PersonId& id) const;
    [[nodiscard]] const Household* household(const HouseholdId& id) const;
    [[nodiscard]] const Situation& situation() const;
    /// True if what holds beside the plan was loaded, so that it can be changed.
    [[nodiscard]] bool may_change_situation() const noexcept { return before_.situation.has_value(); }
    [[nodiscard]] const Roster* roster() const noexcept { return before_.roster; }
    /// Everybody who is loaded or touched, as he or she is now.
    [[nodiscard]] std::vector<const Person*> people() const;
    /// See known.hpp.
    [[nodiscard]] std::set<PersonId> known_to(const HouseholdId& id) const;

    /// Stamps time and actor, applies and keeps the event.
    void emit(Event event);
    /// Keeps the notice, unless the same person is told the same of this ticket already, or nobody is named.
    void notify(Notice notice);
    /// The tickets touched so far.
    [[nodiscard]] std::vector<TicketId> touched() const;
    [[nodiscard]] Decision take() && { return std::move(decision_); }

private:
    void bring(const TicketId& id);
    void bring(const PersonId& id);
    void bring(const HouseholdId& id);

    const State& before_;
    State after_;
    Decision decision_;
};

}  // namespace warmline::dispatcher
