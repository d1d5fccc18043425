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
#include "ngram_table.hpp"

namespace warmline::bot {

/// Weights of one n-gram stand side by side: one look-up serves every head.
inline constexpr std::size_t row_bytes = 80;

/// What the classifiers say of one text: a logit for each message head, and for each clause one for each clause head;
/// the linear heads' and the net's side by side.
struct Scores {
    std::vector<Span> clauses;
    std::size_t clause_heads = 0;
    bool hotline = false;
    std::uint32_t ngrams = 0, known = 0;      ///< of the text, and of those the ones the linear heads have met
    std::vector<float> message, net_message;  ///< the net has the first `net_heads` heads only
    std::vector<float> clause, net_clause;    ///< clauses.size() rows of `clause_heads` logits
    [[nodiscard]] std::span<const float> of_clause(std::size_t at) const { return row(clause, at); }
    [[nodiscard]] std::span<const float> net_of_clause(std::size_t at) const { return row(net_clause, at); }

private:
    [[nodiscard]] std::span<const float> row(const std::vector<float>& table, std::size_t at) const {
        return std::span(table).subspan(at * clause_heads, clause_heads);
    }
};

/// One-vs-rest linear classifiers over hashed character n-grams: many heads that share one table of 8-bit weights.
/// Message heads judge the whole text, clause heads each clause. A text's vector is its n-gram counts over the square
/// root of their number, so that a message's sum is the sum of its clauses' and one pass serves both.
class LinearModel {
public:
    /// Takes what `pack` made from the front of `bytes`, which must be aligned to 4 and outlive it.
    /// @throws std::runtime_error if they are broken
    LinearModel(std::span<const std::byte>& bytes, HeadLayout layout);

    /// The table and each head's bias as bytes.
    [[nodiscard]] static std::vector<std::byte> pack(std::span<const NgramWeights> ngrams, std::span<const float> bias);

    [[nodiscard]] Scores score(std::u32string_view text, std::span<const Span> clauses, bool hotline) const;

    /// What one n-gram adds to a head's logit before division by the square root of the count; nullopt if unknown.
    [[nodiscard]] std::optional<float> weight(std::uint64_t hash, std::size_t head) const;
    [[nodiscard]] const HeadLayout& layout() const { return layout_; }
    [[nodiscard]] std::size_t ngrams() const { return table_.size(); }

private:
    using Table = NgramTable<row_bytes>;
    using ClauseSum = std::array<std::int16_t, row_bytes>;
    std::uint32_t add_clause(std::u32string_view text, Span clause, ClauseSum& sum, Scores& scores) const;

    HeadLayout layout_;
    std::span<const float> bias_;
    Table table_;
};

}  // namespace warmline::bot
