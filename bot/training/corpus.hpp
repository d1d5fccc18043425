#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "../src/understanding/labels.hpp"
#include "bot/normalise.hpp"

namespace warmline::bot::training {

/// Codes in the order of taxonomy.json; `intents.front()` is "request" and `intents.back()` "chitchat".
struct Taxonomy {
    std::vector<Code> needs, intents;
    [[nodiscard]] HeadLayout layout() const { return {needs.size(), intents.size()}; }
    [[nodiscard]] std::size_t need(std::string_view code) const;
};

/// An n-gram of the vocabulary and how often the text has it.
struct Count {
    std::uint32_t ngram = 0, times = 0;
};

/// A whole message, or a clause by itself. Only a message says who it is for and how urgent it is, and only messages
/// are used to judge.
enum class Origin { message, clause };

/// One text of the corpus with what it means.
struct Example {
    std::string written;
    NormalText normal;  ///< keeps a view of `written`
    Origin origin = Origin::message;
    bool hotline = false;
    /// Told by an answer or a correction: learnt from, never judged on, so that figures stay comparable.
    bool taught = false;
    std::vector<std::size_t> needs, intents;
    Urgency urgency = Urgency::normal;
    int beneficiary = -1;  ///< place in self, family, team, other; -1 if not said
    std::size_t fold = 0;
    bool learnt = true;  ///< false if it is only judged: see TrainSettings::percent
    std::vector<Count> counts;
    /// Whether classifiers that must know nothing of the fold may learn from it.
    [[nodiscard]] bool teaches_without(std::size_t which) const { return learnt && fold != which; }
};

[[nodiscard]] Taxonomy load_taxonomy(const std::filesystem::path& file);
/// Every .jsonl file of messages and every .tsv file of clauses, by name. @throws std::runtime_error naming file and
/// line of what can't be read
[[nodiscard]] std::vector<Example> load_corpus(const std::filesystem::path& folder, const Taxonomy& taxonomy,
                                               const Normaliser& normalise, std::size_t folds);

}  // namespace warmline::bot::training
