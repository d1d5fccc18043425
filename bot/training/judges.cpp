#include "judges.hpp"

#include <algorithm>
#include <future>

#include "judge_fit.hpp"
#include "thresholds.hpp"

namespace warmline::bot::training {
namespace {

/// Judges are fitted on all parts but one and asked about that one.
constexpr std::size_t parts = 4;
constexpr std::size_t no_part = parts;

// What the thresholds aim at, on the corpus; what comes in is easier than the corpus.
constexpr double mind_recall = 0.965;   // of crises of the mind, by classifiers alone: the open ones are found by rule
constexpr double danger_recall = 0.84;  // of other danger
constexpr double yes_precision = 0.80;
constexpr std::array<double, 6> sure_precision = {0.96, 0.974, 0.9584, 0.973, 0.99, 0.989};  // by `kind_of` a reading
constexpr double person_share = 0.014;
// F1 given for recall: a request that is read as none is lost, one too many is only asked about. What comes in is also
// less like the corpus than its own messages are, so that the same odds are oftener too low.
constexpr double request_lean = 0.004, need_lean = 0.005;

/// What one message's scores come to, kept so that no step computes them again.
struct Weighed {
    const Example* example;
    const Scores* scores;
    Standing standing;
    std::size_t part;
};

bool has(const std::vector<std::size_t>& list, std::size_t value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

std::vector<std::size_t> sorted(std::vector<std::size_t> list) {
    std::sort(list.begin(), list.end());
    return list;
}

std::vector<Weighed> weigh_all(std::span<const Held> held, const HeadLayout& layout) {
    std::vector<Weighed> all;
    for (const Held& one : held)
        all.push_back({one.example, &one.scores, Standing(one.scores, layout), all.size() % parts});
    return all;
}

class Fitting {
public:
    Fitting(std::span<const Weighed> all, const Taxonomy& taxonomy)
        : all_(all),
          layout_(taxonomy.layout()),
          medical_(taxonomy.need("medical.care")),
          crisis_need_(taxonomy.need("psych.crisis")) {}

    /// Judges of labels and urgency, fitted on all parts but `part`.
    [[nodiscard]] Judges labels_without(std::size_t part) const {
        Judges judges;
        judges.medical = medical_;
        judges.crisis_need = crisis_need_;
        JudgeLessons needs(evidence_size, layout_.needs), intents(evidence_size, layout_.intents);
        JudgeLessons urgent(risk_size, 1), crisis(risk_size, 1), mind(risk_size, 1), danger(risk_size, 1);
        for (const auto& one : all_) {
            if (one.part == part) continue;
            const Example& example = *one.example;
            for (std::size_t at = 0; at < layout_.needs; ++at)
                needs.add(need_evidence(*one.scores, one.standing, layout_, at), at, has(example.needs, at));
            for (std::size_t at = 0; at < layout_.intents; ++at)
                intents.add(intent_evidence(*one.scores, one.standing, layout_, at), at, has(example.intents, at));
            const Risk risk = risk_evidence(*one.scores, one.standing, layout_, medical_, crisis_need_);
            urgent.add(risk, 0, example.urgency == Urgency::urgent);
            crisis.add(risk, 0, example.urgency == Urgency::crisis);
            mind.add(risk, 0, is_mind(example));
            danger.add(risk, 0, is_danger(example));
        }
        judges.needs = needs.fit();
        judges.intents = intents.fit();
        judges.urgent = urgent.fit();
        judges.crisis = crisis.fit();
        judges.mind = mind.fit();
        judges.danger = danger.fit();
        return judges;
    }

    [[nodiscard]] Odds odds(std::size_t at, const Judges& judges) const {
        return weigh(*all_[at].scores, all_[at].standing, layout_, judges);
    }

    void find_label_thresholds(std::span<const Judged> judged, Thresholds& t) const {
        std::vector<Said> needs, intents, requests, urgent, crisis, mind, danger;
        for (const Judged& one : judged) {
            const Example& example = *one.example;
            for (std::size_t at = 0; at < layout_.needs; ++at)
                if (at != crisis_need_) needs.push_back({one.odds.needs[at], has(example.needs, at)});
            for (std::size_t at = 1; at < layout_.intents; ++at)
                intents.push_back({one.odds.intents[at], has(example.intents, at)});
            requests.push_back({one.odds.intents[0], has(example.intents, 0)});
            urgent.push_back({one.odds.urgent, example.urgency == Urgency::urgent});
            crisis.push_back({one.odds.crisis, example.urgency == Urgency::crisis});
            mind.push_back({one.odds.mind, is_mind(example)});
            danger.push_back({one.odds.danger, is_danger(example)});
        }
        t.need = f1_threshold(needs, need_lean);
        t.intent = f1_threshold(intents);
        t.request = f1_threshold(requests, request_lean);
        t.urgent = f1_threshold(urgent);
        t.crisis = f1_threshold(crisis);
        t.alarm_yes = std::max(f1_threshold(mind), precision_threshold(mind, yes_precision));
        t.alarm_check = std::min(t.alarm_yes, recall_threshold(mind, mind_recall));
        t.danger_yes = precision_threshold(danger, yes_precision);
        t.danger_check = std::min(t.danger_yes, recall_threshold(danger, danger_recall));
    }

    /// Judges of a reading's trust, fitted on all parts but `part`.
    [[nodiscard]] std::pair<Judge, Judge> trust_without(std::size_t part, std::span<const Judged> judged) const {
        JudgeLessons right(trust_size, 1), offered(trust_size, 1);
        for (std::size_t at = 0; at < judged.size(); ++at) {
            if (all_[at].part == part) continue;
            right.add(judged[at].trust, 0, reading_right(*judged[at].example, judged[at].verdict));
            offered.add(judged[at].trust, 0, options_right(*judged[at].example, judged[at].verdict));
        }
        return {right.fit(), offered.fit()};
    }

private:
    [[nodiscard]] bool is_mind(const Example& example) const { return has(example.needs, crisis_need_); }
    [[nodiscard]] bool is_danger(const Example& example) const {
        return example.urgency == Urgency::crisis && !is_mind(example);
    }
    std::span<const Weighed> all_;
    HeadLayout layout_;
    std::size_t medical_, crisis_need_;
};

void find_trust_thresholds(std::span<const Judged> judged, Thresholds& thresholds) {
    std::array<std::vector<Said>, sure_precision.size()> by_kind;
    for (const Judged& one : judged) by_kind[one.kind].push_back({one.right, reading_right(*one.example, one.verdict)});
    for (std::size_t kind = 0; kind < by_kind.size(); ++kind)
        thresholds.sure[kind] = precision_threshold(by_kind[kind], sure_precision[kind]);
    thresholds.person = 0;
    std::vector<float> chances;
    for (const Judged& one : judged)
        if (decide(one.right, one.offered, one.kind, one.verdict.alarm, thresholds) == Decision::ask)
            chances.push_back(one.offered);
    std::sort(chances.begin(), chances.end());
    const auto persons = static_cast<std::size_t>(static_cast<double>(judged.size()) * person_share);
    if (!chances.empty()) thresholds.person = chances[std::min(persons, chances.size() - 1)];
}

/// Runs `fit(part)` for every part and for `no_part`, side by side: they share nothing, so threads change no bit.
template <class Fit>
auto for_each_part(Fit fit) {
    std::vector<std::future<decltype(fit(0))>> work;
    for (std::size_t part = 0; part <= parts; ++part) work.push_back(std::async(std::launch::async, fit, part));
    std::vector<decltype(fit(0))> results;
    for (auto& one : work) results.push_back(one.get());
    return results;
}

}  // namespace

bool reading_right(const Example& example, const Verdict& reading) {
    if (sorted(reading.needs) != sorted(example.needs)) return false;
    if (has(reading.intents, 0) != has(example.intents, 0)) return false;
    return std::any_of(reading.intents.begin(), reading.intents.end(),
                       [&](std::size_t intent) { return has(example.intents, intent); });
}

bool options_right(const Example& example, const Verdict& reading) {
    return std::all_of(example.needs.begin(), example.needs.end(),
                       [&](std::size_t need) { return has(reading.options, need); });
}

FittedJudges fit_judges(std::span<const Held> held, const Taxonomy& taxonomy) {
    const auto all = weigh_all(held, taxonomy.layout());
    const Fitting fitting(all, taxonomy);
    FittedJudges result;
    auto& judged = result.judged;
    const auto by_part = for_each_part([&](std::size_t part) { return fitting.labels_without(part); });
    for (std::size_t at = 0; at < all.size(); ++at) {
        judged.push_back({});
        judged[at].example = all[at].example;
        judged[at].odds = fitting.odds(at, by_part[all[at].part]);
    }
    result.judges = by_part[no_part];
    fitting.find_label_thresholds(judged, result.judges.thresholds);
    for (std::size_t at = 0; at < all.size(); ++at) {
        judged[at].verdict = verdict(judged[at].odds, result.judges);
        judged[at].kind = kind_of(judged[at].verdict, *all[at].scores);
        judged[at].trust = trust(judged[at].odds, judged[at].verdict, *all[at].scores, all[at].standing);
    }
    const auto trusts = for_each_part([&](std::size_t part) { return fitting.trust_without(part, judged); });
    for (std::size_t at = 0; at < all.size(); ++at) {
        judged[at].right = trusts[all[at].part].first.probability(judged[at].trust);
        judged[at].offered = trusts[all[at].part].second.probability(judged[at].trust);
    }
    std::tie(result.judges.reading_right, result.judges.options_right) = trusts[no_part];
    find_trust_thresholds(judged, result.judges.thresholds);
    for (Judged& one : judged)
        one.decision = decide(one.right, one.offered, one.kind, one.verdict.alarm, result.judges.thresholds);
    return result;
}

}  // namespace warmline::bot::training
