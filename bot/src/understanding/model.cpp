#include "model.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "clauses.hpp"
#include "features.hpp"

namespace warmline::bot {
namespace {

// A clause has at most so many n-grams, edges included, and their sum fits 16 bits.
constexpr std::size_t clause_ngrams_max = ngram_max * (clause_max + 2);
static_assert(127 * clause_ngrams_max < 32768);
using MessageSum = std::array<std::int32_t, row_bytes>;

void add(std::array<std::int16_t, row_bytes>& sum, const NgramTable<row_bytes>::Row& row) {
    for (std::size_t i = 0; i < row_bytes; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + row[i]);
}

void add(MessageSum& sum, const std::array<std::int16_t, row_bytes>& part) {
    for (std::size_t i = 0; i < row_bytes; ++i) sum[i] += part[i];
}

}  // namespace

std::vector<std::byte> LinearModel::pack(std::span<const NgramWeights> ngrams, std::span<const float> bias) {
    if (bias.size() > row_bytes) throw std::runtime_error("reader model: more heads than a row has room for");
    std::vector<std::byte> bytes;
    const auto heads = static_cast<std::uint32_t>(bias.size());
    table_bytes::put(bytes, &heads, 1);
    table_bytes::put(bytes, bias.data(), bias.size());
    const auto table = Table::pack(ngrams);
    bytes.insert(bytes.end(), table.begin(), table.end());
    return bytes;
}

LinearModel::LinearModel(std::span<const std::byte>& bytes, HeadLayout layout)
    : layout_(layout),
      bias_([&] {
          const std::uint32_t heads = table_bytes::take<std::uint32_t>(bytes, 1).front();
          if (heads != layout.heads() || heads > row_bytes)
              throw std::runtime_error("reader model: not made for these labels");
          return table_bytes::take<float>(bytes, heads);
      }()),
      table_(bytes) {}

std::optional<float> LinearModel::weight(std::uint64_t hash, std::size_t head) const {
    const auto* const row = table_.find(hash);
    if (!row) return std::nullopt;
    return static_cast<float>((*row)[head]) * table_.scale()[head];
}

/// Adds the rows of the clause's n-grams that are known, and counts. @return the number of the known ones
std::uint32_t LinearModel::add_clause(std::u32string_view text, Span clause, ClauseSum& sum, Scores& scores) const {
    // All look-ups are announced before the first is needed.
    std::array<std::uint64_t, clause_ngrams_max> hashes;
    std::array<const Table::Row*, clause_ngrams_max> rows;
    std::size_t count = 0;
    for_each_ngram(text, clause, [&](std::uint64_t hash, std::uint32_t, std::uint32_t) {
        if (count == hashes.size()) return;
        table_.announce(hash);
        hashes[count++] = hash;
    });
    std::uint32_t known = 0;
    for (std::size_t at = 0; at < count; ++at) {
        const auto* const row = table_.find(hashes[at]);
        if (!row) continue;
        __builtin_prefetch(row);
        rows[known++] = row;
    }
    for (std::uint32_t at = 0; at < known; ++at) add(sum, *rows[at]);
    scores.ngrams += static_cast<std::uint32_t>(count);
    scores.known += known;
    return known;
}

Scores LinearModel::score(std::u32string_view text, std::span<const Span> clauses, bool hotline) const {
    Scores scores;
    scores.clauses.assign(clauses.begin(), clauses.end());
    scores.clause_heads = layout_.clause_heads();
    scores.hotline = hotline;
    scores.clause.reserve(clauses.size() * scores.clause_heads);
    MessageSum whole{};
    const auto logit = [&](std::size_t head, std::int32_t sum, float root) {
        return static_cast<float>(sum) * table_.scale()[head] / root + bias_[head];
    };
    for (const Span clause : clauses) {
        ClauseSum sum{};
        const std::uint32_t known_here = add_clause(text, clause, sum, scores);
        add(whole, sum);
        const float root = std::sqrt(static_cast<float>(std::max(known_here, 1U)));
        for (std::size_t head = layout_.message_heads(); head < layout_.heads(); ++head)
            scores.clause.push_back(logit(head, sum[head], root));
    }
    if (hotline)
        if (const auto* const row = table_.find(hotline_feature))
            for (std::size_t i = 0; i < row_bytes; ++i) whole[i] += (*row)[i];
    const float root = std::sqrt(static_cast<float>(std::max(scores.known, 1U)));
    for (std::size_t head = 0; head < layout_.message_heads(); ++head)
        scores.message.push_back(logit(head, whole[head], root));
    return scores;
}

}  // namespace warmline::bot
