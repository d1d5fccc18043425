#pragma once
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "../src/understanding/model.hpp"
#include "corpus.hpp"
#include "net_fit.hpp"
#include "word_vectors.hpp"

namespace warmline::bot::training {

/// The n-grams that enough texts have (more for the longer ones, which are most of all), by rising hash; an example's
/// counts refer to it.
class Vocabulary {
public:
    explicit Vocabulary(std::span<Example> examples);
    [[nodiscard]] std::size_t size() const { return hashes_.size(); }
    [[nodiscard]] std::uint64_t hash(std::size_t at) const { return hashes_[at]; }
    [[nodiscard]] std::optional<std::uint32_t> place(std::uint64_t hash) const;
    /// For each n-gram whether enough examples outside the fold have it. What a fold's classifiers know must not come
    /// from the fold: held-out scores would be those of texts more familiar than any that will come in.
    [[nodiscard]] std::vector<bool> known_without(std::span<const Example> examples, std::size_t fold) const;

private:
    std::vector<std::uint64_t> hashes_;
    std::vector<std::uint32_t> texts_min_;  ///< for each n-gram
};

/// Fits every linear head on the examples outside the fold (on all, if `fold` is `no_fold`) and packs the table.
[[nodiscard]] std::vector<std::byte> fit_heads(std::span<const Example> examples, const Vocabulary& vocabulary,
                                               const Taxonomy& taxonomy, std::size_t fold);

/// The same examples as the net sees them.
class NetLessons {
public:
    /// Keeps views of all three, which must outlive it.
    NetLessons(std::span<const Example> examples, const Vocabulary& vocabulary, const WordVectors& words,
               const Taxonomy& taxonomy);
    /// Fits the net on the examples outside the fold and packs it.
    [[nodiscard]] std::vector<std::byte> fit(std::size_t fold) const;

private:
    void read_clause(std::u32string_view text, Span clause, std::vector<std::uint32_t>& ngrams);
    [[nodiscard]] std::uint32_t number(std::uint64_t hash);

    std::span<const Example> examples_;
    const Vocabulary& vocabulary_;
    const WordVectors& words_;
    std::size_t outputs_;
    std::vector<NetNgram> ngrams_;  ///< all the examples' that can be known, then the rest of the words
    std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
    std::vector<NetLesson> lessons_;
};

inline constexpr std::size_t no_fold = static_cast<std::size_t>(-1);

}  // namespace warmline::bot::training
