#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "async/errc.hpp"

namespace warmline::async {

namespace asio = boost::asio;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace detail {
template <class T>
asio::awaitable<void> keep(asio::awaitable<Result<T>> work, std::optional<Result<T>>& out) {
    out.emplace(co_await std::move(work));
}
}  // namespace detail

/// Runs `work` until it ends or `until` passes, whichever is first; work that lost is cancelled (terminal) and has
/// ended when this returns.
/// @return the work's own result; Errc::timed_out if the time passed first; Errc::cancelled if the caller was
/// cancelled. An exception of the work passes through, except one that its own cancellation made.
template <class T>
asio::awaitable<Result<T>> within(SteadyTime until, asio::awaitable<Result<T>> work) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, until);
    std::optional<Result<T>> out;
    // `||` would wait for a success; a parallel group ends with whichever operand ends first, success or not.
    auto [order, failure, timer_ec] = co_await asio::experimental::make_parallel_group(
                                          asio::co_spawn(executor, detail::keep(std::move(work), out), asio::deferred),
                                          timer.async_wait(asio::deferred))
                                          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    if (out) co_return std::move(*out);
    const bool timer_first = order[0] == 1;
    if (timer_first && !timer_ec) co_return Errc::timed_out;
    if (timer_ec) {  // neither passed nor finished: the caller was cancelled, or the work threw first
        if (!timer_first && failure) {
            const auto state = co_await asio::this_coro::cancellation_state;
            if (state.cancelled() == asio::cancellation_type::none) std::rethrow_exception(failure);
        }
        co_return Errc::cancelled;
    }
    if (failure) std::rethrow_exception(failure);
    co_return Errc::timed_out;
}

/// The same with a span of time from now.
template <class T>
asio::awaitable<Result<T>> within(std::chrono::steady_clock::duration span, asio::awaitable<Result<T>> work) {
    return within(std::chrono::steady_clock::now() + span, std::move(work));
}

}  // namespace warmline::async
