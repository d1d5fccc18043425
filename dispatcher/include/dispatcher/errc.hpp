#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace warmline::dispatcher {

/// Why a command is refused. Nothing has changed then.
enum class Errc {
    ticket_unknown = 1,   ///< no such ticket, or not loaded
    person_unknown,       ///< no such person
    illegal_move,         ///< the table of moves has no such move
    not_offered_to_you,   ///< the offer is another's, or has passed
    not_yours,            ///< only the assignee or the owner may do this
    already_taken,        ///< somebody accepted before
    reason_missing,       ///< this move needs a reason
    replacement_missing,  ///< parking needs a replacement strategy and a review date (S14)
    crisis_protected,     ///< a crisis is never paused, merged, parked, taken for something else or closed by itself
    need_unknown,         ///< the programme's catalogue has no such need
    bounce_limit,         ///< returned too often: the root rules first
    value_out_of_range,   ///< a rating outside 1 to 5, a time in the past
    cannot_take,          ///< that person has no room left, or asked for it himself
    not_alike,            ///< only open tickets of the same need can be merged
    extension_limit,      ///< more time than the programme allows, or asked for twice
    household_unknown,    ///< no such household, or not loaded
    pair_missing,         ///< the household has no partner, or no hand-over awaits this answer
    partner_full,         ///< looks after as many families as the programme allows
    already_so,           ///< nothing would change
    incident_unknown,     ///< no such incident, or it is closed
    group_exists,         ///< the hospital, or this team of it, has a support group
    group_unknown,        ///< no such support group, or it is closed; or it does not cover the ticket
    not_an_expert,        ///< a group is led by one or two who do this work and hold what it asks for
    house_unknown,        ///< the service has no such house
    house_full,           ///< some night of the stay has no room, or the house is not open then
    not_a_partner,        ///< only an officer who is nobody of the family, and not yet its partner, can be
    no_series,            ///< the household has no such series, or the programme gives this service only once
    part_only,            ///< the organisation has only a part in the ticket, or none
    part_unknown,         ///< that organisation has no part in it, or it is done
    ruled_already,        ///< ruled for good: it cannot be returned
    changed_meanwhile,    ///< somebody's leave or duty is no longer what was seen
    waiting_limit,        ///< the clock may not stand still so long
};

[[nodiscard]] const boost::system::error_category& category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(Errc e) noexcept {
    return {static_cast<int>(e), category()};
}

template <class T>
using Result = boost::system::result<T>;

}  // namespace warmline::dispatcher

template <>
struct boost::system::is_error_code_enum<warmline::dispatcher::Errc> : std::true_type {};
