#pragma once
#include <span>
#include <vector>

#include "../src/understanding/model.hpp"
#include "corpus.hpp"

namespace warmline::bot::training {

/// The n-grams that at least `texts_min` texts have, by rising hash; an example's counts refer to it.
class Vocabulary {
public:
    Vocabulary(std::span<Example> examples, std::size_t texts_min);
    [[nodiscard]] std::size_t size() const { return hashes_.size(); }
    [[nodiscard]] std::uint64_t hash(std::size_t at) const { return hashes_[at]; }

private:
    std::vector<std::uint64_t> hashes_;
};

/// Fits every head on the examples outside the fold (on all, if `fold` is `no_fold`) and packs the table.
[[nodiscard]] std::vector<std::byte> fit_heads(std::span<const Example> examples, const Vocabulary& vocabulary,
                                               const Taxonomy& taxonomy, std::size_t fold);

inline constexpr std::size_t no_fold = static_cast<std::size_t>(-1);

}  // namespace warmline::bot::training
