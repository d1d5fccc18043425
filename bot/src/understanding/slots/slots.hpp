#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "../gazetteer.hpp"
#include "bot/understanding.hpp"

namespace warmline::bot::slots {

/// Exact rules, one a slot. Each reads the normalised text and answers as the slot's description in taxonomy.json says;
/// empty or nullopt if nothing was said. Each is linear in the text.

/// A mainland mobile (11 digits from 13 to 19) or a landline with its area code (0 and 9 to 11 digits), in any grouping
/// by blanks or hyphens, with or without +86, digits also spoken (「幺三八零零…」). The first one named.
[[nodiscard]] std::string phone(std::u32string_view text);

/// A ticket number: 5 to 8 digits after a word such as 工单, after # or before 号; or a lettered one (「GZ-7720」).
[[nodiscard]] std::string ticket(const NormalText& text);

/// 小一 to 高三, 幼儿园, or a child's age as written; of several the first.
[[nodiscard]] std::string child_grade(const NormalText& text);

/// School subjects and arts named, joined by 、.
[[nodiscard]] std::string subject(const NormalText& text, std::span<const Mention> mentions);

/// How many people the help is for, or how many helpers are wanted or offered.
[[nodiscard]] std::optional<int> people(std::u32string_view text);

/// Goods with the quantity and unit beside them; a good that the text says is not wanted is left out.
[[nodiscard]] std::vector<Item> items(const NormalText& text, std::span<const Mention> mentions);

/// The time or date that stands for when help is wanted: the most exact one named.
[[nodiscard]] std::string when(const NormalText& text);

/// The hospital named: an alias of the list, or what ends in 医院 and the like.
[[nodiscard]] Span hospital(std::u32string_view text, std::span<const Mention> mentions);

/// The most specific place named outside the hospital's name; of several the last.
[[nodiscard]] Span district(std::span<const Mention> mentions, Span hospital);

/// A street, estate, village, house or room, as written.
[[nodiscard]] Span address(std::u32string_view text, std::span<const Mention> mentions, Span district, Span hospital);

/// Whether one of the words stands in the text in [from, to), ends cut to the text.
[[nodiscard]] bool near(std::u32string_view text, std::int64_t from, std::int64_t to,
                        std::span<const std::u32string_view> words);

}  // namespace warmline::bot::slots
