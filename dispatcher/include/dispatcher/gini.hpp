#pragma once
#include <vector>

namespace warmline::dispatcher {

/// Gini's index of counts: 0 if all are alike or there is nothing, near 1 if one has all.
[[nodiscard]] double gini_of(std::vector<int> counts);

}  // namespace warmline::dispatcher
