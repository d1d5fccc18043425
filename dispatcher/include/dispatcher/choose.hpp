#pragma once
#include <optional>
#include <span>
#include <string>

#include "dispatcher/fit.hpp"
#include "dispatcher/roster.hpp"

namespace warmline::dispatcher {

struct Choice {
    PersonId person;
    std::string why;  ///< one line in zh-CN for coordinators: why this person, why not the partner, how near the next
};

/// The person to ask next: the household's partner and the backup first where the service is theirs, then the helper
/// who fits best (see Fit). Helpers of the ticket's organisation come before those of its ancestors; among them those
/// on duty and not held come first, so that many decisions at once do not all want one person; then points, then id.
/// @param candidates  people worth looking at, in any order, without nullptr; the result does not depend on the order
/// @return nullopt if none fits: a coordinator must act
[[nodiscard]] std::optional<Choice> choose(const Search& search, std::span<const Person* const> candidates);

/// The same among everybody of the roster, without looking at most of them.
/// @param newer  persons as they are now, where the roster does not know it yet; the partner and backup are looked up
///               here first
[[nodiscard]] std::optional<Choice> choose(const Search& search, const Roster& roster,
                                           std::span<const Person* const> newer);

}  // namespace warmline::dispatcher
