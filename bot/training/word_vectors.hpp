#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <unordered_map>
#include <vector>

namespace warmline::bot::training {

inline constexpr std::size_t word_depth = 64;
/// Where a word of one or two characters stands among the others: words of like use point the same way. Length 1.
using WordVector = std::array<float, word_depth>;

/// Vectors that others found on a large body of common text, so that the net knows something of a word that the corpus
/// never uses (config/words).
class WordVectors {
public:
    /// @param folder  with words.txt, a word a line, and vectors.i8, `word_depth` signed bytes a word, each 1/256
    /// @throws std::runtime_error if they are missing or do not fit one another
    explicit WordVectors(const std::filesystem::path& folder);
    [[nodiscard]] std::size_t size() const { return hashes_.size(); }
    /// What `for_each_ngram` makes of the word.
    [[nodiscard]] std::uint64_t hash(std::size_t at) const { return hashes_[at]; }
    [[nodiscard]] const WordVector& vector(std::size_t at) const { return vectors_[at]; }
    [[nodiscard]] std::optional<std::size_t> place(std::uint64_t hash) const;

private:
    void add(std::uint64_t hash, const WordVector& vector);

    std::vector<std::uint64_t> hashes_;
    std::vector<WordVector> vectors_;
    std::unordered_map<std::uint64_t, std::size_t> places_;
};

}  // namespace warmline::bot::training
