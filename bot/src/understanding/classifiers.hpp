#pragma once
#include "net.hpp"

namespace warmline::bot {

/// The trained classifiers, which judge in one go: linear heads and net, message and clause level.
struct Classifiers {
    /// @param bytes  `LinearModel::pack` followed by `ClauseNet::pack`, aligned to 4; must outlive this
    Classifiers(std::span<const std::byte> bytes, HeadLayout layout) : linear(bytes, layout), net(bytes, layout) {}

    [[nodiscard]] Scores score(std::u32string_view text, std::span<const Span> clauses, bool hotline) const {
        Scores scores = linear.score(text, clauses, hotline);
        net.score(text, scores);
        return scores;
    }
    [[nodiscard]] const HeadLayout& layout() const { return linear.layout(); }

    // Each takes its part from the front of the bytes, so their order is that of the bytes.
    LinearModel linear;
    ClauseNet net;
};

}  // namespace warmline::bot
