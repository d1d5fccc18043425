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
                  float message_rival, float intent_rival, float net_rival) {
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
    e[at++] = scores.net_message[own];
    e[at++] = standing.net_best[own];
    e[at++] = sigmoid(scores.net_message[own]);
    e[at++] = sigmoid(standing.net_best[own]);
    e[at++] = scores.net_message[own] - net_rival;
    e[at++] = scores.net_message[request];
    e[at++] = standing.any[own];
    e[at++] = standing.best[request];
    e[at++] = standing.best[own] - standing.mean[own];
    e[at++] = scores.hotline ? 1.0F : 0.0F;
    e[at++] = std::log1p(static_cast<float>(scores.ngrams));
    e[at++] = static_cast<float>(scores.known) / static_cast<float>(std::max(scores.ngrams, 1U));
    static_assert(evidence_size == 32);
    return e;
}

/// log(1 - sigmoid(logit)), cheaply: beyond the ends it is a straight line or nothing.
float silence(float logit) { return logit < -6 ? 0 : -std::log1p(std::exp(std::min(logit, 6.0F))); }

}  // namespace

Standing::Standing(const Scores& scores, const HeadLayout& layout) {
    const std::size_t heads = layout.clause_heads();
    best_clause.assign(heads, 0);
    best.assign(heads, floor_logit);
    second.assign(heads, floor_logit);
    mean.assign(heads, 0.0F);
    any.assign(heads, 0.0F);
    net_best.assign(heads, floor_logit);
    wins.assign(heads, 0);
    for (std::size_t at = 0; at < scores.clauses.size(); ++at) {
        const auto clause = scores.of_clause(at), net = scores.net_of_clause(at);
        std::size_t loudest = 0;
        for (std::size_t head = 0; head < heads; ++head) {
            if (clause[head] > clause[loudest]) loudest = head;
            net_best[head] = std::max(net_best[head], net[head]);
            any[head] += silence(clause[head]);
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
    std::tie(net_need_first, net_need_second) = top_two(std::span(scores.net_message).first(layout.needs));
    std::tie(intent_first, intent_second) = top_two(message.subspan(layout.needs, layout.intents));
}

Evidence need_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout, std::size_t need) {
    const std::span needs = std::span(scores.message).first(layout.needs);
    const std::span intents = std::span(scores.message).subspan(layout.needs, layout.intents);
    // The rival of a need among intents is whatever else than a request the message may be.
    return evidence(scores, standing, layout, need, rival(needs, need, standing.need_first, standing.need_second),
                    rival(intents, 0, standing.intent_first, standing.intent_second),
                    rival(std::span(scores.net_message).first(layout.needs), need, standing.net_need_first,
                          standing.net_need_second));
}

Evidence intent_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout, std::size_t intent) {
    const std::span intents = std::span(scores.message).subspan(layout.needs, layout.intents);
    return evidence(scores, standing, layout, layout.intent(intent),
                    rival(intents, intent, standing.intent_first, standing.intent_second),
                    scores.message[standing.need_first], scores.net_message[standing.net_need_first]);
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
    const auto& net = scores.net_message;
    risk[at++] = net[layout.urgent()];
    risk[at++] = net[layout.crisis()];
    risk[at++] = net[layout.mind()];
    risk[at++] = net[layout.danger()];
    risk[at++] = standing.net_best[crisis_need];
    risk[at++] = sigmoid(net[layout.mind()]);
    risk[at++] = standing.any[crisis_need];
    risk[at++] = scores.hotline ? 1.0F : 0.0F;
    risk[at++] = std::log1p(static_cast<float>(scores.ngrams));
    risk[at++] = standing.best[layout.intent(0)];
    static_assert(risk_size == 28);
    return risk;
}

}  // namespace warmline::bot
