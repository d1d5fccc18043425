#pragma once
#include <span>

#include "../src/understanding/decide.hpp"
#include "corpus.hpp"

namespace warmline::bot::training {

/// A message of the corpus with the scores of classifiers that never saw it.
struct Held {
    const Example* example = nullptr;
    Scores scores;
};

/// Fits the judges and finds the thresholds on held-out scores.
[[nodiscard]] Judges fit_judges(std::span<const Held> held, const Taxonomy& taxonomy);

/// How well the judges do on these messages: what the trainer prints and the quality test holds to its floors.
struct Quality {
    double needs_f1 = 0, intents_f1 = 0, urgency_right = 0;
    double alarm_recall = 0, alarm_false = 0, yes_recall = 0, yes_precision = 0;  ///< alarm: check or yes
    double sure_share = 0, sure_right = 0, ask_share = 0, ask_right = 0, person_share = 0;
};
[[nodiscard]] Quality measure(std::span<const Held> held, const Taxonomy& taxonomy, const Judges& judges);

}  // namespace warmline::bot::training
