#include "thresholds.hpp"

#include <cmath>

namespace warmline::bot::training {
namespace {

void surest_first(std::vector<Said>& said) {
    std::stable_sort(said.begin(), said.end(),
                     [](const Said& left, const Said& right) { return left.probability > right.probability; });
}

}  // namespace

float f1_threshold(std::vector<Said> said) {
    surest_first(said);
    const auto all =
        static_cast<double>(std::count_if(said.begin(), said.end(), [](const Said& one) { return one.is_so; }));
    float threshold = 0.5F;
    double hit = 0, best = 0;
    for (std::size_t at = 0; at < said.size(); ++at) {
        hit += said[at].is_so;
        const double f1 = 2 * hit / (static_cast<double>(at + 1) + all);
        if (f1 <= best) continue;
        best = f1;
        threshold = said[at].probability;
    }
    return threshold;
}

float recall_threshold(std::vector<Said> said, double share) {
    std::erase_if(said, [](const Said& one) { return !one.is_so; });
    if (said.empty()) return 0.5F;
    surest_first(said);
    const auto wanted = static_cast<std::size_t>(std::ceil(static_cast<double>(said.size()) * share));
    return said[std::clamp<std::size_t>(wanted, 1, said.size()) - 1].probability;
}

float precision_threshold(std::vector<Said> said, double share) {
    surest_first(said);
    double right = 0;
    float threshold = 1.01F;
    for (std::size_t at = 0; at < said.size(); ++at) {
        right += said[at].is_so;
        if (right / static_cast<double>(at + 1) >= share) threshold = said[at].probability;
    }
    return threshold;
}

}  // namespace warmline::bot::training
