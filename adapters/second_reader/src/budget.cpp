#include "second_reader/budget.hpp"

namespace warmline::second_reader {

bool Budget::take(SteadyTime now) {
    while (!taken_.empty() && now - taken_.front() >= std::chrono::minutes(1)) taken_.pop_front();
    if (taken_.size() >= per_minute_) return false;
    taken_.push_back(now);
    return true;
}

}  // namespace warmline::second_reader
