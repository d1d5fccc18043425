#include "quality.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "thresholds.hpp"

namespace warmline::bot::training {
namespace {

using nlohmann::ordered_json;

bool has(const std::vector<std::size_t>& list, std::size_t value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

double rounded(double value) { return std::round(value * 1000) / 1000; }
double share(double part, double whole) { return rounded(whole > 0 ? part / whole : 1.0); }

/// Counts for each code of one list-valued field.
class ByCode {
public:
    explicit ByCode(const std::vector<Code>& codes) : codes_(codes), counts_(codes.size()) {}
    void add(const std::vector<std::size_t>& said, const std::vector<std::size_t>& is) {
        for (std::size_t at = 0; at < counts_.size(); ++at) {
            counts_[at].add(has(said, at), has(is, at));
            all_.add(has(said, at), has(is, at));
        }
    }
    [[nodiscard]] double micro_f1() const { return rounded(all_.f1()); }
    [[nodiscard]] ordered_json table() const {
        ordered_json table;
        for (std::size_t at = 0; at < counts_.size(); ++at)
            table[codes_[at]] = {{"f1", rounded(counts_[at].f1())},
                                 {"precision", rounded(counts_[at].precision())},
                                 {"recall", rounded(counts_[at].recall())},
                                 {"messages", counts_[at].hit + counts_[at].missed}};
        return table;
    }

private:
    const std::vector<Code>& codes_;
    std::vector<Counts> counts_;
    Counts all_;
};

/// The alarm, for crises of the mind, other danger to life, and all else.
ordered_json alarms(std::span<const Judged> judged, std::size_t crisis_need) {
    struct Group {
        double all = 0, raised = 0, yes = 0;
    };
    Group mind, danger, calm;
    for (const Judged& one : judged) {
        const bool is_mind = has(one.example->needs, crisis_need);
        Group& group = is_mind ? mind : one.example->urgency == Urgency::crisis ? danger : calm;
        group.all += 1;
        group.raised += one.verdict.alarm != Alarm::no;
        group.yes += one.verdict.alarm == Alarm::yes;
    }
    return {{"alarm_recall", share(mind.raised, mind.all)},
            {"alarm_danger_recall", share(danger.raised, danger.all)},
            {"alarm_false", share(calm.raised, calm.all)},
            {"yes_recall", share(mind.yes, mind.all)},
            {"yes_precision", share(mind.yes + danger.yes, mind.yes + danger.yes + calm.yes)}};
}

ordered_json decisions(std::span<const Judged> judged) {
    double sure = 0, sure_right = 0, ask = 0, ask_right = 0;
    for (const Judged& one : judged) {
        if (one.decision == Decision::sure) sure += 1, sure_right += reading_right(*one.example, one.verdict);
        if (one.decision == Decision::ask) ask += 1, ask_right += options_right(*one.example, one.verdict);
    }
    const auto size = static_cast<double>(judged.size());
    return {{"sure_share", share(sure, size)},
            {"sure_right", share(sure_right, sure)},
            {"ask_share", share(ask, size)},
            {"ask_right", share(ask_right, ask)},
            {"person_share", share(size - sure - ask, size)},
            {"right_after_one_question", share(sure_right + ask_right, size)}};
}

/// For each tenth of the claimed probability that a reading is right: how many, the mean claim, the share right.
ordered_json reliability(std::span<const Judged> judged) {
    struct Bin {
        double count = 0, claimed = 0, right = 0;
    };
    std::array<Bin, 10> bins;
    for (const Judged& one : judged) {
        Bin& bin = bins[static_cast<std::size_t>(std::min(9.0F, one.right * 10))];
        bin.count += 1;
        bin.claimed += one.right;
        bin.right += reading_right(*one.example, one.verdict);
    }
    ordered_json rows = ordered_json::array();
    for (const Bin& bin : bins)
        rows.push_back({{"messages", bin.count},
                        {"claimed", share(bin.claimed, bin.count)},
                        {"right", share(bin.right, bin.count)}});
    return rows;
}

/// What was missed and what was said in its place, the most frequent first.
ordered_json confusions(std::span<const Judged> judged, const Taxonomy& taxonomy) {
    std::map<std::pair<std::size_t, std::size_t>, int> counts;
    for (const Judged& one : judged)
        for (const std::size_t missed : one.example->needs)
            if (!has(one.verdict.needs, missed))
                for (const std::size_t said : one.verdict.needs)
                    if (!has(one.example->needs, said)) ++counts[{missed, said}];
    std::vector<std::pair<int, std::pair<std::size_t, std::size_t>>> rows;
    for (const auto& [pair, count] : counts) rows.emplace_back(-count, pair);
    std::sort(rows.begin(), rows.end());
    ordered_json result = ordered_json::array();
    for (std::size_t at = 0; at < std::min<std::size_t>(rows.size(), 12); ++at)
        result.push_back({{"is", taxonomy.needs[rows[at].second.first]},
                          {"read_as", taxonomy.needs[rows[at].second.second]},
                          {"messages", -rows[at].first}});
    return result;
}

}  // namespace

ordered_json quality_of(std::span<const Judged> judged, const Taxonomy& taxonomy) {
    ByCode needs(taxonomy.needs), intents(taxonomy.intents);
    double urgency_right = 0;
    for (const Judged& one : judged) {
        needs.add(one.verdict.needs, one.example->needs);
        intents.add(one.verdict.intents, one.example->intents);
        urgency_right += one.verdict.urgency == one.example->urgency;
    }
    ordered_json quality = {{"messages", judged.size()},
                            {"needs_f1", needs.micro_f1()},
                            {"intents_f1", intents.micro_f1()},
                            {"urgency_right", share(urgency_right, static_cast<double>(judged.size()))}};
    quality.update(alarms(judged, taxonomy.need("psych.crisis")));
    quality.update(decisions(judged));
    quality["needs"] = needs.table();
    quality["intents"] = intents.table();
    quality["reliability"] = reliability(judged);
    quality["confusions"] = confusions(judged, taxonomy);
    return quality;
}

}  // namespace warmline::bot::training
