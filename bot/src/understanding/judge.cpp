#include "judge.hpp"

#include <algorithm>
#include <cmath>

namespace warmline::bot {

float sigmoid(float logit) { return 1.0F / (1.0F + std::exp(-logit)); }

Judge::Judge(std::size_t fact_count, std::size_t label_count)
    : facts(fact_count),
      labels(label_count),
      centre(fact_count, 0.0F),
      scale(fact_count, 1.0F),
      direct(fact_count, 0.0F),
      own(label_count * (1 + own_facts), 0.0F),
      hidden((fact_count + label_count) * judge_hidden, 0.0F),
      out(judge_hidden, 0.0F) {}

void judge_steps(const Judge& judge, std::span<const float> values, std::size_t label, JudgeSteps& steps) {
    steps.weighed.resize(judge.facts);
    const float* const own = &judge.own[label * (1 + Judge::own_facts)];
    std::array<float, judge_hidden> hidden;  // here rather than in `steps`: it stays in registers
    std::copy_n(&judge.hidden[(judge.facts + label) * judge_hidden], judge_hidden, hidden.begin());
    float logit = own[0];
    for (std::size_t at = 0; at < judge.facts; ++at) {
        const float fact = (values[at] - judge.centre[at]) * judge.scale[at];
        steps.weighed[at] = fact;
        logit += judge.direct[at] * fact;
        const float* const weights = &judge.hidden[at * judge_hidden];
        for (std::size_t unit = 0; unit < judge_hidden; ++unit) hidden[unit] += weights[unit] * fact;
    }
    for (std::size_t at = 0; at < Judge::own_facts; ++at) logit += own[1 + at] * steps.weighed[at];
    for (std::size_t unit = 0; unit < judge_hidden; ++unit) {
        steps.hidden[unit] = std::max(0.0F, hidden[unit]);
        logit += judge.out[unit] * steps.hidden[unit];
    }
    steps.logit = logit;
}

float Judge::probability(std::span<const float> values, std::size_t label) const {
    thread_local JudgeSteps steps;
    judge_steps(*this, values, label, steps);
    return sigmoid(steps.logit);
}

}  // namespace warmline::bot
