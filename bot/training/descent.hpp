#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "../src/understanding/model.hpp"

namespace warmline::bot::training {

/// One coordinate of a sparse vector.
struct Term {
    std::uint32_t index = 0;  ///< from 0
    float value = 0;
};

/// What an example says of each head: 1 it is one of the label's, 0 it is none, `silent` nothing.
inline constexpr std::int8_t silent = -1;
using Targets = std::array<std::int8_t, row_bytes>;

struct Lesson {
    std::vector<Term> terms;  ///< about unit length
    Targets targets{};
};

/// Weights of every head for every n-gram, side by side, and each head's bias.
struct Table {
    std::vector<std::array<float, row_bytes>> rows;
    std::array<float, row_bytes> bias{};
};

/// Fits all heads at once: logistic regressions that share their vectors, by stochastic gradient descent in a fixed
/// order. One pass through memory serves every head, which makes it many times faster than one solver run a head. Same
/// input, same bits.
[[nodiscard]] Table descend(std::span<const Lesson> lessons, std::size_t dimensions);

}  // namespace warmline::bot::training
