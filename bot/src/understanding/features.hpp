#pragma once
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "bot/normalise.hpp"

namespace warmline::bot {

inline constexpr std::uint32_t ngram_max = 4;

/// The two ends of a clause stand as characters of their own, so that an n-gram can say "begins with".
inline constexpr char32_t edge = 2;

/// Names of features that are no n-grams; numbers that no n-gram hash is made from by design (one in 2^64 by chance).
inline constexpr std::uint64_t hotline_feature = 1;

/// Every digit counts as one and the same: a telephone number's digits mean nothing to a classifier.
constexpr char32_t feature_point(char32_t point) { return is_digit(point) ? U'0' : point; }

constexpr std::uint64_t mix(std::uint64_t hash, char32_t point) {
    hash = (hash ^ point) * 0x9e3779b97f4a7c15ULL;
    return hash ^ (hash >> 29);
}

inline constexpr std::uint64_t ngram_seed = 0x57a6d5c1ULL;

/// The hash of an n-gram inside a clause.
constexpr std::uint64_t ngram_hash(std::u32string_view points) {
    std::uint64_t hash = ngram_seed;
    for (const char32_t point : points) hash = mix(hash, feature_point(point));
    return hash;
}

/// Calls visit(hash, begin, length) for each n-gram of 1 to `most` characters of the clause; `begin` counts from
/// the text's first character and `length` is at least 1, both without the edges. No n-gram crosses a clause's end.
template <class Visit>
void for_each_ngram(std::u32string_view text, Span clause, std::int64_t most, Visit visit) {
    const auto point_at = [&](std::int64_t at) {
        const bool inside = at >= clause.begin && at < clause.end;
        return inside ? feature_point(text[static_cast<std::size_t>(at)]) : edge;
    };
    const std::int64_t last = clause.end;  // the place of the closing edge
    for (std::int64_t begin = std::int64_t{clause.begin} - 1; begin < last; ++begin) {
        std::uint64_t hash = ngram_seed;
        const std::int64_t longest = std::min<std::int64_t>(most, last + 1 - begin);
        for (std::int64_t n = 1; n <= longest; ++n) {
            hash = mix(hash, point_at(begin + n - 1));
            if (begin < clause.begin && n == 1) continue;
            const auto from = std::max<std::int64_t>(begin, clause.begin);
            const auto to = std::min<std::int64_t>(begin + n, clause.end);
            visit(hash, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from));
        }
    }
}

template <class Visit>
void for_each_ngram(std::u32string_view text, Span clause, Visit visit) {
    for_each_ngram(text, clause, ngram_max, visit);
}

}  // namespace warmline::bot
