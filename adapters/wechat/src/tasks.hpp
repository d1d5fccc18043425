#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <cstddef>
#include <list>

#include "signal.hpp"

namespace warmline::wechat {

/// Work that goes on when its caller has left, and ends with its owner. For one thread.
class Tasks {
public:
    explicit Tasks(asio::any_io_executor executor) : executor_(std::move(executor)) {}
    Tasks(const Tasks&) = delete;
    Tasks& operator=(const Tasks&) = delete;

    /// An exception of the work is logged.
    void start(asio::awaitable<void> work);
    /// Waits for all work until `until`, then cancels what is left and waits for its end. Must have returned before
    /// destruction, unless the io_context never runs again.
    asio::awaitable<void> stop(std::chrono::steady_clock::time_point until);
    [[nodiscard]] std::size_t size() const noexcept { return running_.size(); }

private:
    asio::any_io_executor executor_;
    std::list<asio::cancellation_signal> running_;
    Signal ended_;
};

}  // namespace warmline::wechat
