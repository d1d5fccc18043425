#include "redis/client.hpp"

#include <gtest/gtest.h>

#include "async/within.hpp"
#include "run.hpp"
#include "support/redis_server.hpp"

namespace warmline::redis {
namespace {
using namespace std::chrono_literals;
using support::RedisServer;

asio::awaitable<void> echo(Client& client, int number, int& done) {
    for (int round = 0; round < 3; ++round) {
        const auto text = std::to_string(number) + "/" + std::to_string(round);
        const auto got = co_await client.call({"ECHO", text});
        EXPECT_TRUE(got);
        if (got) {
            EXPECT_EQ(got->text(), text);
        }
    }
    ++done;
}

asio::awaitable<void> thousand_at_once(Client& client) {
    const auto executor = co_await asio::this_coro::executor;
    const auto ready = co_await client.wait_ready(30s);
    EXPECT_TRUE(ready);
    if (!ready) co_return;
    int done = 0;
    for (int i = 0; i < 1000; ++i) asio::co_spawn(executor, echo(client, i, done), asio::detached);
    while (done < 1000) co_await pause(1ms);
    const auto stats = client.stats();
    EXPECT_EQ(stats.requests, 3000U);
    EXPECT_EQ(stats.pending, 0U);
    EXPECT_LT(stats.writes, 300U) << "calls of one turn share a write";
}

TEST_F(ClientTest, AThousandCallsAtOnceEachGetTheirOwnReplyOverUnixSocket) {
    RedisServer server;
    connect(quick(server.unix_endpoint()));
    run_test(thousand_at_once(*client));
}

TEST_F(ClientTest, AThousandCallsAtOnceEachGetTheirOwnReplyOverTcp) {
    RedisServer server({}, true);
    connect(quick(server.tcp_endpoint()));
    run_test(thousand_at_once(*client));
}

asio::awaitable<void> kinds_of_reply(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_TRUE((co_await client.call({"GET", "none"}))->is_nil());
    EXPECT_EQ((co_await client.call({"INCR", "n"}))->integer(), 1);
    EXPECT_EQ((co_await client.call({"SET", "k", std::string("\0\r\n", 3)}))->text(), "OK");
    EXPECT_EQ((co_await client.call({"GET", "k"}))->text(), std::string("\0\r\n", 3));
    EXPECT_EQ((co_await client.call({"LRANGE", "none", "0", "-1"}))->items().size(), 0U);
    EXPECT_EQ((co_await client.call({"NONSENSE"})).error(), Errc::server_error);
    std::vector<Command> commands{{"SET", "p", "1"}, {"LPUSH", "p", "x"}, {"INCR", "p"}};
    const auto got = co_await client.pipeline(std::move(commands));
    EXPECT_TRUE(got);
    EXPECT_EQ((*got)[0].text(), "OK");
    EXPECT_TRUE((*got)[1].is_error());
    EXPECT_EQ((*got)[2].integer(), 2);
    EXPECT_TRUE((co_await client.pipeline({}))->empty());
}

TEST_F(ClientTest, GivesEachKindOfReply) {
    RedisServer server;
    connect(quick(server.unix_endpoint()));
    run_test(kinds_of_reply(*client));
}

asio::awaitable<void> empty_commands(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_THROW(std::ignore = client.call({}), std::invalid_argument);
    EXPECT_THROW(std::ignore = client.pipeline({{"PING"}, {}}), std::invalid_argument);
    const auto pong = co_await client.call({"PING"});
    EXPECT_EQ(pong->text(), "PONG");
}

TEST_F(ClientTest, RefusesAnEmptyCommandWhichWouldShiftAllReplies) {
    RedisServer server;
    connect(quick(server.unix_endpoint()));
    run_test(empty_commands(*client));
}

asio::awaitable<void> big_values(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    std::string big(20'000'000, 'x');
    for (std::size_t i = 0; i < big.size(); i += 997) big[i] = static_cast<char>(i % 251);
    const auto set = co_await client.call({"SET", "big", big}, 20s);
    EXPECT_TRUE(set);
    const auto got = co_await client.call({"GET", "big"}, 20s);
    EXPECT_TRUE(got && got->text() == big);
}

TEST_F(ClientTest, CarriesBigValues) {
    RedisServer server;
    connect(quick(server.unix_endpoint()));
    run_test(big_values(*client));
}

asio::awaitable<void> reply_too_large(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_TRUE(co_await client.call({"SET", "fits", std::string(9'000, 'x')}));
    EXPECT_TRUE(co_await client.call({"SET", "large", std::string(50'000, 'x')}));
    EXPECT_EQ((co_await client.call({"GET", "fits"}))->text().size(), 9'000U);
    EXPECT_EQ((co_await client.call({"GET", "large"})).error(), Errc::too_large);
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_EQ((co_await client.call({"GET", "fits"}))->text().size(), 9'000U);
}

TEST_F(ClientTest, AReplyTooLargeIsAnErrorAndTheConnectionComesBack) {
    RedisServer server;
    auto settings = quick(server.unix_endpoint());
    settings.reply_bytes_max = 10'000;
    settings.load_functions = false;
    settings.connections = 1;
    connect(settings);
    run_test(reply_too_large(*client));
}

asio::awaitable<void> database_and_name(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    const auto info = co_await client.call({"CLIENT", "LIST"});
    EXPECT_NE(info->text().find("name=desk"), std::string::npos);
    EXPECT_TRUE(co_await client.call({"SET", "here", "1"}));
    std::vector<Command> commands{{"SELECT", "0"}, {"EXISTS", "here"}, {"SELECT", "5"}, {"EXISTS", "here"}};
    const auto got = co_await client.pipeline(std::move(commands));
    EXPECT_EQ((*got)[1].integer(), 0);
    EXPECT_EQ((*got)[3].integer(), 1);
}

TEST_F(ClientTest, UsesItsDatabaseAndName) {
    RedisServer server;
    auto settings = quick(server.unix_endpoint());
    settings.database = 5;
    settings.client_name = "desk";
    connect(settings);
    run_test(database_and_name(*client));
}

asio::awaitable<void> refused(Client& client, Errc why) {
    while (client.stats().failures == 0) co_await pause(1ms);
    const auto ready = co_await client.wait_ready(0ms);
    EXPECT_FALSE(ready);
    EXPECT_EQ(ready.error(), why) << ready.error().message();
    EXPECT_FALSE(client.ready());
    const auto got = co_await client.call({"PING"});
    EXPECT_EQ(got.error(), Errc::not_connected);
}
asio::awaitable<void> accepted(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_TRUE(co_await client.call({"SET", "k", "v"}));
}

TEST_F(ClientTest, SignsInWithThePassword) {
    RedisServer server({"--requirepass", "right"});
    auto settings = quick(server.unix_endpoint());
    settings.password = "right";
    connect(settings);
    run_test(accepted(*client));
}

TEST_F(ClientTest, SaysAuthWhenThePasswordIsWrongOrMissing) {
    RedisServer server({"--requirepass", "right"});
    for (const char* password : {"wrong", ""}) {
        auto settings = quick(server.unix_endpoint());
        settings.password = password;
        connect(settings);
        run_test(refused(*client, Errc::auth));
        run_test(client->stop());
    }
}

TEST_F(ClientTest, SignsInAsANamedUser) {
    RedisServer server({"--user", "desk", "on", ">word", "~*", "+@all"});
    auto settings = quick(server.unix_endpoint());
    settings.username = "desk";
    settings.password = "word";
    connect(settings);
    run_test(accepted(*client));
}

TEST_F(ClientTest, IsNotReadyWithoutARightToOurFunctions) {
    RedisServer server({"--user", "desk", "on", ">word", "~*", "+@all", "-function"});
    auto settings = quick(server.unix_endpoint());
    settings.username = "desk";
    settings.password = "word";
    connect(settings);
    run_test(refused(*client, Errc::auth));
}

TEST_F(ClientTest, IsNotReadyInADatabaseThatDoesNotExist) {
    RedisServer server;
    auto settings = quick(server.unix_endpoint());
    settings.database = 9999;
    connect(settings);
    run_test(refused(*client, Errc::server_error));
}

asio::awaitable<void> block_and_wake(Client& blocking, Client& other) {
    EXPECT_TRUE(co_await blocking.wait_ready(30s));
    EXPECT_TRUE(co_await other.wait_ready(30s));
    // Longer than request_timeout and stuck_after of the test together, so neither may end it.
    asio::steady_timer timer(co_await asio::this_coro::executor, 400ms);
    timer.async_wait([&](auto) {
        asio::co_spawn(timer.get_executor(), other.call({"XADD", "news", "*", "d", "1"}), asio::detached);
    });
    const auto got = co_await blocking.call({"XREAD", "BLOCK", "20000", "STREAMS", "news", "$"}, 30s);
    EXPECT_TRUE(got);
    EXPECT_EQ(got->items().at(0).items().at(0).text(), "news");
    EXPECT_EQ(blocking.stats().failures, 0U);
    const auto nothing = co_await blocking.call({"XREAD", "BLOCK", "5", "STREAMS", "news", "$"}, 30s);
    EXPECT_TRUE(nothing->is_nil());
    co_await blocking.stop();
}

TEST_F(ClientTest, ABlockingCommandWorksOnAClientOfItsOwn) {
    RedisServer server;
    auto settings = quick(server.unix_endpoint());
    connect(settings);
    settings.connections = 1;
    settings.request_timeout = 50ms;
    settings.stuck_after = 50ms;
    Client blocking(context.get_executor(), settings);
    blocking.start();
    run_test(block_and_wake(blocking, *client));
}

TEST_F(ClientTest, RefusesWrongSettings) {
    const auto make = [this](auto change) {
        auto settings = quick("tcp://127.0.0.1:6379");
        change(settings);
        Client made(context.get_executor(), settings);
    };
    EXPECT_NO_THROW(make([](Settings&) {}));
    EXPECT_THROW(make([](Settings& s) { s.endpoint = "http://x"; }), std::invalid_argument);
    EXPECT_THROW(make([](Settings& s) { s.connections = 0; }), std::invalid_argument);
    EXPECT_THROW(make([](Settings& s) { s.connections = 65; }), std::invalid_argument);
    EXPECT_THROW(make([](Settings& s) {
                     s.endpoint = "tls://localhost:1";
                     s.tls_ca_file = "/nowhere/ca.pem";
                 }),
                 boost::system::system_error);
}

}  // namespace
}  // namespace warmline::redis
