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

/// When a family is told something unasked, and its count with it.
struct Slot {
    Contacts contacts;
    Time told{};  ///< never before it was wanted
};
/// Counts one more: at `wanted` if its local day has room, else in the morning of the next day, joined with what waits
/// for that morning already (what a morning brings is one contact).
/// @param so_far  the family's count
[[nodiscard]] Slot next_contact(const Contacts& so_far, Time wanted, const Programme& programme);

/// The command that counts this notice, or nothing if it does not count. The household is counted, as far as it is
/// loaded; else the person. The daily round of a liaison without a household has a limit of its own.
/// @param wanted  when it would be told
[[nodiscard]] std::optional<WriteToFamily> contact_of(const Notice& notice, const State& state, Time wanted, Time now);

}  // namespace warmline::dispatcher
