#include "word_vectors.hpp"

#include <fstream>
#include <stdexcept>
#include <string>

#include "../src/understanding/features.hpp"

namespace warmline::bot::training {
namespace {

constexpr float step = 1.0F / 256;

std::ifstream open(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return in;
}

}  // namespace

WordVectors::WordVectors(const std::filesystem::path& folder) {
    auto words = open(folder / "words.txt");
    auto numbers = open(folder / "vectors.i8");
    std::array<char, word_depth> bytes;
    for (std::string word; std::getline(words, word);) {
        if (!numbers.read(bytes.data(), bytes.size()))
            throw std::runtime_error(folder.string() + ": more words than vectors");
        WordVector vector;
        for (std::size_t at = 0; at < word_depth; ++at) vector[at] = step * static_cast<signed char>(bytes[at]);
        add(ngram_hash(to_points(word)), vector);
    }
    if (numbers.peek() != std::ifstream::traits_type::eof())
        throw std::runtime_error(folder.string() + ": more vectors than words");
}

void WordVectors::add(std::uint64_t hash, const WordVector& vector) {
    if (!places_.emplace(hash, size()).second) throw std::runtime_error("config/words: a word stands twice");
    hashes_.push_back(hash);
    vectors_.push_back(vector);
}

std::optional<std::size_t> WordVectors::place(std::uint64_t hash) const {
    const auto found = places_.find(hash);
    if (found == places_.end()) return std::nullopt;
    return found->second;
}

}  // namespace warmline::bot::training
