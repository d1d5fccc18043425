#pragma once
#include <span>
#include <vector>

#include "corpus.hpp"
#include "descent.hpp"

namespace warmline::bot::training {

/// An example as the net sees it: for each clause the short n-grams of the vocabulary, and the targets of message
/// heads.
struct NetLesson {
    std::vector<std::vector<std::uint32_t>> clauses;
    Targets targets{};
};

/// Fits the net on the lessons and packs it with the hashes of its n-grams. Stochastic gradient descent with a step for
/// each n-gram (AdaGrad) and some n-grams dropped at each visit; in a fixed order, so same input, same bytes.
[[nodiscard]] std::vector<std::byte> fit_net(std::span<const NetLesson> lessons, std::span<const std::uint64_t> hashes,
                                             std::size_t outputs);

}  // namespace warmline::bot::training
