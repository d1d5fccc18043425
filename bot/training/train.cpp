#include "train.hpp"

#include <functional>
#include <future>
#include <nlohmann/json.hpp>

#include "../src/understanding/classifiers.hpp"
#include "../src/understanding/clauses.hpp"
#include "../src/understanding/product.hpp"
#include "heads.hpp"
#include "lists.hpp"
#include "quality.hpp"
#include "random.hpp"

namespace warmline::bot::training {
namespace {

/// The classifiers of one fold, as bytes that `Classifiers` reads.
std::vector<std::byte> fit_classifiers(std::span<const Example> examples, const Vocabulary& vocabulary,
                                       const NetLessons& net, const Taxonomy& taxonomy, std::size_t fold) {
    auto bytes = fit_heads(examples, vocabulary, taxonomy, fold);
    const auto more = net.fit(fold);
    bytes.insert(bytes.end(), more.begin(), more.end());
    return bytes;
}

/// Scores of every message that is judged on, by classifiers that saw neither it nor anything of its fold.
std::vector<Held> hold_out(std::span<const Example> examples, std::span<const std::vector<std::byte>> by_fold,
                           const Taxonomy& taxonomy) {
    std::vector<Held> held;
    for (std::size_t fold = 0; fold < by_fold.size(); ++fold) {
        const Classifiers classifiers(by_fold[fold], taxonomy.layout());
        for (const Example& example : examples) {
            if (example.fold != fold || example.origin != Origin::message || example.taught) continue;
            const auto text = example.normal.text();
            held.push_back({&example, classifiers.score(text, split_clauses(text), example.hotline)});
        }
    }
    return held;
}

/// One set of classifiers a fold, and the one that ships last. Folds share nothing, so threads change no bit.
std::vector<std::vector<std::byte>> fit_all(std::span<const Example> examples, const Vocabulary& vocabulary,
                                            const WordVectors& words, const Taxonomy& taxonomy, std::size_t folds) {
    const NetLessons net(examples, vocabulary, words, taxonomy);
    std::vector<std::future<std::vector<std::byte>>> work;
    for (std::size_t fold = 0; fold <= folds; ++fold)
        work.push_back(std::async(std::launch::async, fit_classifiers, examples, std::cref(vocabulary), std::cref(net),
                                  std::cref(taxonomy), fold == folds ? no_fold : fold));
    std::vector<std::vector<std::byte>> result;
    for (auto& one : work) result.push_back(one.get());
    return result;
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
    Random random(examples.size());
    for (Example& example : examples) example.learnt = random.below(100) < settings.percent;
    const Vocabulary vocabulary(examples);
    tell(std::to_string(examples.size()) + " examples, " + std::to_string(vocabulary.size()) + " n-grams");
    const WordVectors words(settings.config / "words");
    const auto classifiers = fit_all(examples, vocabulary, words, taxonomy, settings.folds);
    const auto held = hold_out(examples, std::span(classifiers).first(settings.folds), taxonomy);
    tell("classifiers fitted, held-out scores made");
    auto fitted = fit_judges(held, taxonomy);
    learned.judges = std::move(fitted.judges);
    Trained trained;
    trained.quality = quality_of(fitted.judged, taxonomy).dump(1);
    tell("judges and thresholds found");
    trained.product = pack_product(learned, classifiers.back());
    return trained;
}

}  // namespace warmline::bot::training
