// A server that says what no Redis would.
#include "fake_server.hpp"

#include <gtest/gtest.h>

#include "async/errc.hpp"
#include "redis/client.hpp"
#include "run.hpp"

namespace warmline::redis {
namespace {
using namespace std::chrono_literals;
using Script = FakeServer::Script;

Settings for_fake(const FakeServer& server) {
    auto settings = quick(server.endpoint());
    settings.connections = 1;
    settings.load_functions = false;
    return settings;
}

asio::awaitable<void> asks_once(Client& client, Errc expected, const char* why) {
    EXPECT_TRUE(co_await client.wait_ready(30s)) << why;
    const auto got = co_await client.call({"GET", "k"}, 10s);
    EXPECT_FALSE(got) << why;
    if (!got) {
        EXPECT_EQ(got.error(), expected) << why << ": " << got.error().message();
    }
    EXPECT_TRUE(co_await client.wait_ready(30s)) << why;
    const auto next = co_await client.call({"GET", "k"}, 10s);
    EXPECT_TRUE(next && next->text() == "good") << why;
}

TEST_F(ClientTest, SurvivesWhatNoRedisWouldSay) {
    struct {
        const char* why;
        const char* reply;
        Errc expected;
    } const rows[] = {
        {"not RESP", "HTTP/1.1 400 Bad Request\r\n\r\n", Errc::protocol},
        {"a number that is none", ":1e9\r\n", Errc::protocol},
        {"RESP3", "%1\r\n+a\r\n+b\r\n", Errc::protocol},
        {"a reply cut short", "$10\r\nabc", Errc::unknown},
        {"nothing", "", Errc::unknown},
        {"nesting without end", "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n", Errc::protocol},
    };
    for (const auto& row : rows) {
        FakeServer server(context, {Script{"+OK\r\n", row.reply}, Script{"+OK\r\n", "+good\r\n", ""}});
        connect(for_fake(server));
        run_test(asks_once(*client, row.expected, row.why));
        run_test(client->stop());
    }
}

asio::awaitable<void> more_than_asked(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    const auto first = co_await client.call({"GET", "k"}, 10s);
    EXPECT_TRUE(first && first->text() == "first") << "its reply came before the fault";
    while (client.ready()) co_await pause(1ms);
    EXPECT_TRUE(co_await client.wait_ready(30s));
    const auto next = co_await client.call({"GET", "k"}, 10s);
    EXPECT_TRUE(next && next->text() == "good");
}

TEST_F(ClientTest, AReplyTooManyClosesTheConnection) {
    FakeServer server(context, {Script{"+OK\r\n", "+first\r\n+second\r\n", ""}, Script{"+OK\r\n", "+good\r\n", ""}});
    connect(for_fake(server));
    run_test(more_than_asked(*client));
}

asio::awaitable<void> becomes_ready(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_EQ(client.stats().failures, 5U);
    EXPECT_EQ(client.stats().connects, 1U);
}

TEST_F(ClientTest, TriesAgainUntilTheGreetingIsGood) {
    FakeServer server(context, {Script{""}, Script{"garbage\r\n"}, Script{"-LOADING Redis is loading\r\n"},
                                Script{"+OK\r\n+OK\r\n"}, Script{":1\r\n"}, Script{"+OK\r\n", ""}});
    connect(for_fake(server));
    run_test(becomes_ready(*client));
}

asio::awaitable<void> silent(Client& client) {
    while (client.stats().failures == 0) co_await pause(1ms);
    const auto ready = co_await client.wait_ready(0ms);
    EXPECT_FALSE(ready);
    EXPECT_EQ(ready.error(), async::Errc::timed_out) << ready.error().message();
}

TEST_F(ClientTest, AServerThatNeverGreetsIsGivenUp) {
    FakeServer server(context, {Script{"", ""}, Script{"", ""}});  // takes the greeting and says nothing
    auto settings = for_fake(server);
    settings.connect_timeout = 50ms;
    connect(settings);
    run_test(silent(*client));
}

}  // namespace
}  // namespace warmline::redis
