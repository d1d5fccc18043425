#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "../src/understanding/judge.hpp"

namespace warmline::bot::training {

/// Rows of facts with what was so, gathered and then fitted at once.
class JudgeLessons {
public:
    JudgeLessons(std::size_t facts, std::size_t labels) : facts_(facts), labels_(labels) {}
    void add(std::span<const float> values, std::size_t label, bool is_so);
    /// Stochastic gradient descent in a fixed order: same input, same bits.
    [[nodiscard]] Judge fit() const;

private:
    struct Row {
        std::uint32_t label = 0;
        bool is_so = false;
    };
    [[nodiscard]] std::span<const float> values(std::size_t row) const {
        return std::span(values_).subspan(row * facts_, facts_);
    }
    void standardise(Judge& judge) const;

    std::size_t facts_, labels_;
    std::vector<float> values_;
    std::vector<Row> rows_;
};

}  // namespace warmline::bot::training
