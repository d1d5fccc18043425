#pragma once
#include <span>

#include "bot/normalise.hpp"
#include "bot/understanding.hpp"

namespace warmline::bot {

/// What plain words say of a crisis of the mind: `yes` for an open wish or act, `check` for a dark hint, `no` else.
/// Only ever raises what the classifiers found. Near-misses stay calm: 累死了, 想死你了, 这题难死了, a film, a song, a
/// phrase denied.
/// @param clauses  of the text; a phrase and what softens it must stand in the same or the neighbouring clause
[[nodiscard]] Alarm plain_words(std::u32string_view text, std::span<const Span> clauses);

/// Whether words stand in a text that are said where a body is in danger (unconscious, no dialysis, trapped, buried),
/// and none that says it is over. Enough for a gentle question where something is asked for, and for no more: half of
/// such messages are not about a danger of now.
[[nodiscard]] bool plain_danger(std::u32string_view text);

}  // namespace warmline::bot
