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
    float danger_yes = 0.5F, danger_check = 0.1F;
    std::array<float, 6> sure = {0.9F, 0.9F, 0.9F, 0.9F, 0.9F, 0.9F};  ///< of "the reading is right", by `kind_of`
    float person = 0.2F;                                               ///< of "what is needed is among the options"
};

/// How far a reading can be trusted: facts of the odds, and of what makes the text unlike those the classifiers know.
inline constexpr std::size_t trust_size = 24;
using Trust = std::array<float, trust_size>;

/// The trained judges over the heads' scores. `medical` and `crisis_need` are places in the list of needs.
struct Judges {
    Judge needs, intents;                ///< of evidence; a label for each need, for each intent
    Judge urgent, crisis, mind, danger;  ///< of risk
    Judge reading_right, options_right;  ///< of trust
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
    std::vector<std::size_t> options;  ///< the likeliest needs, `options_min` to `options_max`
};
inline constexpr std::size_t options_min = 2, options_max = 4;
inline constexpr float option_probability_min = 0.004F;
/// A further need this likely is asked about: of messages of which one need is firm and the reading is not, four in
/// ten ask for more.
inline constexpr float likely_option_min = 0.05F;

/// What the odds say by themselves; exact rules may still raise the alarm.
[[nodiscard]] Verdict verdict(const Odds& odds, const Judges& judges);

[[nodiscard]] Trust trust(const Odds& odds, const Verdict& verdict, const Scores& scores, const Standing& standing);
/// A request or not; a phrase, a short text or a long one: each kind has a threshold of its own, since the same claim
/// is worth less on a long text, and nobody comes where a request is taken for something else. @return in [0, 6)
[[nodiscard]] std::size_t kind_of(const Verdict& verdict, const Scores& scores);
inline constexpr std::uint32_t short_text_ngrams = 90, long_text_ngrams = 280;  ///< about 22 and 70 characters

/// A dark hint (`Alarm::check`) is never sure: it is asked about anyway.
/// @param kind     see `kind_of`
/// @param right    the chance that the reading is right
/// @param offered  the chance that the options hold all that is needed
[[nodiscard]] Decision decide(float right, float offered, std::size_t kind, Alarm alarm, const Thresholds& thresholds);

}  // namespace warmline::bot
