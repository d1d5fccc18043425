#pragma once
#include <cstddef>

#include "bot/understanding.hpp"

namespace warmline::bot {

/// Which logit stands where. Message heads come first, clause heads after them.
///   message: needs, intents, urgent, crisis, mind, danger, beneficiary (self, family, team, other)
///   clause:  needs, intents (a clause that asks for something is `request`, one that asserts nothing is `chitchat`)
struct HeadLayout {
    std::size_t needs = 0, intents = 0;

    static constexpr std::size_t beneficiaries = 4;
    [[nodiscard]] std::size_t intent(std::size_t at) const { return needs + at; }
    [[nodiscard]] std::size_t urgent() const { return needs + intents; }
    [[nodiscard]] std::size_t crisis() const { return urgent() + 1; }  ///< urgency crisis of any kind
    [[nodiscard]] std::size_t mind() const { return urgent() + 2; }    ///< self-harm, violence, collapse
    [[nodiscard]] std::size_t danger() const { return urgent() + 3; }  ///< a life in danger otherwise
    [[nodiscard]] std::size_t beneficiary(std::size_t at) const { return urgent() + 4 + at; }
    [[nodiscard]] std::size_t message_heads() const { return urgent() + 4 + beneficiaries; }
    [[nodiscard]] std::size_t clause_heads() const { return needs + intents; }
    [[nodiscard]] std::size_t heads() const { return message_heads() + clause_heads(); }
};

}  // namespace warmline::bot
