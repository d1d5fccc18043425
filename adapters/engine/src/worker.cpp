#include "engine/worker.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace warmline::engine {
namespace {

/// After a failed round nothing is tried for so long.
constexpr std::chrono::milliseconds pause_after_failure{500};

}  // namespace

Worker::Worker(asio::any_io_executor executor, const char* name, Round round)
    : executor_(executor), name_(name), round_(std::move(round)), rest_(executor), done_(executor) {}

void Worker::start() {
    running_ = true;
    done_.expires_at(asio::steady_timer::time_point::max());
    asio::co_spawn(executor_, run(), [this](const std::exception_ptr&) {
        running_ = false;
        done_.expires_at(asio::steady_timer::time_point::min());
    });
}

asio::awaitable<void> Worker::run() {
    while (!stopping_) {
        woken_ = false;
        auto rest = pause_after_failure;
        try {
            rest = co_await round_();
        } catch (const std::exception& e) {
            spdlog::error("worker {} failed: {}", name_, e.what());
        }
        if (stopping_ || woken_) continue;
        rest_.expires_after(rest);
        boost::system::error_code ignored;
        co_await rest_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

void Worker::wake() {
    woken_ = true;
    rest_.cancel();
}

asio::awaitable<void> Worker::stop() {
    stopping_ = true;
    rest_.cancel();
    if (!running_) co_return;
    boost::system::error_code ignored;
    co_await done_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

}  // namespace warmline::engine
