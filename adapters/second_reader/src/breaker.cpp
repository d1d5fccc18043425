#include "second_reader/breaker.hpp"

namespace warmline::second_reader {

bool Breaker::admits(SteadyTime now) const noexcept { return !resting() || (now >= rests_until_ && !probing_); }

void Breaker::began() noexcept { probing_ = resting(); }

void Breaker::succeeded() noexcept {
    failures_ = 0;
    probing_ = false;
}

void Breaker::failed(SteadyTime now) noexcept {
    // Questions that were under way when it opened fail as well; they do not prolong the rest.
    const bool opens = probing_ || failures_ + 1 == failures_max_;
    if (failures_ < failures_max_) ++failures_;
    if (opens) rests_until_ = now + rest_;
    probing_ = false;
}

}  // namespace warmline::second_reader
