#include "model.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "clauses.hpp"
#include "features.hpp"

namespace warmline::bot {
namespace {

struct Head {
    std::uint32_t slots = 0, rows = 0;
    std::uint32_t heads = 0, reserved = 0;
};
static_assert(sizeof(Head) == 16);

// A clause has at most so many n-grams, edges included, and their sum fits 16 bits.
constexpr std::size_t clause_ngrams_max = ngram_max * (clause_max + 2);
static_assert(127 * clause_ngrams_max < 32768);
using MessageSum = std::array<std::int32_t, row_bytes>;

void add(std::array<std::int16_t, row_bytes>& sum, const Row& row) {
    for (std::size_t i = 0; i < row_bytes; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + row[i]);
}

void add(MessageSum& sum, const std::array<std::int16_t, row_bytes>& part) {
    for (std::size_t i = 0; i < row_bytes; ++i) sum[i] += part[i];
}

std::uint32_t fingerprint(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

template <class T>
std::span<const T> take(std::span<const std::byte>& bytes, std::size_t count) {
    if (bytes.size() / sizeof(T) < count) throw std::runtime_error("reader model: cut short");
    const std::span result(reinterpret_cast<const T*>(bytes.data()), count);
    bytes = bytes.subspan(count * sizeof(T));
    return result;
}

template <class T>
void put(std::vector<std::byte>& bytes, const T* values, std::size_t count) {
    const auto* const begin = reinterpret_cast<const std::byte*>(values);
    bytes.insert(bytes.end(), begin, begin + count * sizeof(T));
}

/// For each head the weight that one step of the 8-bit scale means.
std::array<float, row_bytes> scales(std::span<const NgramWeights> ngrams, std::size_t heads) {
    std::array<float, row_bytes> scale{};
    for (const auto& ngram : ngrams)
        for (std::size_t head = 0; head < heads; ++head)
            scale[head] = std::max(scale[head], std::abs(ngram.weights[head]) / 127.0F);
    return scale;
}

}  // namespace

std::vector<std::byte> LinearModel::pack(std::span<const NgramWeights> ngrams, std::span<const float> bias) {
    if (bias.size() > row_bytes) throw std::runtime_error("reader model: more heads than a row has room for");
    const auto scale = scales(ngrams, bias.size());
    std::array<float, row_bytes> padded_bias{};
    std::copy(bias.begin(), bias.end(), padded_bias.begin());
    std::vector<Slot> slots(std::bit_ceil(ngrams.size() * 3 / 2 + 1));
    std::vector<Row> rows(ngrams.size());
    for (std::size_t at = 0; at < ngrams.size(); ++at) {
        for (std::size_t head = 0; head < bias.size(); ++head)
            if (scale[head] > 0)
                rows[at][head] = static_cast<std::int8_t>(std::lround(ngrams[at].weights[head] / scale[head]));
        std::size_t slot = ngrams[at].hash & (slots.size() - 1);
        while (slots[slot].row_plus_one != 0) slot = (slot + 1) & (slots.size() - 1);
        slots[slot] = {fingerprint(ngrams[at].hash), static_cast<std::uint32_t>(at + 1)};
    }
    std::vector<std::byte> bytes;
    const Head head{static_cast<std::uint32_t>(slots.size()), static_cast<std::uint32_t>(rows.size()),
                    static_cast<std::uint32_t>(bias.size()), 0};
    put(bytes, &head, 1);
    put(bytes, scale.data(), scale.size());
    put(bytes, padded_bias.data(), padded_bias.size());
    put(bytes, slots.data(), slots.size());
    put(bytes, rows.data(), rows.size());
    return bytes;
}

LinearModel::LinearModel(std::span<const std::byte> bytes, HeadLayout layout) : layout_(layout) {
    const Head head = take<Head>(bytes, 1).front();
    if (head.heads != layout.heads() || layout.heads() > row_bytes || !std::has_single_bit(head.slots) ||
        head.rows >= head.slots)
        throw std::runtime_error("reader model: not made for these labels");
    scale_ = take<float>(bytes, row_bytes);
    bias_ = take<float>(bytes, row_bytes);
    slots_ = take<Slot>(bytes, head.slots);
    rows_ = take<Row>(bytes, head.rows);
    const bool in_range =
        std::all_of(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.row_plus_one <= rows_.size(); });
    if (!in_range) throw std::runtime_error("reader model: a slot points past the rows");
}

const Row* LinearModel::find(std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask; slots_[slot].row_plus_one != 0; slot = (slot + 1) & mask)
        if (slots_[slot].fingerprint == fingerprint(hash)) return &rows_[slots_[slot].row_plus_one - 1];
    return nullptr;
}

std::optional<float> LinearModel::weight(std::uint64_t hash, std::size_t head) const {
    const Row* const row = find(hash);
    if (!row) return std::nullopt;
    return static_cast<float>((*row)[head]) * scale_[head];
}

/// Adds the rows of the clause's n-grams that are known. @return their number
std::uint32_t LinearModel::add_clause(std::u32string_view text, Span clause, ClauseSum& sum) const {
    // The table is far larger than the caches: all look-ups are announced before the first is needed.
    std::array<std::uint64_t, clause_ngrams_max> hashes;
    std::array<const Row*, clause_ngrams_max> rows;
    std::size_t count = 0;
    for_each_ngram(text, clause, [&](std::uint64_t hash, std::uint32_t, std::uint32_t) {
        if (count == hashes.size()) return;
        __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
        hashes[count++] = hash;
    });
    std::uint32_t known = 0;
    for (std::size_t at = 0; at < count; ++at) {
        const Row* const row = find(hashes[at]);
        if (!row) continue;
        __builtin_prefetch(row);
        rows[known++] = row;
    }
    for (std::uint32_t at = 0; at < known; ++at) add(sum, *rows[at]);
    return known;
}

Scores LinearModel::score(std::u32string_view text, std::span<const Span> clauses, bool hotline) const {
    Scores scores;
    scores.clauses.assign(clauses.begin(), clauses.end());
    scores.clause_heads = layout_.clause_heads();
    scores.clause.reserve(clauses.size() * scores.clause_heads);
    MessageSum whole{};
    std::uint32_t known = 0;
    const auto logit = [&](std::size_t head, std::int32_t sum, float root) {
        return static_cast<float>(sum) * scale_[head] / root + bias_[head];
    };
    for (const Span clause : clauses) {
        ClauseSum sum{};
        const std::uint32_t known_here = add_clause(text, clause, sum);
        add(whole, sum);
        known += known_here;
        const float root = std::sqrt(static_cast<float>(std::max(known_here, 1U)));
        for (std::size_t head = layout_.message_heads(); head < layout_.heads(); ++head)
            scores.clause.push_back(logit(head, sum[head], root));
    }
    if (hotline)
        if (const Row* const row = find(hotline_feature))
            for (std::size_t i = 0; i < row_bytes; ++i) whole[i] += (*row)[i];
    const float root = std::sqrt(static_cast<float>(std::max(known, 1U)));
    for (std::size_t head = 0; head < layout_.message_heads(); ++head)
        scores.message.push_back(logit(head, whole[head], root));
    return scores;
}

}  // namespace warmline::bot
