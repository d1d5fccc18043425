#pragma once
#include <array>
#include <span>
#include <vector>

#include "model.hpp"

namespace warmline::bot {

inline constexpr std::size_t net_members = 2;        ///< nets fitted apart, whose outputs are averaged: they err apart
inline constexpr std::size_t net_member_width = 48;  ///< numbers that stand for a clause in one of them
inline constexpr std::size_t net_width = net_members * net_member_width;
inline constexpr std::size_t net_ngram_max =
    2;  ///< longer ones are left to the linear heads: here they only learn by heart
inline constexpr std::size_t net_outputs = 48;  ///< room for the needs, the intents and the four kinds of urgency

/// The weights after the table of n-grams. A text's summary is the largest and the mean value of each number over its
/// clauses; both go through one layer to the logits. A clause by itself is a text of one clause.
struct NetLayers {
    std::array<float, net_width> bias{};
    /// For each number of the summary (largest first, then mean) what it adds to each output.
    std::array<std::array<float, net_outputs>, 2 * net_width> weights{};
    std::array<float, net_outputs> output_bias{};
};

using NetClause = std::array<float, net_width>;
using NetOutputs = std::array<float, net_outputs>;

/// What the clauses of a text come to.
struct NetSummary {
    NetClause largest{}, sum{};
    std::size_t clauses = 0;
    void add(const NetClause& numbers);
};

/// A small net of our own beside the linear heads: each clause becomes `net_width` numbers, the rectified sum of what
/// its characters and pairs of characters carry over the square root of their number. It generalises where the linear
/// heads remember.
class ClauseNet {
public:
    /// Takes what `pack` made from the front of `bytes`, which must be aligned to 4 and outlive it.
    /// @throws std::runtime_error if they are broken
    ClauseNet(std::span<const std::byte>& bytes, HeadLayout layout);
    [[nodiscard]] static std::vector<std::byte> pack(std::span<const NgramWeights> ngrams, const NetLayers& layers);

    /// Fills `net_message` and `net_clause` for the clauses that `scores` names.
    void score(std::u32string_view text, Scores& scores) const;

    /// For each clause what the text's outputs lose when it is left out. In the square of the number of clauses: for an
    /// explanation, not for every message.
    [[nodiscard]] std::vector<NetOutputs> voices(std::u32string_view text, std::span<const Span> clauses) const;

    [[nodiscard]] static std::size_t message_heads(const HeadLayout& layout) { return layout.urgent() + 4; }

private:
    [[nodiscard]] NetClause encode(std::u32string_view text, Span clause) const;
    [[nodiscard]] NetOutputs outputs(const NetSummary& summary) const;
    [[nodiscard]] NetOutputs outputs(const NetClause& alone) const;

    HeadLayout layout_;
    NetLayers layers_;
    std::array<NetOutputs, net_width> alone_;  ///< both halves of the weights in one, for a text of one clause
    NgramTable<net_width> table_;
};

}  // namespace warmline::bot
