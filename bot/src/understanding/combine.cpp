#include "combine.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace warmline::bot {
namespace {

constexpr float floor_logit = -8.0F;

/// Index of the largest and of the second largest of `values`.
std::pair<std::size_t, std::size_t> top_two(std::span<const float> values) {
    std::size_t first = 0, second = 0;
    for (std::size_t at = 1; at < values.size(); ++at)
        if (values[at] > values[first]) first = at;
    if (first == 0 && values.size() > 1) second = 1;
    for (std::size_t at = 0; at < values.size(); ++at)
        if (at != first && values[at] > values[second]) second = at;
    return {first, second};
}

float rival(std::span<const float> logits, std::size_t own, std::size_t first, std::size_t second) {
    return logits[own == first ? second : first];
}

/// The loudest of the clause heads other than `own`, in one clause.
float clause_rival(std::span<const float> clause, std::size_t own) {
    float rival = floor_logit;
    for (std::size_t head = 0; head < clause.size(); ++head)
        if (head != own) rival = std::max(rival, clause[head]);
    return rival;
}

Evidence evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout, std::size_t own,
                  float message_rival, float intent_rival) {
    const float message = scores.message[own];
    const auto count = static_cast<float>(std::max<std::size_t>(scores.clauses.size(), 1));
    const std::size_t request = layout.intent(0), chitchat = layout.clause_heads() - 1;
    Evidence e{};
    std::size_t at = 0;
    e[at++] = message;
    e[at++] = standing.best[own];
    e[at++] = standing.second[own];
    e[at++] = standing.mean[own];
    e[at++] = sigmoid(message);
    e[at++] = sigmoid(standing.best[own]);
    e[at++] = message - message_rival;
    e[at++] = std::min(0.0F, message - message_rival);
    e[at++] = static_cast<float>(standing.wins[own]) / count;
    e[at++] = std::min(static_cast<float>(standing.wins[own]), 3.0F);
    if (!scores.clauses.empty()) {
        const std::size_t best = standing.best_clause[own];
        const auto clause = scores.of_clause(best);
        e[at++] = clause[own] - clause_rival(clause, own);
        e[at++] = clause[chitchat];
        e[at++] = clause[request];
        e[at++] = scores.of_clause(scores.clauses.size() - 1)[own];
        e[at++] = static_cast<float>(best + 1) / count;
    } else {
        at += 5;
    }
    e[at++] = scores.message[request];
    e[at++] = intent_rival;
    e[at++] = scores.message[request] - intent_rival;
    e[at++] = std::log(count);
    e[at++] = sigmoid(message) * sigmoid(standing.best[own]);
    return e;
}

}  // namespace

float sigmoid(float logit) { return 1.0F / (1.0F + std::exp(-logit)); }

Standing::Standing(const Scores& scores, const HeadLayout& layout) {
    const std::size_t heads = layout.clause_heads();
    best_clause.assign(heads, 0);
    best.assign(heads, floor_logit);
    second.assign(heads, floor_logit);
    mean.assign(heads, 0.0F);
    wins.assign(heads, 0);
    for (std::size_t at = 0; at < scores.clauses.size(); ++at) {
        const auto clause = scores.of_clause(at);
        std::size_t loudest = 0;
        for (std::size_t head = 0; head < heads; ++head) {
            if (clause[head] > clause[loudest]) loudest = head;
            mean[head] += clause[head] / static_cast<float>(scores.clauses.size());
            if (clause[head] > best[head]) {
                second[head] = best[head];
                best[head] = clause[head];
                best_clause[head] = at;
            } else {
                second[head] = std::max(second[head], clause[head]);
            }
        }
        ++wins[loudest];
    }
    const std::span message(scores.message);
    std::tie(need_first, need_second) = top_two(message.first(layout.needs));
    std::tie(intent_first, intent_second) = top_two(message.subspan(layout.needs, layout.intents));
}

Evidence need_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout, std::size_t need) {
    const std::span needs = std::span(scores.message).first(layout.needs);
    const std::span intents = std::span(scores.message).subspan(layout.needs, layout.intents);
    // The rival of a need among intents is whatever else than a request the message may be.
    return evidence(scores, standing, layout, need, rival(needs, need, standing.need_first, standing.need_second),
                    rival(intents, 0, standing.intent_first, standing.intent_second));
}

Evidence intent_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout, std::size_t intent) {
    const std::span intents = std::span(scores.message).subspan(layout.needs, layout.intents);
    return evidence(scores, standing, layout, layout.intent(intent),
                    rival(intents, intent, standing.intent_first, standing.intent_second),
                    scores.message[standing.need_first]);
}

Risk risk_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout, std::size_t medical_need,
                   std::size_t crisis_need) {
    const auto& message = scores.message;
    Risk risk{};
    std::size_t at = 0;
    risk[at++] = message[layout.urgent()];
    risk[at++] = message[layout.crisis()];
    risk[at++] = message[layout.mind()];
    risk[at++] = message[layout.danger()];
    risk[at++] = message[crisis_need];
    risk[at++] = standing.best[crisis_need];
    risk[at++] = standing.second[crisis_need];
    risk[at++] = message[crisis_need] -
                 rival(std::span(message).first(layout.needs), crisis_need, standing.need_first, standing.need_second);
    risk[at++] = message[medical_need];
    risk[at++] = standing.best[medical_need];
    risk[at++] = message[layout.intent(0)];
    risk[at++] = scores.clauses.empty()
                     ? 0.0F
                     : scores.of_clause(standing.best_clause[crisis_need])[crisis_need] -
                           clause_rival(scores.of_clause(standing.best_clause[crisis_need]), crisis_need);
    risk[at++] = std::log(static_cast<float>(std::max<std::size_t>(scores.clauses.size(), 1)));
    risk[at++] = sigmoid(message[layout.mind()]);
    risk[at++] = sigmoid(standing.best[crisis_need]);
    risk[at++] = sigmoid(message[layout.danger()]);
    const std::span intents = std::span(message).subspan(layout.needs, layout.intents);
    risk[at++] = rival(intents, 0, standing.intent_first, standing.intent_second);
    risk[at++] = intents.back();
    return risk;
}

float Combiner::probability(const Evidence& evidence, std::size_t label) const {
    float logit =
        shared[evidence_size] + own[label * 3] + own[label * 3 + 1] * evidence[0] + own[label * 3 + 2] * evidence[1];
    for (std::size_t at = 0; at < evidence_size; ++at) logit += shared[at] * evidence[at];
    return sigmoid(logit);
}

float RiskJudge::probability(const Risk& risk) const {
    float logit = weights[risk_size];
    for (std::size_t at = 0; at < risk_size; ++at) logit += weights[at] * risk[at];
    return sigmoid(logit);
}

}  // namespace warmline::bot
