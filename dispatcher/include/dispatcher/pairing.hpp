#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "dispatcher/choose.hpp"
#include "dispatcher/judge.hpp"

namespace warmline::dispatcher {

/// Who could be a household's partner, hand in hand (P1, S5). Officers have the role of partner. Hard: nobody of the
/// family, not resting, room for one more family (Programme::families_of), serves the household's place and is
/// of its organisation, or of one above or below it; the nearer come first. Soft, in points of the programme's weights:
/// the same hospital, the district, the language spoken at home, families and tickets carried. Equal points go by id.
/// @param officers  in any order, without nullptr; the result does not depend on the order
/// @return nullopt if nobody fits: the household waits
[[nodiscard]] std::optional<Choice> choose_partner(const Programme& programme, const Household& household,
                                                   std::span<const Person* const> officers, Time now);

/// Whom a coordinator may think of: the suitable in the order in which they would be chosen, then the others with what
/// stands against them. The present partner is not among them.
[[nodiscard]] std::vector<Judged> judge_partners(const State& state, const Programme& programme,
                                                 const Household& household, Time now, std::size_t count_max);

/// Everybody of the roster with the role of partner.
[[nodiscard]] std::vector<PersonId> officers_of(const Roster& roster, const Programme& programme);

/// True if the programme allows this partner one family more.
[[nodiscard]] inline bool has_room_for_family(const Person& person, const Programme& programme) noexcept {
    return static_cast<int>(person.families.size()) < programme.families_of(person.organisation);
}

/// True if a partner is looked for: nobody is it, and the pair was not ended by us.
[[nodiscard]] bool wants_partner(const Household& household) noexcept;

/// A shorter absence of the partner is not worth a message to the family (S15).
inline constexpr std::chrono::hours absence_told_from{24};

/// The absence of a partner of a day or longer that runs at `now`, else the next one; nullopt if none is known.
[[nodiscard]] std::optional<Absence> absence_of(const Helper& helper, Time now);

}  // namespace warmline::dispatcher
