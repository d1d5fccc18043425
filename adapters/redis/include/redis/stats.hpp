#pragma once
#include <cstddef>
#include <cstdint>

namespace warmline::redis {

/// Counts since the client was made, summed over its connections; `ready` and `pending` are of now.
struct Stats {
    std::size_t ready = 0;        ///< connections that take commands
    std::size_t pending = 0;      ///< commands or pipelines without all their replies
    std::uint64_t requests = 0;   ///< commands or pipelines accepted
    std::uint64_t writes = 0;     ///< batches handed to the kernel; requests / writes is how well they share
    std::uint64_t bytes_out = 0;  ///< after the greeting
    std::uint64_t bytes_in = 0;   ///< after the greeting
    std::uint64_t connects = 0;   ///< times a connection became ready
    std::uint64_t failures = 0;   ///< attempts that did not become ready, and ready connections lost
};

}  // namespace warmline::redis
