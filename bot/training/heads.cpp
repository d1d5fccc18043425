#include "heads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "../src/understanding/clauses.hpp"
#include "../src/understanding/features.hpp"
#include "../src/understanding/net.hpp"
#include "descent.hpp"
#include "net_fit.hpp"

namespace warmline::bot::training {
namespace {

/// In how many texts an n-gram of so many characters must stand. Most are long, and most of those say nothing.
constexpr std::array<std::uint32_t, 5> texts_min = {0, 2, 4, 6, 9};

/// @param texts_needed  is given those that need more than the least
std::vector<std::uint64_t> hashes_of(const Example& example,
                                     std::unordered_map<std::uint64_t, std::uint32_t>& texts_needed) {
    std::vector<std::uint64_t> hashes;
    const auto text = example.normal.text();
    for (const Span clause : split_clauses(text))
        for_each_ngram(text, clause, [&](std::uint64_t hash, std::uint32_t, std::uint32_t length) {
            hashes.push_back(hash);
            if (texts_min.at(length) > texts_min[1]) texts_needed[hash] = texts_min.at(length);
        });
    if (example.hotline) hashes.push_back(hotline_feature);
    std::sort(hashes.begin(), hashes.end());
    return hashes;
}

bool has(const std::vector<std::size_t>& list, std::size_t value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// What an example says of a head: an example of the label, a counter-example, or nothing.
enum class Target { positive, negative, silent };
Target when(bool positive) { return positive ? Target::positive : Target::negative; }

/// A short message with one thing in it is a clause as well.
bool reads_as_clause(const Example& example) {
    return example.origin == Origin::clause || (example.origin == Origin::message && example.normal.size() <= 30 &&
                                                example.needs.size() <= 1 && example.intents.size() == 1);
}

Target intent_target(const Example& example, std::size_t intent, std::size_t chitchat) {
    // A clause that asserts nothing is nothing by itself, yet not a message of the kind "chitchat".
    if (example.intents.empty() && intent == chitchat) return Target::silent;
    return when(has(example.intents, intent));
}

Target message_target(const Example& example, std::size_t head, const Taxonomy& taxonomy) {
    const HeadLayout layout = taxonomy.layout();
    const bool crisis = has(example.needs, taxonomy.need("psych.crisis"));
    if (head < layout.needs) return when(has(example.needs, head));
    if (head < layout.urgent()) return intent_target(example, head - layout.needs, layout.intents - 1);
    if (head == layout.mind()) return when(crisis);
    if (example.origin != Origin::message) return Target::silent;
    if (head == layout.urgent()) return when(example.urgency == Urgency::urgent);
    if (head == layout.crisis()) return when(example.urgency == Urgency::crisis);
    if (head == layout.danger()) return when(example.urgency == Urgency::crisis && !crisis);
    if (example.beneficiary < 0) return Target::silent;
    return when(static_cast<std::size_t>(example.beneficiary) == head - layout.beneficiary(0));
}

Target clause_target(const Example& example, std::size_t head, const HeadLayout& layout) {
    if (!reads_as_clause(example)) return Target::silent;
    if (head < layout.needs) return when(has(example.needs, head));
    const std::size_t intent = head - layout.needs;
    if (intent + 1 == layout.intents) return when(example.intents.empty() || has(example.intents, intent));
    return when(has(example.intents, intent));
}

Targets targets_of(const Example& example, const Taxonomy& taxonomy) {
    const HeadLayout layout = taxonomy.layout();
    Targets targets;
    targets.fill(silent);
    for (std::size_t head = 0; head < layout.heads(); ++head) {
        const Target target = head < layout.message_heads()
                                  ? message_target(example, head, taxonomy)
                                  : clause_target(example, head - layout.message_heads(), layout);
        if (target != Target::silent) targets[head] = target == Target::positive ? 1 : 0;
    }
    return targets;
}

Lesson lesson_of(const Example& example, const Taxonomy& taxonomy, const std::vector<bool>& known) {
    Lesson lesson;
    std::uint32_t total = 0;
    for (const Count& count : example.counts)
        if (known[count.ngram]) total += count.times;
    const float root = std::sqrt(static_cast<float>(std::max(total, 1U)));
    for (const Count& count : example.counts)
        if (known[count.ngram]) lesson.terms.push_back({count.ngram, static_cast<float>(count.times) / root});
    lesson.targets = targets_of(example, taxonomy);
    return lesson;
}

}  // namespace

Vocabulary::Vocabulary(std::span<Example> examples) {
    std::unordered_map<std::uint64_t, std::uint32_t> texts, texts_needed;
    std::vector<std::vector<std::uint64_t>> all;
    for (const Example& example : examples) {
        all.push_back(hashes_of(example, texts_needed));
        for (std::size_t at = 0; at < all.back().size(); ++at)
            if (at == 0 || all.back()[at] != all.back()[at - 1]) ++texts[all.back()[at]];
    }
    const auto needed = [&](std::uint64_t hash) {
        const auto found = texts_needed.find(hash);
        return found == texts_needed.end() ? texts_min[1] : found->second;
    };
    for (const auto& [hash, count] : texts)
        if (count >= needed(hash)) hashes_.push_back(hash);
    std::sort(hashes_.begin(), hashes_.end());
    std::unordered_map<std::uint64_t, std::uint32_t> places;
    for (std::size_t at = 0; at < hashes_.size(); ++at) {
        places[hashes_[at]] = static_cast<std::uint32_t>(at);
        texts_min_.push_back(needed(hashes_[at]));
    }
    for (std::size_t at = 0; at < all.size(); ++at) {
        for (const std::uint64_t hash : all[at]) {
            const auto found = places.find(hash);
            if (found == places.end()) continue;
            auto& counts = examples[at].counts;
            if (!counts.empty() && counts.back().ngram == found->second)
                ++counts.back().times;
            else
                counts.push_back({found->second, 1});
        }
    }
}

std::optional<std::uint32_t> Vocabulary::place(std::uint64_t hash) const {
    const auto found = std::lower_bound(hashes_.begin(), hashes_.end(), hash);
    if (found == hashes_.end() || *found != hash) return std::nullopt;
    return static_cast<std::uint32_t>(found - hashes_.begin());
}

std::vector<bool> Vocabulary::known_without(std::span<const Example> examples, std::size_t fold) const {
    std::vector<std::uint32_t> texts(size());
    for (const Example& example : examples)
        if (example.teaches_without(fold))
            for (const Count& count : example.counts) ++texts[count.ngram];
    std::vector<bool> known;
    for (std::size_t at = 0; at < size(); ++at) known.push_back(texts[at] >= texts_min_[at]);
    return known;
}

std::vector<std::byte> fit_heads(std::span<const Example> examples, const Vocabulary& vocabulary,
                                 const Taxonomy& taxonomy, std::size_t fold) {
    const auto known = vocabulary.known_without(examples, fold);
    std::vector<Lesson> lessons;
    for (const Example& example : examples)
        if (example.teaches_without(fold)) lessons.push_back(lesson_of(example, taxonomy, known));
    const Table table = descend(lessons, vocabulary.size());
    const std::size_t heads = taxonomy.layout().heads();
    std::vector<NgramWeights> ngrams;
    for (std::size_t at = 0; at < vocabulary.size(); ++at) {
        if (!known[at]) continue;
        const auto& row = table.rows[at];
        ngrams.push_back({vocabulary.hash(at), {row.begin(), row.begin() + static_cast<std::ptrdiff_t>(heads)}});
    }
    return LinearModel::pack(ngrams, std::span(table.bias).first(heads));
}

NetLessons::NetLessons(std::span<const Example> examples, const Vocabulary& vocabulary, const WordVectors& words,
                       const Taxonomy& taxonomy)
    : examples_(examples),
      vocabulary_(vocabulary),
      words_(words),
      outputs_(ClauseNet::message_heads(taxonomy.layout())) {
    for (const Example& example : examples) {
        NetLesson& lesson = lessons_.emplace_back();
        const auto text = example.normal.text();
        for (const Span clause : split_clauses(text)) read_clause(text, clause, lesson.clauses.emplace_back());
        lesson.targets = targets_of(example, taxonomy);
    }
    for (std::size_t at = 0; at < words.size(); ++at) std::ignore = number(words.hash(at));
}

void NetLessons::read_clause(std::u32string_view text, Span clause, std::vector<std::uint32_t>& ngrams) {
    for_each_ngram(text, clause, net_ngram_max, [&](std::uint64_t hash, std::uint32_t, std::uint32_t) {
        if (vocabulary_.place(hash) || words_.place(hash)) ngrams.push_back(number(hash));
    });
}

/// The n-gram's place in `ngrams_`, where it is put if it is new.
std::uint32_t NetLessons::number(std::uint64_t hash) {
    const auto [found, fresh] = numbers_.emplace(hash, static_cast<std::uint32_t>(ngrams_.size()));
    if (fresh) {
        const auto word = words_.place(hash);
        ngrams_.push_back({hash, false, word ? &words_.vector(*word) : nullptr});
    }
    return found->second;
}

std::vector<std::byte> NetLessons::fit(std::size_t fold) const {
    const auto known = vocabulary_.known_without(examples_, fold);
    auto ngrams = ngrams_;
    for (NetNgram& ngram : ngrams) {
        const auto place = vocabulary_.place(ngram.hash);
        ngram.learnt = place && known[*place];
    }
    std::vector<NetLesson> chosen;
    for (std::size_t at = 0; at < lessons_.size(); ++at) {
        if (!examples_[at].teaches_without(fold)) continue;
        NetLesson& lesson = chosen.emplace_back(lessons_[at]);
        for (auto& clause : lesson.clauses)
            std::erase_if(clause, [&](std::uint32_t ngram) { return !ngrams[ngram].known(); });
    }
    return fit_net(chosen, ngrams, outputs_);
}

}  // namespace warmline::bot::training
