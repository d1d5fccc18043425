#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bot/normalise.hpp"
#include "bot/understanding.hpp"

namespace warmline::bot::slots {

/// The slots whose candidates are judged by their surroundings. The others are exact.
enum class Slot : std::uint8_t { people, district, hospital, when, item, grade, address };

/// What the message was found to say: a number of people in a cancellation is not what one in a request is.
struct Asked {
    std::vector<Code> intents, needs;
};

/// A place of the text that may be what a slot means.
struct Candidate {
    Span span;
    std::string value;                     ///< as the slot has it
    std::array<std::uint8_t, 2> traits{};  ///< small facts a slot's own rules know, such as the kind of place
};

/// One text, ready to judge candidates: by the characters beside them, the clause they stand in, their order, what
/// the message asks for and the candidate itself. The weights are fitted by scripts/fit-slots (config/slots).
class Context {
public:
    Context(std::u32string_view text, const Asked& asked);
    /// Log-odds that the candidate is meant; above 0 means yes.
    [[nodiscard]] float odds(Slot slot, std::span<const Candidate> candidates, std::size_t which) const;
    /// Hashes of what speaks about the candidate. Linear in the candidate's surroundings, which are bounded.
    void describe(Slot slot, std::span<const Candidate> candidates, std::size_t which,
                  std::vector<std::uint32_t>& features) const;

private:
    std::u32string_view text_;
    std::vector<std::uint32_t> asked_;
};

/// The candidate most likely meant; nullptr if none is likely.
[[nodiscard]] const Candidate* likeliest(const Context& context, Slot slot, std::span<const Candidate> candidates);

}  // namespace warmline::bot::slots
