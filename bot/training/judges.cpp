#include "judges.hpp"

#include <algorithm>
#include <numeric>

#include "linear.hpp"

namespace warmline::bot::training {
namespace {

/// What one message's scores come to, kept so that no step computes them again.
struct Weighed {
    const Example* example;
    const Scores* scores;
    Standing standing;
};

bool has(const std::vector<std::size_t>& list, std::size_t value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

std::vector<std::size_t> sorted(std::vector<std::size_t> list) {
    std::sort(list.begin(), list.end());
    return list;
}

/// Dense rows and their targets, gathered and then fitted at once.
class Sheet {
public:
    explicit Sheet(std::size_t dimensions) : vectors_(dimensions) {}
    void add(std::span<const Term> terms, bool positive) {
        vectors_.add(terms);
        chosen_.push_back(static_cast<std::uint32_t>(chosen_.size()));
        positive_.push_back(positive);
    }
    [[nodiscard]] std::vector<float> fit(double cost) const {  // the bias comes last
        auto fit = vectors_.fit(chosen_, positive_, {.cost = cost, .positive_weight = 1, .tolerance = 0.001});
        fit.weights.push_back(fit.bias);
        return fit.weights;
    }

private:
    Vectors vectors_;
    std::vector<std::uint32_t> chosen_;
    std::vector<char> positive_;
};

std::vector<Term> terms_of(std::span<const float> facts) {
    std::vector<Term> terms;
    for (std::size_t at = 0; at < facts.size(); ++at) terms.push_back({static_cast<std::uint32_t>(at), facts[at]});
    return terms;
}

template <class MakeEvidence, class Positive>
Combiner fit_combiner(std::span<const Weighed> all, std::size_t labels, MakeEvidence evidence, Positive positive) {
    Sheet sheet(evidence_size + 3 * labels);
    for (const auto& one : all) {
        for (std::size_t label = 0; label < labels; ++label) {
            const Evidence facts = evidence(one, label);
            auto terms = terms_of(facts);
            const auto own = static_cast<std::uint32_t>(evidence_size + 3 * label);
            terms.push_back({own, 1.0F});
            terms.push_back({own + 1, facts[0]});
            terms.push_back({own + 2, facts[1]});
            sheet.add(terms, positive(*one.example, label));
        }
    }
    const auto weights = sheet.fit(0.3);
    Combiner combiner;
    combiner.shared.assign(weights.begin(), weights.begin() + evidence_size);
    combiner.shared.push_back(weights.back());
    combiner.own.assign(weights.begin() + evidence_size, weights.end() - 1);
    return combiner;
}

template <class Positive>
RiskJudge fit_risk(std::span<const Weighed> all, const HeadLayout& layout, const Judges& judges, Positive positive) {
    Sheet sheet(risk_size);
    for (const auto& one : all)
        sheet.add(terms_of(risk_evidence(*one.scores, one.standing, layout, judges.medical, judges.crisis_need)),
                  positive(*one.example));
    return {sheet.fit(1.0)};
}

/// The threshold in [0.02, 0.98] for which `value` is largest, the middle one of equals.
template <class Value>
float best_threshold(Value value) {
    double best = -1;
    std::vector<float> places;
    for (float threshold = 0.02F; threshold < 0.985F; threshold += 0.01F) {
        const double now = value(threshold);
        if (now > best) places.clear();
        if (now >= best) places.push_back(threshold);
        best = std::max(best, now);
    }
    return places[places.size() / 2];
}

struct Counts {
    double hit = 0, extra = 0, missed = 0;
    void add(bool said, bool is) {
        hit += said && is;
        extra += said && !is;
        missed += !said && is;
    }
    [[nodiscard]] double f1() const { return hit == 0 ? 0 : 2 * hit / (2 * hit + extra + missed); }
};

template <class Probability, class Truth>
float f1_threshold(std::size_t size, Probability probability, Truth truth) {
    return best_threshold([&](float threshold) {
        Counts counts;
        for (std::size_t at = 0; at < size; ++at) counts.add(probability(at) >= threshold, truth(at));
        return counts.f1();
    });
}

/// The largest threshold that still finds `share` of the true ones.
template <class Probability, class Truth>
float recall_threshold(std::size_t size, double share, Probability probability, Truth truth) {
    std::vector<float> found;
    for (std::size_t at = 0; at < size; ++at)
        if (truth(at)) found.push_back(probability(at));
    std::sort(found.begin(), found.end());
    const auto missed = static_cast<std::size_t>(static_cast<double>(found.size()) * (1 - share));
    return found.empty() ? 0.5F : found[std::min(missed, found.size() - 1)];
}

bool reading_right(const Example& example, const Verdict& reading) {
    if (sorted(reading.needs) != sorted(example.needs)) return false;
    if (has(reading.intents, 0) != has(example.intents, 0)) return false;
    return std::any_of(reading.intents.begin(), reading.intents.end(),
                       [&](std::size_t intent) { return has(example.intents, intent); });
}

/// One question settles it: every need asked for is offered; "none of these" is right where nothing is needed.
bool options_right(const Example& example, const Verdict& reading) {
    return std::all_of(example.needs.begin(), example.needs.end(),
                       [&](std::size_t need) { return has(reading.options, need); });
}

std::vector<Weighed> weigh_all(std::span<const Held> held, const HeadLayout& layout) {
    std::vector<Weighed> all;
    for (const Held& one : held) all.push_back({one.example, &one.scores, Standing(one.scores, layout)});
    return all;
}

struct Judged {
    Odds odds;
    Verdict reading;
    Trust trust;
};

std::vector<Judged> judge_all(std::span<const Weighed> all, const HeadLayout& layout, const Judges& judges) {
    std::vector<Judged> result;
    for (const auto& one : all) {
        Judged judged;
        judged.odds = weigh(*one.scores, one.standing, layout, judges);
        judged.reading = verdict(judged.odds, judges);
        judged.trust = trust(judged.odds, judged.reading, *one.scores, one.standing);
        result.push_back(std::move(judged));
    }
    return result;
}

/// Of the crises in the corpus, which are quieter than most: the open ones are found by rule as well.
constexpr double alarm_recall = 0.95;

void find_label_thresholds(std::span<const Weighed> all, const HeadLayout& layout, Judges& judges) {
    const auto judged = judge_all(all, layout, judges);
    Thresholds& t = judges.thresholds;
    const std::size_t needs = layout.needs, intents = layout.intents;
    t.need = f1_threshold(
        all.size() * needs, [&](std::size_t at) { return judged[at / needs].odds.needs[at % needs]; },
        [&](std::size_t at) { return has(all[at / needs].example->needs, at % needs); });
    t.intent = f1_threshold(
        all.size() * intents,
        [&](std::size_t at) { return at % intents == 0 ? 0.0F : judged[at / intents].odds.intents[at % intents]; },
        [&](std::size_t at) { return at % intents != 0 && has(all[at / intents].example->intents, at % intents); });
    t.request = f1_threshold(
        all.size(), [&](std::size_t at) { return judged[at].odds.intents[0]; },
        [&](std::size_t at) { return has(all[at].example->intents, 0); });
    const auto urgency_is = [&](Urgency urgency) {
        return [&, urgency](std::size_t at) { return all[at].example->urgency == urgency; };
    };
    t.urgent = f1_threshold(
        all.size(), [&](std::size_t at) { return judged[at].odds.urgent; }, urgency_is(Urgency::urgent));
    t.crisis = f1_threshold(
        all.size(), [&](std::size_t at) { return judged[at].odds.crisis; }, urgency_is(Urgency::crisis));
    const auto mind = [&](std::size_t at) { return judged[at].odds.mind; };
    const auto is_mind = [&](std::size_t at) { return has(all[at].example->needs, judges.crisis_need); };
    t.alarm_yes = f1_threshold(all.size(), mind, is_mind);
    t.alarm_check = std::min(t.alarm_yes, recall_threshold(all.size(), alarm_recall, mind, is_mind));
    t.danger_yes = f1_threshold(
        all.size(), [&](std::size_t at) { return judged[at].odds.danger; },
        [&](std::size_t at) { return all[at].example->urgency == Urgency::crisis && !is_mind(at); });
}

/// The lowest threshold above which `share` of the readings are right, on the way down from the surest.
float precision_threshold(std::vector<std::pair<float, bool>> readings, double share) {
    std::sort(readings.begin(), readings.end(), std::greater<>());
    double right = 0;
    float threshold = 1.0F;
    for (std::size_t at = 0; at < readings.size(); ++at) {
        right += readings[at].second;
        if (right / static_cast<double>(at + 1) >= share) threshold = readings[at].first;
    }
    return threshold;
}

void fit_trust(std::span<const Weighed> all, const HeadLayout& layout, Judges& judges) {
    const auto judged = judge_all(all, layout, judges);
    Sheet right(trust_size), offered(trust_size);
    for (std::size_t at = 0; at < all.size(); ++at) {
        right.add(terms_of(judged[at].trust), reading_right(*all[at].example, judged[at].reading));
        offered.add(terms_of(judged[at].trust), options_right(*all[at].example, judged[at].reading));
    }
    judges.reading_right = right.fit(1.0);
    judges.options_right = offered.fit(1.0);
    std::vector<std::pair<float, bool>> readings;
    for (std::size_t at = 0; at < all.size(); ++at)
        readings.emplace_back(logistic(judges.reading_right, judged[at].trust),
                              reading_right(*all[at].example, judged[at].reading));
    // The corpus is harder than what comes in, so a little less on it is more in use.
    constexpr double sure_right_min = 0.953, person_share_max = 0.09;
    judges.thresholds.sure = precision_threshold(readings, sure_right_min);
    std::vector<float> chances;
    for (std::size_t at = 0; at < all.size(); ++at)
        if (readings[at].first < judges.thresholds.sure)
            chances.push_back(logistic(judges.options_right, judged[at].trust));
    std::sort(chances.begin(), chances.end());
    const auto persons = static_cast<std::size_t>(static_cast<double>(all.size()) * person_share_max);
    if (!chances.empty()) judges.thresholds.person = chances[std::min(persons, chances.size() - 1)];
}

}  // namespace

Judges fit_judges(std::span<const Held> held, const Taxonomy& taxonomy) {
    const HeadLayout layout = taxonomy.layout();
    const auto all = weigh_all(held, layout);
    Judges judges;
    judges.medical = taxonomy.need("medical.care");
    judges.crisis_need = taxonomy.need("psych.crisis");
    judges.needs = fit_combiner(
        all, layout.needs,
        [&](const Weighed& one, std::size_t need) { return need_evidence(*one.scores, one.standing, layout, need); },
        [](const Example& example, std::size_t need) { return has(example.needs, need); });
    judges.intents = fit_combiner(
        all, layout.intents,
        [&](const Weighed& one, std::size_t at) { return intent_evidence(*one.scores, one.standing, layout, at); },
        [](const Example& example, std::size_t at) { return has(example.intents, at); });
    const auto is_mind = [&](const Example& example) { return has(example.needs, judges.crisis_need); };
    judges.urgent = fit_risk(all, layout, judges, [](const Example& e) { return e.urgency == Urgency::urgent; });
    judges.crisis = fit_risk(all, layout, judges, [](const Example& e) { return e.urgency == Urgency::crisis; });
    judges.mind = fit_risk(all, layout, judges, is_mind);
    judges.danger =
        fit_risk(all, layout, judges, [&](const Example& e) { return e.urgency == Urgency::crisis && !is_mind(e); });
    find_label_thresholds(all, layout, judges);
    fit_trust(all, layout, judges);
    return judges;
}

Quality measure(std::span<const Held> held, const Taxonomy& taxonomy, const Judges& judges) {
    const HeadLayout layout = taxonomy.layout();
    const auto all = weigh_all(held, layout);
    const auto judged = judge_all(all, layout, judges);
    Counts needs, intents;
    Quality quality;
    double minds = 0, raised = 0, calm = 0, false_alarms = 0, yes = 0, yes_minds = 0, yes_right = 0;
    double sure = 0, sure_right = 0, ask = 0, ask_right = 0;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const Example& example = *all[at].example;
        const Verdict& reading = judged[at].reading;
        for (std::size_t need = 0; need < layout.needs; ++need)
            needs.add(has(reading.needs, need), has(example.needs, need));
        for (std::size_t intent = 0; intent < layout.intents; ++intent)
            intents.add(has(reading.intents, intent), has(example.intents, intent));
        quality.urgency_right += reading.urgency == example.urgency;
        const bool mind = has(example.needs, judges.crisis_need), alarmed = reading.alarm != Alarm::no;
        (mind ? minds : calm) += 1;
        if (alarmed) (mind ? raised : false_alarms) += 1;
        yes += reading.alarm == Alarm::yes;
        yes_minds += reading.alarm == Alarm::yes && mind;
        yes_right += reading.alarm == Alarm::yes && example.urgency == Urgency::crisis;
        const Decision decision = decide(judged[at].trust, reading, judges);
        if (decision == Decision::sure) sure += 1, sure_right += reading_right(example, reading);
        if (decision == Decision::ask) ask += 1, ask_right += options_right(example, reading);
    }
    const auto size = static_cast<double>(std::max<std::size_t>(all.size(), 1));
    const auto share = [](double part, double whole) { return whole > 0 ? part / whole : 1.0; };
    quality.needs_f1 = needs.f1();
    quality.intents_f1 = intents.f1();
    quality.urgency_right /= size;
    quality.alarm_recall = share(raised, minds);
    quality.alarm_false = share(false_alarms, calm);
    quality.yes_recall = share(yes_minds, minds);
    quality.yes_precision = share(yes_right, yes);
    quality.sure_share = sure / size;
    quality.sure_right = share(sure_right, sure);
    quality.ask_share = ask / size;
    quality.ask_right = share(ask_right, ask);
    quality.person_share = 1 - quality.sure_share - quality.ask_share;
    return quality;
}

}  // namespace warmline::bot::training
