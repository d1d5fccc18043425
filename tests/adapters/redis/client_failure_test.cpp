// What the client does when Redis is slow, frozen, killed or absent.
#include <gtest/gtest.h>

#include "async/within.hpp"
#include "redis/client.hpp"
#include "run.hpp"
#include "support/redis_server.hpp"

namespace warmline::redis {
namespace {
using namespace std::chrono_literals;
using support::RedisServer;

asio::awaitable<void> one_call(Client& client, Command command, std::chrono::milliseconds limit,
                               std::optional<Result<Value>>& out) {
    out = co_await client.call(std::move(command), limit);
}

asio::awaitable<void> slow_then_well(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    // The server sleeps for 0.3 s: the limit passes, the connection is kept, the late reply goes to nobody.
    const auto slow = co_await client.call({"DEBUG", "SLEEP", "0.3"}, 50ms);
    EXPECT_EQ(slow.error(), Errc::unknown);
    const auto next = co_await client.call({"ECHO", "well"}, 10s);
    EXPECT_TRUE(next);
    if (next) {
        EXPECT_EQ(next->text(), "well");
    }
    EXPECT_EQ(client.stats().connects, 1U);
    EXPECT_EQ(client.stats().failures, 0U);
}

TEST_F(ClientTest, ATimeOutDoesNotCloseAConnectionThatAnswersLate) {
    RedisServer server;
    auto settings = quick(server.unix_endpoint());
    settings.connections = 1;
    settings.stuck_after = 10s;
    connect(settings);
    run_test(slow_then_well(*client));
}

asio::awaitable<void> frozen_then_back(Client& client, RedisServer& server) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    server.freeze();
    const auto asked = co_await client.call({"PING"}, 50ms);
    EXPECT_EQ(asked.error(), Errc::unknown);
    while (client.ready()) co_await pause(5ms);
    const auto refused = co_await client.call({"PING"});
    EXPECT_EQ(refused.error(), Errc::not_connected) << "a stuck connection is given up";
    server.go_on();
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_TRUE(co_await client.call({"PING"}));
}

TEST_F(ClientTest, AFrozenServerIsGivenUpAndFoundAgain) {
    RedisServer server;
    auto settings = quick(server.unix_endpoint());
    settings.connections = 1;
    settings.stuck_after = 100ms;
    settings.connect_timeout = 200ms;
    connect(settings);
    run_test(frozen_then_back(*client, server));
}

asio::awaitable<void> killed_then_back(Client& client, RedisServer& server) {
    const auto executor = co_await asio::this_coro::executor;
    for (int round = 0; round < 3; ++round) {
        EXPECT_TRUE(co_await client.wait_ready(30s));
        std::optional<Result<Value>> waiting;
        asio::co_spawn(executor, one_call(client, {"BLPOP", "none", "0"}, 30s, waiting), asio::detached);
        co_await pause(20ms);
        EXPECT_FALSE(waiting);
        server.kill9();
        while (!waiting) co_await pause(1ms);
        EXPECT_EQ(waiting->error(), Errc::unknown) << "it was sent";
        while (client.ready()) co_await pause(1ms);
        const auto refused = co_await client.call({"PING"});
        EXPECT_EQ(refused.error(), Errc::not_connected);
        server.restart();
        EXPECT_TRUE(co_await client.wait_ready(30s));
        // A fresh server without disk has lost our Functions; they are there again.
        const auto version = co_await client.call({"FCALL_RO", "warmline_version", "0"});
        EXPECT_TRUE(version && version->is_integer());
    }
    EXPECT_GE(client.stats().connects, 4U);
}

TEST_F(ClientTest, AKilledServerIsFoundAgainWithItsFunctions) {
    RedisServer server;
    connect(quick(server.unix_endpoint()));
    run_test(killed_then_back(*client, server));
}

TEST_F(ClientTest, AKilledServerIsFoundAgainOverTcp) {
    RedisServer server({}, true);
    connect(quick(server.tcp_endpoint()));
    run_test(killed_then_back(*client, server));
}

asio::awaitable<void> absent(Client& client) {
    while (client.stats().failures < 3) co_await pause(1ms);
    EXPECT_EQ((co_await client.call({"PING"})).error(), Errc::not_connected);
    EXPECT_EQ((co_await client.pipeline(std::vector<Command>(1, Command{"PING"}))).error(), Errc::not_connected);
    EXPECT_EQ(client.stats().connects, 0U);
}

TEST_F(ClientTest, AnAbsentServerFailsCallsAtOnce) {
    for (const auto& endpoint : {std::string("unix:///tmp/warmline-no-such.sock"),
                                 "tcp://127.0.0.1:" + std::to_string(support::free_port())}) {
        connect(quick(endpoint));
        run_test(absent(*client));
        run_test(client->stop());
    }
}

asio::awaitable<void> cancelled_caller(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    const auto cut = co_await async::within(30ms, client.call({"BLPOP", "none", "0.2"}, 30s));
    EXPECT_FALSE(cut);
    const auto next = co_await client.call({"ECHO", "next"}, 10s);
    EXPECT_TRUE(next);
    if (next) {
        EXPECT_EQ(next->text(), "next") << "the reply of the abandoned call goes to nobody";
    }
}

TEST_F(ClientTest, ACancelledCallerLeavesItsPlaceInOrder) {
    RedisServer server;
    auto settings = quick(server.unix_endpoint());
    settings.connections = 1;
    connect(settings);
    run_test(cancelled_caller(*client));
}

asio::awaitable<void> too_many(Client& client) {
    const auto executor = co_await asio::this_coro::executor;
    EXPECT_TRUE(co_await client.wait_ready(30s));
    std::vector<std::optional<Result<Value>>> out(11);
    for (auto& one : out) {
        asio::co_spawn(executor, one_call(client, {"BLPOP", "none", "0.1"}, 10s, one), asio::detached);
    }
    while (!std::ranges::all_of(out, [](const auto& one) { return one.has_value(); })) co_await pause(1ms);
    for (std::size_t i = 0; i < 10; ++i) EXPECT_TRUE(*out[i]) << i;
    EXPECT_EQ(out[10]->error(), Errc::overloaded);
    const auto large = co_await client.call({"SET", "k", std::string(2000, 'x')});
    EXPECT_EQ(large.error(), Errc::overloaded);
    EXPECT_TRUE(co_await client.call({"PING"}));
}

TEST_F(ClientTest, RefusesMoreThanItMayHold) {
    RedisServer server;
    auto settings = quick(server.unix_endpoint());
    settings.pending_max = 10;
    settings.pending_bytes_max = 1000;
    connect(settings);
    run_test(too_many(*client));
}

asio::awaitable<void> stopped(Client& client) {
    const auto executor = co_await asio::this_coro::executor;
    EXPECT_TRUE(co_await client.wait_ready(30s));
    std::optional<Result<Value>> waiting;
    asio::co_spawn(executor, one_call(client, {"BLPOP", "none", "0"}, 30s, waiting), asio::detached);
    co_await pause(20ms);
    co_await client.stop();
    EXPECT_FALSE(client.ready());
    co_await pause(1ms);
    EXPECT_TRUE(waiting && waiting->error() == Errc::unknown);
    EXPECT_EQ((co_await client.call({"PING"})).error(), Errc::not_connected);
}

TEST_F(ClientTest, StopEndsWhatWaitsAndTakesNoMore) {
    RedisServer server;
    connect(quick(server.unix_endpoint()));
    run_test(stopped(*client));
}

TEST_F(ClientTest, StopsWhileItConnectsAndWhileItPauses) {
    connect(quick("unix:///tmp/warmline-no-such.sock"));
    run_test(client->stop());
    auto settings = quick("unix:///tmp/warmline-no-such.sock");
    settings.backoff_min = settings.backoff_max = 1h;
    connect(settings);
    run_test(pause(20ms));
    run_test(client->stop());
}

TEST_F(ClientTest, MayGoWithoutStop) {
    RedisServer server;
    connect(quick(server.unix_endpoint()));
    run_test(pause(50ms));
    client.reset();
    run_test(pause(50ms));
}

}  // namespace
}  // namespace warmline::redis
