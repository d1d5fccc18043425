#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>

namespace warmline::engine {

namespace asio = boost::asio;

/// A task that runs again and again until it is stopped: `round` does what is to be done and says how long to rest.
/// `wake` ends the rest at once. Owned by whoever calls `start`; `stop` waits until the round in progress has ended.
class Worker {
public:
    using Round = std::function<asio::awaitable<std::chrono::milliseconds>()>;
    Worker(asio::any_io_executor executor, const char* name, Round round);
    void start();
    asio::awaitable<void> stop();
    void wake();

private:
    asio::awaitable<void> run();
    asio::any_io_executor executor_;
    const char* name_;
    Round round_;
    asio::steady_timer rest_, done_;
    bool running_ = false, stopping_ = false, woken_ = false;
};

}  // namespace warmline::engine
