#pragma once
#include <functional>
#include <map>
#include <string>

#include "engine/parts.hpp"
#include "engine/worker.hpp"

namespace warmline::engine {

/// Follows the event stream: keeps the roster true when other processes change it, and tells listeners what happened.
class Feed {
public:
    using Listener = std::function<void(const store::Batch&)>;
    /// @param blocking  a client of its own (one connection), since it waits inside Redis
    Feed(asio::any_io_executor executor, Parts parts, redis::Client& blocking);
    /// Loads the roster and begins to follow.
    store::Task<void> start();
    asio::awaitable<void> stop() { return worker_.stop(); }

    [[nodiscard]] int listen(Listener listener);
    void forget(int number) { listeners_.erase(number); }

private:
    asio::awaitable<std::chrono::milliseconds> round();
    store::Task<void> take(const store::Batch& batch);
    store::Task<void> reload();
    store::Task<void> reload_situation();
    Parts parts_;
    redis::Client& blocking_;
    Worker worker_;
    std::map<int, Listener> listeners_;
    int next_listener_ = 1;
    std::string last_id_;
};

}  // namespace warmline::engine
