#pragma once
#include <span>
#include <vector>

#include "corpus.hpp"
#include "descent.hpp"
#include "word_vectors.hpp"

namespace warmline::bot::training {

/// An n-gram as the net knows it: by what the lessons teach of it, by the vector of the word it is, or by both.
struct NetNgram {
    std::uint64_t hash = 0;
    bool learnt = false;
    const WordVector* word = nullptr;
    [[nodiscard]] bool known() const { return learnt || word; }
};

/// An example as the net sees it: for each clause its n-grams, as places in a list of NetNgram, and the targets of
/// message heads.
struct NetLesson {
    std::vector<std::vector<std::uint32_t>> clauses;
    Targets targets{};
};

/// Fits the net on the lessons, which name known n-grams only, and packs it with all known ones. Stochastic gradient
/// descent with a step for each n-gram (AdaGrad) and some n-grams dropped at each visit; what a word's vector adds goes
/// through one learnt matrix, so it costs nothing when reading. In a fixed order, so same input, same bytes.
[[nodiscard]] std::vector<std::byte> fit_net(std::span<const NetLesson> lessons, std::span<const NetNgram> ngrams,
                                             std::size_t outputs);

}  // namespace warmline::bot::training
