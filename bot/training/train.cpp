#include "train.hpp"

#include <functional>
#include <future>

#include "../src/understanding/clauses.hpp"
#include "../src/understanding/product.hpp"
#include "heads.hpp"
#include "lists.hpp"

namespace warmline::bot::training {
namespace {

constexpr std::size_t ngram_texts_min = 2;

/// Scores of every message by classifiers that saw neither it nor anything of its fold.
std::vector<Held> hold_out(std::span<const Example> examples, const Vocabulary& vocabulary, const Taxonomy& taxonomy,
                           std::size_t folds) {
    std::vector<std::future<std::vector<std::byte>>> tables;  // folds share nothing, so threads change no bit
    for (std::size_t fold = 0; fold < folds; ++fold)
        tables.push_back(
            std::async(std::launch::async, fit_heads, examples, std::cref(vocabulary), std::cref(taxonomy), fold));
    std::vector<Held> held;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        const auto table = tables[fold].get();
        const LinearModel model(table, taxonomy.layout());
        for (const Example& example : examples) {
            if (example.fold != fold || example.origin != Origin::message) continue;
            const auto text = example.normal.text();
            held.push_back({&example, model.score(text, split_clauses(text), example.hotline)});
        }
    }
    return held;
}

/// Judges fitted on every other message, measured on the rest: an honest figure for what ships.
Quality measure_halves(std::span<const Held> held, const Taxonomy& taxonomy) {
    std::vector<Held> fitted, judged;
    for (std::size_t at = 0; at < held.size(); ++at) (at % 2 == 0 ? fitted : judged).push_back(held[at]);
    return measure(judged, taxonomy, fit_judges(fitted, taxonomy));
}

}  // namespace

Trained train_reader(const TrainSettings& settings, const std::function<void(const std::string&)>& tell) {
    Learned learned;
    const Taxonomy taxonomy = load_taxonomy(settings.config / "taxonomy.json");
    learned.needs = taxonomy.needs;
    learned.intents = taxonomy.intents;
    learned.simplified = simplified_pairs();
    const Normaliser normalise(learned.simplified);
    learned.names = load_names(settings.config / "gazetteer", normalise);
    const auto folder = settings.corpus.empty() ? settings.config / "corpus" : settings.corpus;
    auto examples = load_corpus(folder, taxonomy, normalise, settings.folds);
    const Vocabulary vocabulary(examples, ngram_texts_min);
    tell(std::to_string(examples.size()) + " examples, " + std::to_string(vocabulary.size()) + " n-grams");
    const auto held = hold_out(examples, vocabulary, taxonomy, settings.folds);
    tell("held-out scores made");
    learned.judges = fit_judges(held, taxonomy);
    Trained trained;
    trained.held_out = measure_halves(held, taxonomy);
    tell("judges and thresholds found");
    trained.product = pack_product(learned, fit_heads(examples, vocabulary, taxonomy, no_fold));
    return trained;
}

}  // namespace warmline::bot::training
