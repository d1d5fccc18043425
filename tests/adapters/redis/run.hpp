#pragma once
#include <gtest/gtest.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <optional>

#include "redis/client.hpp"

namespace warmline::redis {

/// Runs a coroutine to its end; one that has not ended in a minute fails the test.
inline void run(asio::io_context& context, asio::awaitable<void> work) {
    bool ended = false;
    std::exception_ptr failure;
    asio::co_spawn(context, std::move(work), [&](std::exception_ptr e) {
        failure = e;
        ended = true;
    });
    context.restart();
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!ended && std::chrono::steady_clock::now() < until && context.run_one_until(until) > 0) {
    }
    if (failure) std::rethrow_exception(failure);
    ASSERT_TRUE(ended) << "the coroutine does not end";
}

inline asio::awaitable<void> pause(std::chrono::milliseconds span) {
    asio::steady_timer timer(co_await asio::this_coro::executor, span);
    co_await timer.async_wait(asio::use_awaitable);
}

/// Settings for tests: quick to come back, patient where nothing is wrong, since the machine may be busy.
inline Settings quick(std::string endpoint) {
    Settings settings;
    settings.endpoint = std::move(endpoint);
    settings.connect_timeout = std::chrono::seconds(20);
    settings.request_timeout = std::chrono::seconds(20);
    settings.backoff_min = std::chrono::milliseconds(5);
    settings.backoff_max = std::chrono::milliseconds(50);
    return settings;
}

/// A client and the event loop it runs on; stops the client whatever the test did.
class ClientTest : public testing::Test {
protected:
    void connect(Settings settings) {
        client.emplace(context.get_executor(), std::move(settings));
        client->start();
    }
    void run_test(asio::awaitable<void> work) { run(context, std::move(work)); }
    void TearDown() override {
        if (client) run(context, client->stop());
    }

    asio::io_context context{1};
    std::optional<Client> client;
};

}  // namespace warmline::redis
