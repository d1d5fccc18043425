#pragma once
#include <chrono>

namespace warmline::second_reader {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Circuit breaker: after so many failures in a row nothing is asked for a while; then one question is tried, and its
/// outcome decides. Reads no clock.
class Breaker {
public:
    /// @param failures_max  in a row, at least 1  @param rest  how long nothing is asked then
    Breaker(int failures_max, std::chrono::milliseconds rest) : failures_max_(failures_max), rest_(rest) {}
    /// @return true if a question may be asked now; while resting false, and true for one probe after the rest
    [[nodiscard]] bool admits(SteadyTime now) const noexcept;
    /// A question goes out. Each must be followed by `succeeded` or `failed`.
    void began() noexcept;
    void succeeded() noexcept;
    void failed(SteadyTime now) noexcept;
    [[nodiscard]] bool resting() const noexcept { return failures_ >= failures_max_; }

private:
    int failures_max_;
    std::chrono::milliseconds rest_;
    int failures_ = 0;
    SteadyTime rests_until_{};
    bool probing_ = false;
};

}  // namespace warmline::second_reader
