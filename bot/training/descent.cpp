#include "descent.hpp"

#include <cmath>
#include <numeric>

#include "random.hpp"

namespace warmline::bot::training {
namespace {

// Found by cross-validation on the corpus.
constexpr int epochs = 15;
constexpr float first_step = 4.0F;       // falls to 0 in a straight line
constexpr float positive_weight = 2.0F;  // of a label's own examples against all others
constexpr float bias_share = 0.1F;       // a bias is in every example, so it moves slower
constexpr float first_bias = -3.0F;      // most labels are rare

using Heads = std::array<float, row_bytes>;

Heads logits_of(const Table& table, const Lesson& lesson) {
    Heads logits = table.bias;
    for (const Term& term : lesson.terms) {
        const Heads& row = table.rows[term.index];
        for (std::size_t head = 0; head < row_bytes; ++head) logits[head] += term.value * row[head];
    }
    return logits;
}

/// How far each head's logit should move, times the step.
Heads moves_of(const Heads& logits, const Lesson& lesson, float step) {
    Heads moves{};
    for (std::size_t head = 0; head < row_bytes; ++head) {
        if (lesson.targets[head] == silent) continue;
        const bool own = lesson.targets[head] == 1;
        const float probability = 1.0F / (1.0F + std::exp(-logits[head]));
        const float error = (own ? 1.0F : 0.0F) - probability;
        moves[head] = step * (own ? positive_weight : 1.0F) * error;
    }
    return moves;
}

}  // namespace

Table descend(std::span<const Lesson> lessons, std::size_t dimensions) {
    Table table;
    table.rows.resize(dimensions);
    table.bias.fill(first_bias);
    std::vector<std::uint32_t> order(lessons.size());
    std::iota(order.begin(), order.end(), 0U);
    Random random(lessons.size());
    const auto total = static_cast<float>(lessons.size()) * static_cast<float>(epochs);
    float done = 0;
    for (int epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t at = order.size(); at > 1; --at) std::swap(order[at - 1], order[random.below(at)]);
        for (const std::uint32_t at : order) {
            const Lesson& lesson = lessons[at];
            const float step = first_step * (1.0F - done++ / total);
            const Heads moves = moves_of(logits_of(table, lesson), lesson, step);
            for (std::size_t head = 0; head < row_bytes; ++head) table.bias[head] += bias_share * moves[head];
            for (const Term& term : lesson.terms) {
                Heads& row = table.rows[term.index];
                for (std::size_t head = 0; head < row_bytes; ++head) row[head] += term.value * moves[head];
            }
        }
    }
    return table;
}

}  // namespace warmline::bot::training
