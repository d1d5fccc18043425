#pragma once
#include "draft.hpp"

namespace warmline::bot::talk {

/// What the text says, as facts of a ticket of this need: names of hospitals and districts as the programme has them,
/// goods only where goods are asked for, school only where it is about school. A hospital that is only gone to is the
/// fact `destination`; `hospital` is where somebody works, since it decides who answers for the request.
[[nodiscard]] Facts facts_of(const Draft& draft, const dispatcher::Code& need);

/// All that the text says, whatever the need.
[[nodiscard]] Facts facts_of(const Draft& draft);

/// The words about one need: the clauses around the reader's span, or the whole text if it is about one need only.
[[nodiscard]] std::string summary_of(const Draft& draft, const NeedReading& reading, bool only_one);

/// The answer to a question for `slot`: what the reader or the programme finds in it, else the bare text if it can be
/// one.
/// @param bare_counts  the bare text may be the answer
/// @return empty: no answer
[[nodiscard]] std::string answer_for(const Draft& draft, const std::string& slot, bool bare_counts);

}  // namespace warmline::bot::talk
