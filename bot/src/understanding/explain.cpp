#include "bot/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "features.hpp"
#include "reading.hpp"

namespace warmline::bot {
namespace {

constexpr std::size_t voices_max = 8, clauses_max = 3;
constexpr float worth_showing = 0.05F;

void keep_strongest(std::vector<Voice>& voices, std::size_t most) {
    std::stable_sort(voices.begin(), voices.end(), [](const Voice& left, const Voice& right) {
        return std::abs(left.weight) > std::abs(right.weight);
    });
    if (voices.size() > most) voices.resize(most);
}

Voice voice_of(const NormalText& normal, Span span, double weight) {
    return {normal.byte_begin(span.begin), normal.byte_end(span.end - 1), weight};
}

/// What each n-gram adds to a need's message logit; equal pieces of text are one voice, at their first place.
std::vector<Voice> voices_for(const Reading& reading, const LinearModel& model, std::size_t need) {
    struct Sum {
        Voice voice;
        std::uint32_t count = 0;
    };
    std::map<std::u32string_view, Sum> sums;
    std::uint32_t known = 0;
    const auto text = reading.normal.text();
    for (const Span clause : reading.scores.clauses) {
        for_each_ngram(text, clause, [&](std::uint64_t hash, std::uint32_t begin, std::uint32_t length) {
            const auto weight = model.weight(hash, need);
            if (!weight) return;
            ++known;
            if (length == 0) return;
            const Span span{begin, begin + length};
            Sum& sum = sums[reading.normal.text(span)];
            if (sum.count++ == 0) sum.voice = voice_of(reading.normal, span, 0);
            sum.voice.weight += *weight;
        });
    }
    std::vector<Voice> voices;
    for (const auto& [piece, sum] : sums) voices.push_back(sum.voice);
    keep_strongest(voices, voices_max);
    for (Voice& voice : voices) voice.weight /= std::sqrt(std::max(known, 1U));
    return voices;
}

std::string_view name_of(Decision decision) {
    return decision == Decision::sure ? "sure" : decision == Decision::ask ? "ask" : "person";
}
std::string_view name_of(Alarm alarm) { return alarm == Alarm::yes ? "yes" : alarm == Alarm::check ? "check" : "no"; }
std::string_view name_of(Urgency urgency) {
    return urgency == Urgency::crisis ? "crisis" : urgency == Urgency::urgent ? "urgent" : "normal";
}

std::string page(const Explanation& explanation, std::string_view text) {
    std::string page = "clauses\n";
    const auto piece = [&](const Voice& voice) { return text.substr(voice.begin, voice.end - voice.begin); };
    for (const Voice& clause : explanation.clauses)
        page += fmt::format("  {:+.1f}  {}\n", clause.weight, piece(clause));
    page += "intents\n";
    for (const auto& [intent, probability] : explanation.intents)
        if (probability >= worth_showing) page += fmt::format("  {:.2f}  {}\n", probability, intent);
    page += "needs\n";
    for (const auto& need : explanation.needs) {
        page += fmt::format("  {:.2f}  {}{}\n", need.probability, need.need, need.decided ? "  (decided)" : "");
        for (const Voice& voice : need.voices)
            page += fmt::format("        {:+.2f} 「{}」\n", voice.weight, piece(voice));
        for (const Voice& clause : need.clauses)
            page += fmt::format("    net {:+.2f} {}\n", clause.weight, piece(clause));
    }
    const auto& what = explanation.understanding;
    page += fmt::format("alarm {} ({:.2f})  urgency {}\n", name_of(what.alarm), explanation.alarm_probability,
                        name_of(what.urgency));
    page += fmt::format("decision {} (right with {:.2f})", name_of(what.decision), explanation.right_probability);
    for (const auto& option : what.options) page += " " + option;
    return page + "\n";
}

}  // namespace

Explanation Reader::explain(std::string_view text, std::string_view channel, std::string_view context) const {
    const Reading reading = impl_->read(text, channel, context);
    const auto& learned = impl_->learned;
    Explanation result;
    result.understanding = impl_->understand(reading);
    const auto& clauses = reading.scores.clauses;
    const std::size_t asking = impl_->classifiers.layout().intent(0);
    for (std::size_t at = 0; at < clauses.size(); ++at)
        result.clauses.push_back(voice_of(reading.normal, clauses[at], reading.scores.of_clause(at)[asking]));
    const auto net_voices = impl_->classifiers.net.voices(reading.normal.text(), clauses);
    for (std::size_t need = 0; need < learned.needs.size(); ++need) {
        const auto& decided = reading.verdict.needs;
        const bool is_decided = std::find(decided.begin(), decided.end(), need) != decided.end();
        if (!is_decided && reading.odds.needs[need] < worth_showing) continue;
        auto& one = result.needs.emplace_back();
        one.need = learned.needs[need];
        one.probability = reading.odds.needs[need];
        one.decided = is_decided;
        one.voices = voices_for(reading, impl_->classifiers.linear, need);
        for (std::size_t at = 0; at < clauses.size(); ++at)
            one.clauses.push_back(voice_of(reading.normal, clauses[at], net_voices[at][need]));
        keep_strongest(one.clauses, clauses_max);
    }
    std::stable_sort(result.needs.begin(), result.needs.end(),
                     [](const auto& left, const auto& right) { return left.probability > right.probability; });
    for (std::size_t intent = 0; intent < learned.intents.size(); ++intent)
        result.intents.emplace_back(learned.intents[intent], reading.odds.intents[intent]);
    std::stable_sort(result.intents.begin(), result.intents.end(),
                     [](const auto& left, const auto& right) { return left.second > right.second; });
    result.alarm_probability = reading.odds.mind;
    result.right_probability = learned.judges.reading_right.probability(reading.trust);
    result.words = page(result, text);
    return result;
}

}  // namespace warmline::bot
