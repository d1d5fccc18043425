#pragma once
#include <string>

#include "draft.hpp"

/// Whose need it is, when a partner or liaison writes for families (手拉手, P1 S3 to S5).
namespace warmline::bot::talk {

/// Settles for which family `words` speak: the one they name, the only one, the writer's own; else asks.
/// @param question  what is kept of the message until that is answered
/// @return false if it is asked now: nothing is to be opened yet
[[nodiscard]] bool settle_family(Draft& draft, const std::string& words, Question question);
/// The answer to that question. @return false if the words are about something else
bool answer_family(Draft& draft, const Question& question);

}  // namespace warmline::bot::talk
