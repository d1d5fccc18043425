#pragma once
#include <algorithm>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace warmline::bot::training {

/// Hits, false alarms and misses of a yes-or-no answer.
struct Counts {
    double hit = 0, extra = 0, missed = 0;
    void add(bool said, bool is) {
        hit += said && is;
        extra += said && !is;
        missed += !said && is;
    }
    [[nodiscard]] double f1() const { return hit == 0 ? 0 : 2 * hit / (2 * hit + extra + missed); }
    [[nodiscard]] double precision() const { return hit == 0 ? 0 : hit / (hit + extra); }
    [[nodiscard]] double recall() const { return hit == 0 ? 0 : hit / (hit + missed); }
};

/// What was said with which probability, and whether it was so.
struct Said {
    float probability = 0;
    bool is_so = false;
};

/// The threshold with the best F1; the lowest one that loses no more than `lean` of it, where saying too little is
/// worse than saying too much.
[[nodiscard]] float f1_threshold(std::vector<Said> said, double lean = 0);
/// The largest threshold that still finds `share` of the true ones; 0.5 if there are none.
[[nodiscard]] float recall_threshold(std::vector<Said> said, double share);
/// The lowest threshold above which `share` are so; just above 1 if there is none.
[[nodiscard]] float precision_threshold(std::vector<Said> said, double share);

}  // namespace warmline::bot::training
