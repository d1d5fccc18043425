#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bot/normalise.hpp"
#include "labels.hpp"

namespace warmline::bot {

/// Weights of one n-gram stand side by side: one look-up serves every head.
inline constexpr std::size_t row_bytes = 80;
using Row = std::array<std::int8_t, row_bytes>;

/// What the linear heads say of one text: a logit for each message head, and for each clause one for each clause head.
struct Scores {
    std::vector<float> message;
    std::vector<Span> clauses;
    std::vector<float> clause;  ///< clauses.size() rows of `clause_heads` logits
    std::size_t clause_heads = 0;
    [[nodiscard]] std::span<const float> of_clause(std::size_t at) const {
        return std::span(clause).subspan(at * clause_heads, clause_heads);
    }
};

/// One row of the n-gram table while it is made; see `LinearModel::pack`.
struct NgramWeights {
    std::uint64_t hash = 0;
    std::vector<float> weights;  ///< for each head
};

/// One-vs-rest linear classifiers over hashed character n-grams: many heads that share one table of 8-bit weights.
/// Message heads judge the whole text, clause heads each clause. A text's vector is its n-gram counts over the square
/// root of their number, so that a message's sum is the sum of its clauses' and one pass serves both.
class LinearModel {
public:
    /// Reads what `pack` made. Keeps a view of the bytes, which must be aligned to 16 and outlive it.
    /// @throws std::runtime_error if they are broken
    LinearModel(std::span<const std::byte> bytes, HeadLayout layout);

    /// Quantises and lays out the table. Deterministic: the order of `ngrams` is the order of the rows.
    [[nodiscard]] static std::vector<std::byte> pack(std::span<const NgramWeights> ngrams, std::span<const float> bias);

    [[nodiscard]] Scores score(std::u32string_view text, std::span<const Span> clauses, bool hotline) const;

    /// What one n-gram adds to a head's logit before division by the square root of the count; nullopt if unknown.
    [[nodiscard]] std::optional<float> weight(std::uint64_t hash, std::size_t head) const;
    [[nodiscard]] const HeadLayout& layout() const { return layout_; }
    [[nodiscard]] std::size_t ngrams() const { return rows_.size(); }

private:
    struct Slot {
        std::uint32_t fingerprint = 0;
        std::uint32_t row_plus_one = 0;  ///< 0 marks an empty slot
    };
    using ClauseSum = std::array<std::int16_t, row_bytes>;
    [[nodiscard]] const Row* find(std::uint64_t hash) const;
    std::uint32_t add_clause(std::u32string_view text, Span clause, ClauseSum& sum) const;

    HeadLayout layout_;
    std::span<const float> scale_, bias_;
    std::span<const Slot> slots_;
    std::span<const Row> rows_;
};

}  // namespace warmline::bot
