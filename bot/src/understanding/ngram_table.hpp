#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <vector>

namespace warmline::bot {

/// One row of an n-gram table while it is made; see `NgramTable::pack`.
struct NgramWeights {
    std::uint64_t hash = 0;
    std::vector<float> weights;
};

/// From the hash of an n-gram to a row of `width` 8-bit numbers, each column with a scale of its own: a view of bytes
/// in one block, laid out once by the trainer.
template <std::size_t width>
class NgramTable {
public:
    using Row = std::array<std::int8_t, width>;

    /// Quantises and lays out the rows, in the order given: the same input gives the same bytes.
    [[nodiscard]] static std::vector<std::byte> pack(std::span<const NgramWeights> ngrams);

    /// Takes the table from the front of `bytes`, which must be aligned to 4 and outlive it.
    /// @throws std::runtime_error if it is broken
    explicit NgramTable(std::span<const std::byte>& bytes);

    [[nodiscard]] const Row* find(std::uint64_t hash) const {
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t slot = hash & mask; slots_[slot].row_plus_one != 0; slot = (slot + 1) & mask)
            if (slots_[slot].fingerprint == fingerprint(hash)) return &rows_[slots_[slot].row_plus_one - 1];
        return nullptr;
    }
    /// The table is far larger than the caches: announces that `find(hash)` comes soon.
    void announce(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
    /// What one step of the 8-bit scale means in a column.
    [[nodiscard]] std::span<const float> scale() const { return scale_; }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }

private:
    struct Head {
        std::uint32_t slots = 0, rows = 0;
    };
    struct Slot {
        std::uint32_t fingerprint = 0;
        std::uint32_t row_plus_one = 0;  ///< 0 marks an empty slot
    };
    static std::uint32_t fingerprint(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

    std::span<const float> scale_;
    std::span<const Slot> slots_;
    std::span<const Row> rows_;
};

namespace table_bytes {

template <class T>
std::span<const T> take(std::span<const std::byte>& bytes, std::size_t count) {
    if (bytes.size() / sizeof(T) < count) throw std::runtime_error("reader model: cut short");
    const std::span result(reinterpret_cast<const T*>(bytes.data()), count);
    bytes = bytes.subspan(count * sizeof(T));
    return result;
}

template <class T>
void put(std::vector<std::byte>& bytes, const T* values, std::size_t count) {
    const std::size_t before = bytes.size();
    bytes.resize(before + count * sizeof(T));
    if (count > 0) std::memcpy(&bytes[before], values, count * sizeof(T));
}

}  // namespace table_bytes

template <std::size_t width>
std::vector<std::byte> NgramTable<width>::pack(std::span<const NgramWeights> ngrams) {
    std::array<float, width> scale{};
    for (const auto& ngram : ngrams)
        for (std::size_t column = 0; column < ngram.weights.size(); ++column)
            scale[column] = std::max(scale[column], std::abs(ngram.weights[column]) / 127.0F);
    std::vector<Slot> slots(std::bit_ceil(ngrams.size() * 3 / 2 + 1));
    std::vector<Row> rows(ngrams.size());
    for (std::size_t at = 0; at < ngrams.size(); ++at) {
        for (std::size_t column = 0; column < ngrams[at].weights.size(); ++column)
            if (scale[column] > 0)
                rows[at][column] = static_cast<std::int8_t>(std::lround(ngrams[at].weights[column] / scale[column]));
        std::size_t slot = ngrams[at].hash & (slots.size() - 1);
        while (slots[slot].row_plus_one != 0) slot = (slot + 1) & (slots.size() - 1);
        slots[slot] = {fingerprint(ngrams[at].hash), static_cast<std::uint32_t>(at + 1)};
    }
    std::vector<std::byte> bytes;
    const Head head{static_cast<std::uint32_t>(slots.size()), static_cast<std::uint32_t>(rows.size())};
    table_bytes::put(bytes, &head, 1);
    table_bytes::put(bytes, scale.data(), scale.size());
    table_bytes::put(bytes, slots.data(), slots.size());
    table_bytes::put(bytes, rows.data(), rows.size());
    return bytes;
}

template <std::size_t width>
NgramTable<width>::NgramTable(std::span<const std::byte>& bytes) {
    static_assert(width % 4 == 0, "what follows the rows stays aligned");
    const Head head = table_bytes::take<Head>(bytes, 1).front();
    if (!std::has_single_bit(head.slots) || head.rows >= head.slots)
        throw std::runtime_error("reader model: no table of n-grams");
    scale_ = table_bytes::take<float>(bytes, width);
    slots_ = table_bytes::take<Slot>(bytes, head.slots);
    rows_ = table_bytes::take<Row>(bytes, head.rows);
    const bool in_range =
        std::all_of(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.row_plus_one <= rows_.size(); });
    if (!in_range) throw std::runtime_error("reader model: a slot points past the rows");
}

}  // namespace warmline::bot
