#pragma once
#include <gtest/gtest.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <string>

#include "http/client.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

namespace warmline::wechat {

/// Runs the context until `work` has ended (a server in it would keep it busy for ever); an exception of it fails the
/// test.
inline void run(asio::io_context& context, asio::awaitable<void> work) {
    std::optional<std::exception_ptr> end;
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& e) { end = e; });
    context.restart();
    while (!end) context.run_one();
    if (*end) std::rethrow_exception(*end);
}

inline asio::awaitable<void> sleep_for(std::chrono::milliseconds span) {
    asio::steady_timer timer(co_await asio::this_coro::executor, span);
    co_await timer.async_wait(asio::use_awaitable);
}

/// A server on a free port.
struct TestServer {
    http::Router router;
    http::Server server;
    std::string base_url;

    explicit TestServer(asio::io_context& context)
        : server(context.get_executor(), http::ServerSettings{}, router,
                 http::Hooks{[](const http::Exchange&) {}, {}, [](const http::Failure&) {}}) {}
    void start() { base_url = "http://127.0.0.1:" + std::to_string(server.start().value()); }
};

inline std::chrono::steady_clock::time_point soon() {
    return std::chrono::steady_clock::now() + std::chrono::seconds(20);
}

}  // namespace warmline::wechat
