#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <memory>
#include <set>
#include <utility>

namespace warmline::wechat {

namespace asio = boost::asio;

/// Wakes the coroutines that wait for something. For one thread.
class Signal {
public:
    Signal() = default;
    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;

    /// Returns after notify(), at `until`, or when the caller is cancelled: look again at what you wait for.
    asio::awaitable<void> wait(std::chrono::steady_clock::time_point until) {
        asio::steady_timer timer(co_await asio::this_coro::executor, until);
        const Listing listing(waiting_, timer);
        boost::system::error_code ec;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }
    void notify() {
        for (auto* timer : *waiting_) timer->cancel();
    }

private:
    using Timers = std::set<asio::steady_timer*>;
    class Listing {
    public:
        Listing(std::shared_ptr<Timers> all, asio::steady_timer& one) : all_(std::move(all)), one_(&one) {
            all_->insert(one_);
        }
        ~Listing() { all_->erase(one_); }
        Listing(const Listing&) = delete;
        Listing& operator=(const Listing&) = delete;

    private:
        std::shared_ptr<Timers> all_;
        asio::steady_timer* one_;
    };
    // Shared, since coroutines that an io_context still holds may be destroyed after their owner.
    std::shared_ptr<Timers> waiting_ = std::make_shared<Timers>();
};

}  // namespace warmline::wechat
