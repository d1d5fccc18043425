#pragma once
#include <algorithm>
#include <span>
#include <vector>

#include "../src/understanding/model.hpp"
#include "corpus.hpp"
#include "net_fit.hpp"

namespace warmline::bot::training {

/// The n-grams that at least `texts_min` texts have (one more for the longest, which are half of all), by rising hash;
/// an example's counts refer to it.
class Vocabulary {
public:
    Vocabulary(std::span<Example> examples, std::size_t texts_min);
    [[nodiscard]] std::size_t size() const { return hashes_.size(); }
    [[nodiscard]] std::uint64_t hash(std::size_t at) const { return hashes_[at]; }
    [[nodiscard]] bool has(std::uint64_t hash) const {
        return std::binary_search(hashes_.begin(), hashes_.end(), hash);
    }

private:
    std::vector<std::uint64_t> hashes_;
};

/// Fits every linear head on the examples outside the fold (on all, if `fold` is `no_fold`) and packs the table.
[[nodiscard]] std::vector<std::byte> fit_heads(std::span<const Example> examples, const Vocabulary& vocabulary,
                                               const Taxonomy& taxonomy, std::size_t fold);

/// The same examples as the net sees them.
class NetLessons {
public:
    /// Keeps a view of the examples, which must outlive it.
    NetLessons(std::span<const Example> examples, const Vocabulary& vocabulary, const Taxonomy& taxonomy);
    /// Fits the net on the examples outside the fold and packs it.
    [[nodiscard]] std::vector<std::byte> fit(std::size_t fold) const;

private:
    std::span<const Example> examples_;
    std::size_t outputs_;
    std::vector<std::uint64_t> hashes_;
    std::vector<NetLesson> lessons_;
};

inline constexpr std::size_t no_fold = static_cast<std::size_t>(-1);

}  // namespace warmline::bot::training
