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
};

struct Notice {
    NoticeKind kind{};
    PersonId to;
    TicketId ticket;
    PersonId about;       ///< who comes, who asks
    std::string text;     ///< reason or note
    bool urgent = false;  ///< quiet hours do not hold it back
};

}  // namespace warmline::dispatcher
