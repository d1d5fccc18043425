#pragma once
#include <algorithm>
#include <chrono>

namespace warmline::redis {

/// The pause before connecting for the n-th time in a row: doubles from `least` to `most`, of which the later half is
/// left to chance, so that many processes do not come back at the same moment.
/// @param failures  how many attempts failed in a row, from 0
/// @param chance    in [0, 1)
[[nodiscard]] inline std::chrono::milliseconds backoff(int failures, std::chrono::milliseconds least,
                                                       std::chrono::milliseconds most, double chance) {
    const auto doubled = std::chrono::milliseconds(least.count() << std::clamp(failures, 0, 20));
    const auto full = std::min(doubled, most);
    const auto half = full / 2;
    return half +
           std::chrono::milliseconds(static_cast<long long>(static_cast<double>((full - half).count()) * chance));
}

}  // namespace warmline::redis
