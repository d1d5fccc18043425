// The load: prepared requests over keep-alive connections from one thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace warmline::bench {

struct LoadResult {
    double per_second = 0;  ///< answers a second
    double p50_ms = 0, p99_ms = 0;
    std::size_t answered = 0;    ///< with 200
    std::size_t failed = 0;      ///< any other answer
    std::size_t body_bytes = 0;  ///< of the longest answer with 200
};

/// Each connection sends its next request when the last is answered.
[[nodiscard]] LoadResult run_closed(std::uint16_t port, const std::vector<std::string>& requests, int connections);

/// Requests leave by the clock, `per_second` of them, whether or not earlier ones are answered, as long as one of
/// `connections` is free. Latency counts from the moment a request was to leave, so that a stall is not hidden.
[[nodiscard]] LoadResult run_open(std::uint16_t port, const std::vector<std::string>& requests, int connections,
                                  double per_second);

}  // namespace warmline::bench
