#include "tasks.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <typeinfo>

namespace warmline::wechat {
namespace {
void log_failure(const std::exception_ptr& failure) {
    try {
        if (failure) std::rethrow_exception(failure);
    } catch (const boost::system::system_error& e) {
        if (e.code() != asio::error::operation_aborted) spdlog::error("wechat task failed: {}", e.code().message());
    } catch (const std::exception& e) {
        spdlog::error("wechat task failed: {}", typeid(e).name());  // its text may hold what a person wrote
    }
}
}  // namespace

void Tasks::start(asio::awaitable<void> work) {
    const auto at = running_.emplace(running_.end());
    asio::co_spawn(executor_, std::move(work),
                   asio::bind_cancellation_slot(at->slot(), [this, at](const std::exception_ptr& failure) {
                       log_failure(failure);
                       running_.erase(at);
                       ended_.notify();
                   }));
}

asio::awaitable<void> Tasks::stop(std::chrono::steady_clock::time_point until) {
    while (!running_.empty() && std::chrono::steady_clock::now() < until) co_await ended_.wait(until);
    for (auto at = running_.begin(); at != running_.end();) {
        auto& signal = *at++;
        signal.emit(asio::cancellation_type::terminal);
    }
    while (!running_.empty()) co_await ended_.wait(std::chrono::steady_clock::time_point::max());
}
}  // namespace warmline::wechat
