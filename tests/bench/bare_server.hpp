#pragma once
#include <cstddef>

namespace warmline::bench {

/// The least Beast server: reads a request with its body, answers `body_bytes` of XML, keep-alive, one thread.
/// Writes its port and a line break to `out`, then serves until the process is killed.
void serve_bare(int out, std::size_t body_bytes);

}  // namespace warmline::bench
