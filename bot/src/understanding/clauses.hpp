#pragma once
#include <vector>

#include "bot/normalise.hpp"

namespace warmline::bot {

/// Cuts a text into clauses, each with the mark that ends it; together they cover the text, in order, none empty.
/// A clause ends at a mark or a line's end; at a blank once it has `blank_after_min` characters; and, in dictated text
/// without marks, before a word that opens a new thought once it has `opener_after_min`. None is longer than
/// `clause_max`.
[[nodiscard]] std::vector<Span> split_clauses(std::u32string_view text);

inline constexpr std::uint32_t blank_after_min = 4;
inline constexpr std::uint32_t opener_after_min = 12;
inline constexpr std::uint32_t clause_max = 48;

}  // namespace warmline::bot
