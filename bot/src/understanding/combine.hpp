#pragma once
#include <array>
#include <span>
#include <vector>

#include "model.hpp"

namespace warmline::bot {

/// What the heads say for one label, side by side: message and clause level, and how its rivals stand.
inline constexpr std::size_t evidence_size = 20;
using Evidence = std::array<float, evidence_size>;

/// Facts of one text's scores that every label's evidence uses; made once a text.
struct Standing {
    explicit Standing(const Scores& scores, const HeadLayout& layout);
    std::vector<std::size_t> best_clause;             ///< for each clause head the clause that speaks loudest for it
    std::vector<float> best, second, mean;            ///< for each clause head over the clauses
    std::vector<std::size_t> wins;                    ///< for each clause head, how many clauses it is the loudest in
    std::size_t need_first = 0, need_second = 0;      ///< needs by message logit
    std::size_t intent_first = 0, intent_second = 0;  ///< intents by message logit
};

[[nodiscard]] Evidence need_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout,
                                     std::size_t need);
[[nodiscard]] Evidence intent_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout,
                                       std::size_t intent);

/// Evidence for urgency and for the alarm: one list of facts for all three.
inline constexpr std::size_t risk_size = 18;
using Risk = std::array<float, risk_size>;
[[nodiscard]] Risk risk_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout,
                                 std::size_t medical_need, std::size_t crisis_need);

/// A calibrated judge: a logistic regression over evidence, with a bias and two slopes of each label's own.
struct Combiner {
    std::vector<float> shared;  ///< evidence_size weights, then the bias
    std::vector<float> own;     ///< for each label: bias, slope of the message logit, slope of the best clause's
    [[nodiscard]] float probability(const Evidence& evidence, std::size_t label) const;
};

/// The same without labels of its own.
struct RiskJudge {
    std::vector<float> weights;  ///< risk_size weights, then the bias
    [[nodiscard]] float probability(const Risk& risk) const;
};

[[nodiscard]] float sigmoid(float logit);

}  // namespace warmline::bot
