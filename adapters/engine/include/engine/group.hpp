#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>

namespace warmline::engine {

namespace asio = boost::asio;

/// Coroutines with one owner, who waits for all of them. Each bounds its own time.
class Group {
public:
    explicit Group(asio::any_io_executor executor) : executor_(executor), idle_(executor) {}
    void spawn(asio::awaitable<void> work) {
        ++running_;
        asio::co_spawn(executor_, std::move(work), [this](const std::exception_ptr&) {
            if (--running_ == 0) idle_.cancel();
        });
    }
    asio::awaitable<void> wait() {
        while (running_ > 0) {
            idle_.expires_at(asio::steady_timer::time_point::max());
            boost::system::error_code ignored;
            co_await idle_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
    }
    [[nodiscard]] std::size_t running() const noexcept { return running_; }

private:
    asio::any_io_executor executor_;
    asio::steady_timer idle_;
    std::size_t running_ = 0;
};

}  // namespace warmline::engine
