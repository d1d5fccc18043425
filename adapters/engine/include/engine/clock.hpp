#pragma once
#include <chrono>
#include <functional>

#include "dispatcher/time.hpp"

namespace warmline::engine {

/// Where the time of day comes from; a test turns its own.
using Clock = std::function<dispatcher::Time()>;

[[nodiscard]] inline dispatcher::Time system_now() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace warmline::engine
