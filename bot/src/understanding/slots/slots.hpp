#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "../gazetteer.hpp"
#include "bot/understanding.hpp"
#include "context.hpp"

namespace warmline::bot::slots {

/// Slots in two steps: exact rules find the candidates of a slot, all of them; then the surroundings judge which one
/// is meant (Context). Telephone and ticket numbers and subjects need no judge. Each step is linear in the text, and no
/// slot looks at more than `candidates_max` places.
inline constexpr std::size_t candidates_max = 48;

/// The slots of one text, except `beneficiary`, which is classified.
[[nodiscard]] Slots read_slots(const NormalText& text, std::span<const Mention> mentions, const Asked& asked);

/// A mainland mobile (11 digits from 13 to 19), a landline with its area code (0 and 9 to 11 digits) or a 400 or 800
/// number, in any grouping by blanks or hyphens, with or without +86, digits also spoken (「幺三八零零…」). Of several
/// the one that is said to be the caller's, else the first.
[[nodiscard]] std::string phone(std::u32string_view text);

/// A ticket number: 5 to 8 digits after a word such as 工单, after # or before 号; or a lettered one (「GZ-7720」).
[[nodiscard]] std::string ticket(const NormalText& text);

/// All candidates of a slot, in the order of the text.
[[nodiscard]] std::vector<Candidate> people_candidates(std::u32string_view text, std::span<const Mention> mentions);
[[nodiscard]] std::vector<Candidate> when_candidates(const NormalText& text);
[[nodiscard]] std::vector<Candidate> grade_candidates(const NormalText& text);
[[nodiscard]] std::vector<Candidate> item_candidates(const NormalText& text, std::span<const Mention> mentions);
/// Names of the list, and whatever ends in 医院 and the like and says which.
[[nodiscard]] std::vector<Candidate> hospital_candidates(const NormalText& text, std::span<const Mention> mentions);
/// Places of the list outside the names of hospitals.
[[nodiscard]] std::vector<Candidate> district_candidates(const NormalText& text, std::span<const Mention> mentions,
                                                         std::span<const Span> hospitals);
/// Streets, estates, villages, houses, rooms.
[[nodiscard]] std::vector<Candidate> address_candidates(const NormalText& text, std::span<const Mention> mentions,
                                                        std::span<const Span> hospitals);
[[nodiscard]] std::vector<Span> hospital_spans(std::span<const Candidate> candidates);

/// How many people the help is for, or how many helpers are wanted or offered.
[[nodiscard]] std::optional<int> people(std::u32string_view text, std::span<const Mention> mentions,
                                        const Context& context);
/// When the help is wanted, available or promised.
[[nodiscard]] std::string when(const NormalText& text, const Context& context);
/// 小一 to 高三, 幼儿园, or a child's age as written.
[[nodiscard]] std::string child_grade(const NormalText& text, const Context& context, const Asked& asked);
/// School subjects and arts named, joined by 、, where lessons are asked for, offered or gone on about.
[[nodiscard]] std::string subject(const NormalText& text, std::span<const Mention> mentions, const Asked& asked);
/// Goods asked for, with the quantity and unit beside them.
[[nodiscard]] std::vector<Item> items(const NormalText& text, std::span<const Mention> mentions,
                                      const Context& context);

/// Whether one of the words stands in the text in [from, to), ends cut to the text.
[[nodiscard]] bool near(std::u32string_view text, std::int64_t from, std::int64_t to,
                        std::span<const std::u32string_view> words);

}  // namespace warmline::bot::slots
