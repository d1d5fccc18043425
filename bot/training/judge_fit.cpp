#include "judge_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "random.hpp"

namespace warmline::bot::training {
namespace {

// Found by cross-validation on the corpus.
constexpr std::size_t visits = 300'000;  // of rows, in all; at least `epochs_min` times each
constexpr std::size_t epochs_min = 6, epochs_max = 40;
constexpr float first_step = 0.01F;  // falls to 0 in a straight line
constexpr float decay = 1e-4F;       // of every weight at every visit, times the step

void move(float& weight, float step, float slope) { weight += step * (slope - decay * weight); }

/// One step of logistic regression and hidden layer towards the answer.
void learn(Judge& judge, std::span<const float> values, std::size_t label, bool is_so, float step, JudgeSteps& steps) {
    judge_steps(judge, values, label, steps);
    const float slope = (is_so ? 1.0F : 0.0F) - sigmoid(steps.logit);
    float* const own = &judge.own[label * (1 + Judge::own_facts)];
    move(own[0], step, slope);
    for (std::size_t at = 0; at < Judge::own_facts; ++at) move(own[1 + at], step, slope * steps.weighed[at]);
    std::array<float, judge_hidden> back{};
    for (std::size_t unit = 0; unit < judge_hidden; ++unit) {
        if (steps.hidden[unit] <= 0) continue;
        back[unit] = slope * judge.out[unit];
        move(judge.out[unit], step, slope * steps.hidden[unit]);
        move(judge.hidden[(judge.facts + label) * judge_hidden + unit], step, back[unit]);
    }
    for (std::size_t at = 0; at < judge.facts; ++at) {
        const float fact = steps.weighed[at];
        move(judge.direct[at], step, slope * fact);
        float* const weights = &judge.hidden[at * judge_hidden];
        for (std::size_t unit = 0; unit < judge_hidden; ++unit) weights[unit] += step * back[unit] * fact;
    }
}

}  // namespace

void JudgeLessons::add(std::span<const float> values, std::size_t label, bool is_so) {
    values_.insert(values_.end(), values.begin(), values.end());
    rows_.push_back({static_cast<std::uint32_t>(label), is_so});
}

void JudgeLessons::standardise(Judge& judge) const {
    const auto count = static_cast<double>(std::max<std::size_t>(rows_.size(), 1));
    for (std::size_t at = 0; at < facts_; ++at) {
        double sum = 0, squares = 0;
        for (std::size_t row = 0; row < rows_.size(); ++row) sum += values(row)[at];
        const double mean = sum / count;
        for (std::size_t row = 0; row < rows_.size(); ++row) squares += std::pow(values(row)[at] - mean, 2);
        judge.centre[at] = static_cast<float>(mean);
        judge.scale[at] = static_cast<float>(1.0 / std::max(std::sqrt(squares / count), 1e-3));
    }
}

Judge JudgeLessons::fit() const {
    Judge judge(facts_, labels_);
    standardise(judge);
    Random random(rows_.size());
    const auto spread = [&] { return (static_cast<float>(random.next() >> 40) / 16777216.0F - 0.5F) * 0.3F; };
    for (float& weight : judge.hidden) weight = spread();
    for (float& weight : judge.out) weight = spread();
    std::vector<std::uint32_t> order(rows_.size());
    std::iota(order.begin(), order.end(), 0U);
    const std::size_t epochs = std::clamp(visits / std::max<std::size_t>(rows_.size(), 1), epochs_min, epochs_max);
    const auto total = static_cast<float>(epochs * rows_.size());
    float done = 0;
    JudgeSteps steps;
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t at = order.size(); at > 1; --at) std::swap(order[at - 1], order[random.below(at)]);
        for (const std::uint32_t at : order)
            learn(judge, values(at), rows_[at].label, rows_[at].is_so, first_step * (1.0F - done++ / total), steps);
    }
    return judge;
}

}  // namespace warmline::bot::training
