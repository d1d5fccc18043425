#include "async/within.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <stdexcept>

namespace warmline::async {
namespace {
using namespace std::chrono_literals;

template <class T>
T run(asio::awaitable<T> work) {
    asio::io_context context;
    std::optional<T> out;
    std::exception_ptr failure;
    asio::co_spawn(context, std::move(work), [&](std::exception_ptr e, T value) {
        failure = e;
        if (!e) out.emplace(std::move(value));
    });
    context.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*out);
}

asio::awaitable<Result<int>> answer(std::chrono::milliseconds after, int value) {
    asio::steady_timer timer(co_await asio::this_coro::executor, after);
    co_await timer.async_wait(asio::use_awaitable);
    co_return value;
}
asio::awaitable<Result<int>> fail() {
    throw std::runtime_error("boom");
    co_return 0;
}

TEST(Within, GivesTheResultOfWorkThatEndsInTime) {
    const auto got = run(within(5s, answer(1ms, 7)));
    ASSERT_TRUE(got);
    EXPECT_EQ(*got, 7);
}

TEST(Within, SaysTimedOutWhenTheTimePassesFirst) {
    const auto got = run(within(5ms, answer(1h, 7)));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), Errc::timed_out);
}

TEST(Within, LetsAnExceptionOfTheWorkThrough) { EXPECT_THROW(run(within(5s, fail())), std::runtime_error); }

asio::awaitable<bool> cancelled_from_outside() {
    auto executor = co_await asio::this_coro::executor;
    asio::cancellation_signal stop;
    bool seen = false;
    asio::steady_timer done(executor, 1h);
    asio::co_spawn(executor, within(1h, answer(1h, 7)),
                   asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e, Result<int> got) {
                       seen = !e && !got && got.error() == Errc::cancelled;
                       done.cancel();
                   }));
    asio::steady_timer soon(executor, 5ms);
    co_await soon.async_wait(asio::use_awaitable);
    stop.emit(asio::cancellation_type::terminal);
    boost::system::error_code ec;
    co_await done.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    co_return seen;
}

TEST(Within, SaysCancelledWhenTheCallerIsCancelled) { EXPECT_TRUE(run(cancelled_from_outside())); }

}  // namespace
}  // namespace warmline::async
