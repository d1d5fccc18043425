#pragma once
#include <chrono>
#include <cstddef>
#include <deque>

#include "second_reader/breaker.hpp"

namespace warmline::second_reader {

/// At most so many questions in any minute. Reads no clock.
class Budget {
public:
    explicit Budget(std::size_t per_minute) : per_minute_(per_minute) {}
    /// Takes one. @return false if the last minute had all of them
    [[nodiscard]] bool take(SteadyTime now);

private:
    std::size_t per_minute_;
    std::deque<SteadyTime> taken_;  ///< of the last minute, oldest first
};

}  // namespace warmline::second_reader
