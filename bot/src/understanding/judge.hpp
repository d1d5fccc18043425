#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace warmline::bot {

inline constexpr std::size_t judge_hidden = 12;

/// Weighs facts: a logistic regression with a small hidden layer beside it, since facts matter together (a loud clause
/// counts less where another need is louder). Serves several labels that share all but what is each label's own. Its
/// answer is calibrated: of what it calls 0.8, eight in ten are so.
struct Judge {
    static constexpr std::size_t own_facts = 2;  ///< the first facts, which have slopes of each label's own
    std::size_t facts = 0, labels = 1;
    std::vector<float> centre, scale;  ///< for each fact: (fact - centre) * scale is what is weighed
    std::vector<float> direct;         ///< for each fact
    std::vector<float> own;            ///< for each label: bias, slopes
    std::vector<float> hidden;         ///< for each fact, then for each label: `judge_hidden` weights
    std::vector<float> out;            ///< `judge_hidden` weights

    Judge() = default;
    Judge(std::size_t fact_count, std::size_t label_count);

    [[nodiscard]] float probability(std::span<const float> values, std::size_t label = 0) const;
};

/// What `Judge::probability` computes on the way, for the trainer.
struct JudgeSteps {
    std::vector<float> weighed;  ///< the facts, centred and scaled
    std::array<float, judge_hidden> hidden{};
    float logit = 0;
};
void judge_steps(const Judge& judge, std::span<const float> values, std::size_t label, JudgeSteps& steps);

[[nodiscard]] float sigmoid(float logit);

}  // namespace warmline::bot
