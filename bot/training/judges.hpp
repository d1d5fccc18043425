#pragma once
#include <span>
#include <vector>

#include "../src/understanding/decide.hpp"
#include "corpus.hpp"

namespace warmline::bot::training {

/// A message of the corpus with the scores of classifiers that never saw it.
struct Held {
    const Example* example = nullptr;
    Scores scores;
};

/// A held-out message as it was read by judges that never saw it either.
struct Judged {
    const Example* example = nullptr;
    Odds odds;
    Verdict verdict;
    Trust trust{};
    float right = 0, offered = 0;  ///< probabilities: the reading is right; the options hold what is needed
    std::size_t kind = 0;          ///< see `kind_of`
    Decision decision = Decision::person;
};

struct FittedJudges {
    Judges judges;               ///< fitted on everything: these ship
    std::vector<Judged> judged;  ///< by judges fitted on the other parts; thresholds are found on these
};
/// Fits the judges and finds the thresholds on held-out scores.
[[nodiscard]] FittedJudges fit_judges(std::span<const Held> held, const Taxonomy& taxonomy);

/// The needs are right, and so is whether it is a request; of several intents one is enough.
[[nodiscard]] bool reading_right(const Example& example, const Verdict& reading);
/// One question settles it: every need asked for is offered; "none of these" is right where nothing is needed.
[[nodiscard]] bool options_right(const Example& example, const Verdict& reading);

}  // namespace warmline::bot::training
