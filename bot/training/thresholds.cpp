#include "thresholds.hpp"

#include <cmath>

namespace warmline::bot::training {
namespace {

void surest_first(std::vector<Said>& said) {
    std::stable_sort(said.begin(), said.end(),
                     [](const Said& left, const Said& right) { return left.probability > right.probability; });
}

}  // namespace

float f1_threshold(std::vector<Said> said, double lean) {
    surest_first(said);
    const auto all =
        static_cast<double>(std::count_if(said.begin(), said.end(), [](const Said& one) { return one.is_so; }));
    std::vector<double> f1;  // of a threshold at each
    double hit = 0, best = 0;
    for (const Said& one : said) {
        hit += one.is_so;
        f1.push_back(2 * hit / (static_cast<double>(f1.size() + 1) + all));
        best = std::max(best, f1.back());
    }
    if (best == 0) return 0.5F;
    const auto good = [&](double value) { return value >= best - lean; };
    // Without a lean the first of equals, as nothing is gained by saying more.
    const auto at = lean > 0 ? std::find_if(f1.rbegin(), f1.rend(), good).base() - f1.begin() - 1
                             : std::find_if(f1.begin(), f1.end(), good) - f1.begin();
    return said[static_cast<std::size_t>(at)].probability;
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
