#pragma once
#include "dispatcher/ids.hpp"
#include "dispatcher/time.hpp"

namespace warmline::dispatcher {

/// What somebody must be told. The words are the bot's (config/wording); here it is said who hears what of which
/// ticket.
enum class NoticeKind {
    offer,               ///< candidate: a card with everything needed and nothing more; take it or decline
    offer_expired,       ///< candidate: it went on to somebody else
    offer_withdrawn,     ///< candidate or assignee: no longer needed
    crisis_offer,        ///< expert: somebody may be in danger; take it now
    owner_informed,      ///< partner: a specialist is looked for, you stay in charge
    accepted,            ///< requester: who comes (person) and until when
    assignee_card,       ///< assignee after accepting: whom to reach and how
    progress,            ///< requester
    resolved_ask,        ///< requester: it was done; how was it?
    closed_thanks,       ///< assignee: rated by the family
    reopened,            ///< owner or assignee: not solved
    coordinator_needed,  ///< coordinator: nobody left to ask
    help_needed,         ///< coordinator: a helper asks for help
    deadline_warning,    ///< owner, assignee
    deadline_missed,     ///< owner, assignee, coordinator by ladder
    call_task,           ///< operator or coordinator: telephone somebody
    cancelled,           ///< requester: cancelled by us, with reason
    parked,              ///< requester: not possible now, what we do in its place
    follow_up,           ///< requester after a crisis: how are you today?
    progress_asked,      ///< assignee: how far are you? (催办)
    supervised,          ///< coordinator, assignee: no progress (督办)
    extension_asked,     ///< coordinator: more time is asked for (person, until when in text)
    extension_ruled,     ///< assignee: granted or refused (text)
    merged,              ///< requester: yours goes on with another ticket (text: its number)
    outreach,            ///< liaison: what does your team need today? (S3)
    part_asked,          ///< coordinator of a party: a part of this is yours (text: which organisation)
    part_missed,         ///< coordinator of a party, then of the lead: a part is late (text: whose)
    parts_done,          ///< lead: every part is done, please complete it
    part_return_asked,   ///< lead: a party asks to be let go (text: who, and why)
    part_released,       ///< coordinator of a party: the lead let it go (text: why)
    ruling_asked,        ///< coordinator of the root: returned too often, please rule
    ruled,               ///< coordinator: yours for good (text: why)
    // Of a household (`household`), not of a ticket:
    paired_family,        ///< family: who its partner is (about)
    paired_partner,       ///< partner: a family is yours now
    hand_over_asked,      ///< partner to be: will you take this family over? (about: who asks, text: the note)
    hand_over_withdrawn,  ///< partner to be: not needed any more
    hand_over_answered,   ///< the partner who asked: taken (text empty) by about, declined or no answer (text)
    hand_over_done,       ///< new partner: the family is yours with its open tickets (about: from whom, text: the note)
    partner_changed,      ///< family: who its partner is from now on (about)
    partner_relieved,     ///< former partner: a coordinator gave the family to about
    deputy_began,         ///< family: the partner is away (text: until, Unix ms); about: who stands in, or nobody
    deputy_asked,         ///< backup: stand in for about (text: until, Unix ms)
    deputy_ended,         ///< family: the partner (about) is back
    deputy_done,          ///< backup: the partner (about) is back
    pair_ended_family,    ///< family: farewell (about: the partner)
    pair_ended_partner,   ///< partner: farewell
    linked_person,        ///< person: counted as a member of the household from now on
    linked_partner,       ///< partner: a member (about) more
    series_paused,        ///< family: the office paused its series (text: the service and why)
    series_ended,         ///< family: its series is over (text: the service and why)
    reclassified,         ///< requester: understood differently now; another moment, or (about empty) others will come
    incident,             ///< requester: many ask for the same; text: what the office says to all of them
    stay_booked,          ///< requester: where, from when to when, at which price (the ticket's stay)
    stay_freed,           ///< requester: nothing is booked any more; text: why
    support_group,        ///< requester: there is a group already; about: who leads it, text: how one joins
    squad_called,         ///< member of a squad: you go together (about: the captain)
    squad_released,       ///< member of a squad: it is off (text: why)
    outgrown,             ///< assignee, coordinator: more people now than fit (about, for a coordinator: with whom)
    // Of the helper's own duty, changed by the office. `text`: from and to, Unix ms, as "1581300000000-1581386400000";
    // from 0: a rest that runs.
    leave_noted,
    leave_shortened,   ///< text: as it is from now on
    leave_ended,       ///< text: as it was
    duty_changed,      ///< no text
    calendar_renewed,  ///< no text: the old address opens nothing any more
    // Of a ticket again.
    partly_done,         ///< requester: some of it is done (text: what), the rest is to come
    follow_up_answered,  ///< assignee, coordinator: how somebody is after a crisis (text); urgent: not well
    urged,               ///< assignee, candidate or coordinator: the family asks where help stays (text: their words)
    retiered,            ///< assignee, candidate, coordinator: faster or slower from now on (text: why)
};

[[nodiscard]] constexpr bool is_of_duty(NoticeKind kind) noexcept {
    return kind >= NoticeKind::leave_noted && kind <= NoticeKind::calendar_renewed;
}

struct Notice {
    NoticeKind kind{};
    PersonId to;
    TicketId ticket;
    PersonId about;       ///< who comes, who asks
    std::string text;     ///< reason or note
    bool urgent = false;  ///< quiet hours do not hold it back
    HouseholdId household{};
};

}  // namespace warmline::dispatcher
