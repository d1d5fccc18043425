#include "decide.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace warmline::bot {
namespace {

constexpr std::size_t request = 0;  ///< place of "request" among the intents

/// Places by falling probability.
std::vector<std::size_t> ranked(std::span<const float> probabilities) {
    std::vector<std::size_t> places(probabilities.size());
    std::iota(places.begin(), places.end(), 0U);
    std::stable_sort(places.begin(), places.end(),
                     [&](auto left, auto right) { return probabilities[left] > probabilities[right]; });
    return places;
}

std::vector<std::size_t> decide_intents(const Odds& odds, const Thresholds& thresholds) {
    std::vector<std::size_t> intents;
    for (std::size_t at = 0; at < odds.intents.size(); ++at)
        if (odds.intents[at] >= (at == request ? thresholds.request : thresholds.intent)) intents.push_back(at);
    if (intents.empty()) {
        const auto best = std::max_element(odds.intents.begin(), odds.intents.end());
        intents.push_back(static_cast<std::size_t>(best - odds.intents.begin()));
    }
    // Nothing but chitchat is chitchat.
    if (intents.size() > 1 && intents.back() + 1 == odds.intents.size()) intents.pop_back();
    return intents;
}

std::vector<std::size_t> decide_needs(const Odds& odds, const Judges& judges, bool crisis) {
    std::vector<std::size_t> needs;
    for (std::size_t at = 0; at < odds.needs.size(); ++at) {
        const bool chosen = at == judges.crisis_need ? crisis : odds.needs[at] >= judges.thresholds.need;
        if (chosen) needs.push_back(at);
    }
    if (needs.empty()) {
        for (const std::size_t at : ranked(odds.needs)) {
            if (at == judges.crisis_need) continue;
            needs.push_back(at);
            break;
        }
    }
    return needs;
}

float log_of(float probability) { return std::log(std::clamp(probability, 1e-4F, 1.0F)); }

}  // namespace

Odds weigh(const Scores& scores, const Standing& standing, const HeadLayout& layout, const Judges& judges) {
    Odds odds;
    for (std::size_t need = 0; need < layout.needs; ++need)
        odds.needs.push_back(judges.needs.probability(need_evidence(scores, standing, layout, need), need));
    for (std::size_t intent = 0; intent < layout.intents; ++intent)
        odds.intents.push_back(judges.intents.probability(intent_evidence(scores, standing, layout, intent), intent));
    const Risk risk = risk_evidence(scores, standing, layout, judges.medical, judges.crisis_need);
    odds.urgent = judges.urgent.probability(risk);
    odds.crisis = judges.crisis.probability(risk);
    odds.mind = judges.mind.probability(risk);
    odds.danger = judges.danger.probability(risk);
    for (std::size_t at = 0; at < odds.beneficiary.size(); ++at)
        odds.beneficiary[at] = scores.message[layout.beneficiary(at)];
    return odds;
}

Verdict verdict(const Odds& odds, const Judges& judges) {
    const Thresholds& thresholds = judges.thresholds;
    Verdict result;
    const bool mind = odds.mind >= thresholds.alarm_yes;
    const bool danger = odds.danger >= thresholds.danger_yes;
    result.intents = decide_intents(odds, thresholds);
    if (mind && result.intents.front() != request) result.intents = {request};
    if (result.intents.front() == request) result.needs = decide_needs(odds, judges, mind);
    if (mind || danger)
        result.alarm = Alarm::yes;
    else if (odds.mind >= thresholds.alarm_check || odds.danger >= thresholds.danger_check)
        result.alarm = Alarm::check;
    if (mind || danger || odds.crisis >= thresholds.crisis)
        result.urgency = Urgency::crisis;
    else if (odds.urgent >= thresholds.urgent)
        result.urgency = Urgency::urgent;
    if (result.intents.front() != request) result.urgency = Urgency::normal;
    for (const std::size_t need : ranked(odds.needs))
        if (result.options.size() < options_min ||
            (result.options.size() < options_max && odds.needs[need] >= option_probability_min))
            result.options.push_back(need);
    return result;
}

Trust trust(const Odds& odds, const Verdict& verdict, const Scores& scores, const Standing& standing) {
    const bool asks = verdict.intents.front() == request;
    float joint = 0, weakest = 1, strongest_left = 0, second_left = 0, expected = 0;
    for (std::size_t need = 0; need < odds.needs.size(); ++need) {
        const bool chosen = std::find(verdict.needs.begin(), verdict.needs.end(), need) != verdict.needs.end();
        const float p = odds.needs[need];
        joint += asks ? log_of(chosen ? p : 1 - p) : 0;
        expected += p;
        if (chosen)
            weakest = std::min(weakest, p);
        else if (p > strongest_left)
            second_left = std::exchange(strongest_left, p);
        else
            second_left = std::max(second_left, p);
    }
    const auto intents = ranked(odds.intents);
    float beyond = expected;
    for (const std::size_t need : verdict.options) beyond -= odds.needs[need];
    Trust facts{};
    std::size_t at = 0;
    facts[at++] = asks ? 1.0F : 0.0F;
    facts[at++] = joint;
    facts[at++] = asks ? weakest : 0;
    facts[at++] = asks ? strongest_left : 0;
    facts[at++] = asks ? 0 : strongest_left;
    facts[at++] = odds.intents[intents[0]];
    facts[at++] = odds.intents[intents[1]];
    facts[at++] = odds.intents[request];
    facts[at++] = std::log1p(static_cast<float>(scores.clauses.size()));
    // Several needs are harder to get all right, unless each is beyond doubt.
    const float all_right = std::exp(joint);
    facts[at++] = static_cast<float>(verdict.needs.size()) * (1 - all_right);
    facts[at++] = all_right;
    facts[at++] = beyond;
    facts[at++] = expected;
    facts[at++] = odds.mind;
    facts[at++] = scores.message[standing.need_first];
    facts[at++] = second_left;
    facts[at++] = std::log1p(static_cast<float>(scores.ngrams));
    facts[at++] = static_cast<float>(scores.known) / static_cast<float>(std::max(scores.ngrams, 1U));
    // Where heads and net differ, one of them is wrong.
    const std::size_t asking = odds.needs.size() + request;
    facts[at++] = standing.need_first == standing.net_need_first ? 1.0F : 0.0F;
    facts[at++] =
        std::abs(sigmoid(scores.message[standing.need_first]) - sigmoid(scores.net_message[standing.need_first]));
    facts[at++] = std::abs(sigmoid(scores.message[asking]) - sigmoid(scores.net_message[asking]));
    // A clause that asks by itself, in a text that is said not to ask, and the other way round.
    facts[at++] = sigmoid(standing.best[asking]);
    facts[at++] = sigmoid(*std::max_element(standing.best.begin(),
                                            standing.best.begin() + static_cast<std::ptrdiff_t>(odds.needs.size())));
    facts[at++] = odds.crisis;
    static_assert(trust_size == 24);
    return facts;
}

std::size_t kind_of(const Verdict& verdict, const Scores& scores) {
    const std::size_t length = scores.ngrams < short_text_ngrams ? 0 : scores.ngrams < long_text_ngrams ? 1 : 2;
    return 2 * length + (verdict.intents.front() == request ? 0 : 1);
}

Decision decide(float right, float offered, std::size_t kind, Alarm alarm, const Thresholds& thresholds) {
    if (alarm != Alarm::check && right >= thresholds.sure[kind]) return Decision::sure;
    return offered < thresholds.person ? Decision::person : Decision::ask;
}

}  // namespace warmline::bot
