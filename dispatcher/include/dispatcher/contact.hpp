#pragma once
#include <optional>

#include "dispatcher/command.hpp"
#include "dispatcher/decide.hpp"

namespace warmline::dispatcher {

/// True for what a family is told without having asked, and what can wait for another day (P1, S15): call-backs, a word
/// of the one who carries it out, the daily round, who its partner is and when a deputy stands in, its series, a word
/// to many. False for whatever is urgent or of a crisis; for what changes a promise (who comes, that nobody does,
/// another moment), or may do so: a word about something that is due today; and for what is said to those who help.
/// @param ticket  the notice's; nullptr if it has none
[[nodiscard]] bool is_courtesy(const Notice& notice, const Ticket* ticket, Time now);

/// What a family says with 「别发了」: as LimitOutreach::every_days, the most.
inline constexpr int contacts_never = 31;

/// True for a courtesy that somebody does not want to get at all (S15): after 「别发了」 whatever does not tell what
/// became of a request; and a word on the way for whoever wishes to hear less often than every day, who would get it
/// when it is old.
[[nodiscard]] bool is_unwished(const Notice& notice, const State& state, Time now);

/// When a family is told something unasked, and its count with it.
struct Slot {
    Contacts contacts;
    Time told{};  ///< never before it was wanted
};
/// Counts one more: at `wanted` if its local day has room, else in the morning of the next day, joined with what waits
/// for that morning already (what a morning brings is one contact). Who wishes it less often is told in the morning
/// that comes so many days after the last time.
/// @param so_far  the family's count
/// @param of      the family's organisation
[[nodiscard]] Slot next_contact(const Contacts& so_far, Time wanted, const Programme& programme,
                                const OrganisationId& of);

/// The command that counts this notice, or nothing if it does not count. The household is counted, as far as it is
/// loaded; else the person. The daily round of a liaison without a household has a limit of its own, and who wishes to
/// be written to less often hears at once what becomes of a request.
/// @param wanted  when it would be told
[[nodiscard]] std::optional<WriteToFamily> contact_of(const Notice& notice, const State& state, Time wanted, Time now);

}  // namespace warmline::dispatcher
