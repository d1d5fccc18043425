#pragma once
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_set>

#include "dispatcher/model.hpp"
#include "dispatcher/programme.hpp"

namespace warmline::dispatcher {

/// What a choice of candidate looks at.
struct Search {
    const Programme& programme;
    const Ticket& ticket;
    const Service& service;
    const Household* household = nullptr;
    const Person* requester = nullptr;
    std::set<PersonId> known;  ///< who helped this household before
    Time now{};
    const std::unordered_set<PersonId>* held = nullptr;  ///< whom another decision is about to change
};

struct Choice {
    PersonId person;
    std::string why;  ///< one line in zh-CN for coordinators
};

/// The person to ask next: the household's partner and the backup first where the service is theirs, then the helper
/// who fits best (known to the family, little to do, long not asked, of the district). People at rest, full, asked
/// before or of the household itself are never chosen. Helpers of the ticket's organisation come before those of its
/// ancestors; among them those who are not held come first, so that many decisions at once do not all want one person.
/// @param candidates  people worth looking at, in any order, without nullptr; the result does not depend on the order
/// @return nullopt if none fits: a coordinator must act
[[nodiscard]] std::optional<Choice> choose(const Search& search, std::span<const Person* const> candidates);

/// Tickets carried and offers awaiting an answer.
[[nodiscard]] int load_of(const Person& person) noexcept;
/// True if one more ticket fits.
[[nodiscard]] bool has_room(const Person& person) noexcept;

}  // namespace warmline::dispatcher
