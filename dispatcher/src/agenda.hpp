#pragma once
#include <vector>

#include "dispatcher/decide.hpp"

namespace warmline::dispatcher {

/// What time does to a ticket, in the order in which things due at the same moment are done.
enum class DueKind {
    confirm_draft,  ///< a draft that nobody confirmed becomes firm
    resume,         ///< waiting long enough: the clock runs again
    review,         ///< parked: the review date has come
    offer_expiry,   ///< the candidate did not answer
    ring_again,     ///< a crisis that nobody has taken yet
    deadline,       ///< a promise is broken
    ladder,         ///< a share of the time to resolve is used up
    yellow_card,    ///< the moment to resolve comes near
    red_card,       ///< it is past, and not by little
    supervise,      ///< no progress although it was asked for (督办)
    take_back,      ///< no progress although supervised: somebody else is asked
    part,           ///< a party's part is late: it hears of it, and later the lead
    reminder,       ///< the requester has not said yet how it went
    follow_up,      ///< after a crisis: how are you today?
    no_answer,      ///< to that: a person telephones
};

struct Due {
    DueKind kind{};
    Time at{};
    Deadline deadline;       ///< of `deadline` and `follow_up`
    OrganisationId party{};  ///< of `part`
};

/// Everything that time will do to the ticket if nothing else happens, as known now, in any order.
[[nodiscard]] std::vector<Due> agenda(const Ticket& ticket, const Programme& programme);

}  // namespace warmline::dispatcher
