#pragma once
#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

enum class EventKind {
    ticket_opened,       ///< opening
    ticket_amended,      ///< facts, text (the words added), organisation (if it is routed anew)
    ticket_confirmed,    ///< a draft became firm; deadlines
    ticket_offered,      ///< offer; of a crisis that is carried: rung beside the one who took it
    offer_declined,      ///< person, text (reason)
    offer_expired,       ///< person
    offer_withdrawn,     ///< person: the ticket went elsewhere or was cancelled
    coordinator_called,  ///< nobody left to ask; text (why), step: 1 if only room is lacking
    ticket_accepted,     ///< person
    progress_reported,   ///< person, text; the family was contacted; step: 1 if some of it is done
    help_asked,          ///< person, text
    note_added,          ///< text
    ticket_resolved,     ///< person, text (note)
    ticket_rated,        ///< rating
    ticket_closed,       ///< text
    ticket_reopened,     ///< text
    ticket_returned,     ///< text (reason), organisation (who rules now)
    ticket_waiting,      ///< text (reason), review_at: when the clock runs again at the latest
    ticket_resumed,
    ticket_parked,        ///< text (reason), replacement, review_at
    ticket_cancelled,     ///< text (reason)
    ticket_merged,        ///< merged_into
    ticket_out_of_scope,  ///< text
    ticket_unassigned,    ///< person: taken back, text (reason), step: 1 if he or she is not asked again
    owner_changed,        ///< person
    deadline_met,         ///< deadlines (the one met)
    deadline_missed,      ///< deadlines (the one missed)
    deadline_set,         ///< deadlines (added, or replaced by kind)
    escalated,            ///< step, text (who heard of it)
    person_changed,       ///< person_state: as it is from now on
    household_changed,    ///< household_state: as it is from now on
    call_task_opened,     ///< call_task
    call_task_done,       ///< call_task
    supervised,           ///< text (why): progress was asked for in vain
    extension_asked,      ///< person, text (reason), review_at: until when
    extension_granted,    ///< person (who had asked), text; the new promise is a deadline_set beside it
    extension_refused,    ///< person (who had asked), text (reason)
    follower_added,       ///< person: the requester of a ticket merged into this one; facts: "ticket"
    follower_removed,     ///< person; facts: "ticket"
    outreach_made,        ///< person, review_at (the round); text: why it was passed over, empty if asked
    outreach_answered,    ///< person, step: 1 if nothing is needed
    outreach_limited,     ///< person, step: asked every so many days from now on
    ticket_handed_over,   ///< person: carries it from now on, as far as it is; text (note)
    ticket_rehomed,       ///< household: whose ticket it is from now on
    // Of a household (`is_of_household`):
    household_paired,     ///< household, person: its partner from now on; text (why, or the note of a hand-over)
    partner_awaited,      ///< household, text: why nobody is its partner yet
    backup_changed,       ///< household, person: empty if there is none any more
    hand_over_asked,      ///< household, hand_over
    hand_over_declined,   ///< household, person, text (reason)
    hand_over_expired,    ///< household, person
    absence_changed,      ///< household, absence: none if the partner is not away
    deputy_began,         ///< household, person: the backup, or nobody
    deputy_ended,         ///< household, person: the partner is back
    pair_ended,           ///< household, person: who was its partner; text (reason)
    person_linked,        ///< household, person: a member from now on
    ticket_reclassified,  ///< text (reason), facts: "from" and "need", codes, and "tier"; or "from" and "intent", what
                          ///< it is if it is no request
    // Of a household as well. `review_at` is when the next ticket is opened, facts: "need", a code.
    series_started,      ///< household, ticket: the first, opening (what the others are born with), step: every so many
                         ///< days, person: who came last before it began here
    series_advanced,     ///< household, ticket: the new one, person: who came last, step: every so many days;
                         ///< or no ticket, text: why it was passed over
    series_skipped,      ///< household, text
    series_paused,       ///< household, text (reason)
    series_resumed,      ///< household, text
    series_ended,        ///< household, ticket: the last if it is open, text (reason)
    plan_made,           ///< household, person: who owns its tickets from now on, or nobody yet: one plan (S10c)
    surge_switched,      ///< step: 1 from now on, 0 no longer; text (reason)
    bounds_set,          ///< bounds, text (reason)
    incident_opened,     ///< incident, text (title)
    incident_closed,     ///< incident (id, title), text (reason)
    group_opened,        ///< group, text (name)
    group_changed,       ///< group: as it is from now on, text (name)
    group_closed,        ///< group (id, name), text (reason)
    stay_booked,         ///< a ticket, stay: its own from now on
    stay_freed,          ///< a ticket, stay: booked no more; text (reason)
    incident_linked,     ///< a ticket: incident (id, title)
    incident_unlinked,   ///< a ticket: text (reason)
    group_referred,      ///< a ticket: group (id, name), text (name): its requester was told of the group
    parties_named,       ///< parties: who shares it from now on
    part_done,           ///< party, text (note)
    part_missed,         ///< party, step: 1 its own coordinators heard of it, 2 the lead
    part_return_asked,   ///< party, text (reason)
    part_released,       ///< party: does no part any more, text (reason)
    ticket_ruled,        ///< organisation: does it for good, text (reason)
    squad_mustered,      ///< muster: who carry it out together
    family_written,      ///< household, or person without one; review_at: told from then on, step: so many that day
    calendar_given,      ///< person, step: 1 if an older address opens nothing any more
    card_shown,          ///< a ticket: step: the `Card`, text
    follow_up_answered,  ///< a crisis: text (the words), step: 1 if well
    ticket_urged,        ///< text (the words), person: who heard of it; empty: the coordinators
    ticket_retiered,     ///< text (reason), facts: "from" and "tier"; the new promises are a deadline_set beside it
    contacts_limited,    ///< household, or person without one; step: unasked once in so many days, 0: as usual
};

[[nodiscard]] constexpr bool is_of_series(EventKind kind) noexcept {
    return kind >= EventKind::series_started && kind <= EventKind::series_ended;
}

[[nodiscard]] constexpr bool is_of_household(EventKind kind) noexcept {
    return (kind >= EventKind::household_paired && kind <= EventKind::person_linked) || is_of_series(kind) ||
           kind == EventKind::plan_made;
}

/// What holds beside the work plan.
[[nodiscard]] constexpr bool is_of_situation(EventKind kind) noexcept {
    return kind >= EventKind::surge_switched && kind <= EventKind::stay_freed;
}

/// What a ticket is born with.
struct Opening {
    Code need;
    Tier tier = Tier::t3;
    bool draft = false, crisis = false;
    HouseholdId household;
    PersonId requester, owner;
    OrganisationId organisation;
    std::string summary;
    std::map<std::string, std::string> facts;
    std::vector<Deadline> deadlines;
};

/// One fact that happened. Events are the truth: state is their fold (`apply`). Which fields are filled is said at the
/// kind.
struct Event {
    EventKind kind{};
    Time at{};
    Actor actor;
    TicketId ticket;
    PersonId person;
    std::string text;
    std::map<std::string, std::string> facts;
    std::vector<Deadline> deadlines;
    int step = 0;
    std::optional<Opening> opening;
    std::optional<Offer> offer;
    std::optional<Rating> rating;
    std::string replacement;
    std::optional<Time> review_at;
    TicketId merged_into;
    std::optional<Person> person_state;
    std::optional<Household> household_state;  ///< without history
    HouseholdId household;
    std::optional<HandOver> hand_over;
    std::optional<Absence> absence;
    std::optional<CallTask> call_task;
    OrganisationId organisation;  ///< who answers from now on; empty: unchanged
    std::optional<Incident> incident;
    std::optional<SupportGroup> group;
    std::optional<Stay> stay;
    std::vector<Party> parties;
    OrganisationId party;
    std::optional<Bounds> bounds;
    std::optional<Muster> muster;
};

}  // namespace warmline::dispatcher
