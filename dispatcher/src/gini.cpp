#include "dispatcher/gini.hpp"

#include <algorithm>

namespace warmline::dispatcher {

double gini_of(std::vector<int> counts) {
    std::ranges::sort(counts);
    double weighted = 0, sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        weighted += static_cast<double>(i + 1) * counts[i];
        sum += counts[i];
    }
    const auto n = static_cast<double>(counts.size());
    return sum == 0 ? 0 : 2 * weighted / (n * sum) - (n + 1) / n;
}

}  // namespace warmline::dispatcher
