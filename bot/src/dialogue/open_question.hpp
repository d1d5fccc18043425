#pragma once
#include "draft.hpp"

namespace warmline::bot::talk {

/// Asks the one most useful question still open about the tickets this turn touched: first what their services need and
/// nobody knows yet (most urgent first, then what helps most of them), then which hospital, then a telephone. Never
/// what facts, household or person already say (S15), and nothing more often than `asked_max`.
void ask_what_is_missing(Draft& draft);

/// Asks which of its options are meant, or, beside needs that are settled, which are meant too.
void ask_need(Draft& draft, Question question);

/// The person does not want to say it or does not know: not asked again.
void give_up_asking(Draft& draft, const Question& question);

inline constexpr int asked_max = 2;

}  // namespace warmline::bot::talk
