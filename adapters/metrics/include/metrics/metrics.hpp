#pragma once
#include <memory>
#include <string>

#include "dispatcher/situation.hpp"
#include "engine/stats.hpp"
#include "http/server.hpp"
#include "redis/client.hpp"

namespace warmline::metrics {

/// What /metrics shows, in the Prometheus text format. No label holds personal data: routes are patterns.
class Metrics {
public:
    Metrics();
    ~Metrics();
    /// Counts one HTTP request.
    void observe(const http::Exchange& exchange);
    /// The page, with the engine's and the Redis client's figures as they are now.
    [[nodiscard]] std::string page(const engine::Stats& stats, const dispatcher::Situation& situation,
                                   const redis::Client& redis);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace warmline::metrics
