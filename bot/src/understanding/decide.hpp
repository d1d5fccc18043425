#pragma once
#include <array>
#include <span>
#include <vector>

#include "bot/understanding.hpp"
#include "combine.hpp"

namespace warmline::bot {

/// Calibrated probabilities of one text; made by `weigh`.
struct Odds {
    std::vector<float> needs, intents;
    float urgent = 0, crisis = 0, mind = 0, danger = 0;
    std::array<float, HeadLayout::beneficiaries> beneficiary{};  ///< logits, not calibrated: only the largest counts
};

/// Where a probability becomes a decision. All are found on texts the classifiers were not trained on.
struct Thresholds {
    float need = 0.5F, intent = 0.5F, request = 0.5F, urgent = 0.5F, crisis = 0.5F;
    float alarm_yes = 0.5F, alarm_check = 0.1F;  ///< of `mind`
    float danger_yes = 0.5F;
    float sure = 0.9F, person = 0.2F;  ///< of "the reading is right" and of "the right one is among the options"
};

/// How far a reading can be trusted: facts of the odds and of the text.
inline constexpr std::size_t trust_size = 15;
using Trust = std::array<float, trust_size>;

/// The trained judges over the heads' scores. `medical` and `crisis_need` are places in the list of needs.
struct Judges {
    Combiner needs, intents;
    RiskJudge urgent, crisis, mind, danger;
    std::vector<float> reading_right, options_right;  ///< trust_size weights, then the bias
    Thresholds thresholds;
    std::size_t medical = 0, crisis_need = 0;
};

[[nodiscard]] Odds weigh(const Scores& scores, const Standing& standing, const HeadLayout& layout,
                         const Judges& judges);

/// A reading in places of the lists instead of codes.
struct Verdict {
    std::vector<std::size_t> intents, needs;
    Urgency urgency = Urgency::normal;
    Alarm alarm = Alarm::no;
    std::vector<std::size_t> options;  ///< the likeliest needs, at most `options_max`
};
inline constexpr std::size_t options_max = 4;
inline constexpr float option_probability_min = 0.02F;

/// What the odds say by themselves; exact rules may still raise the alarm.
[[nodiscard]] Verdict verdict(const Odds& odds, const Judges& judges);

[[nodiscard]] Trust trust(const Odds& odds, const Verdict& verdict, const Scores& scores, const Standing& standing);
[[nodiscard]] Decision decide(const Trust& trust, const Verdict& verdict, const Judges& judges);

/// weights · facts + bias, as a probability; `weights` has one more entry than `facts`, the bias.
[[nodiscard]] float logistic(std::span<const float> weights, std::span<const float> facts);

}  // namespace warmline::bot
