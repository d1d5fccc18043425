#include "second_reader/client.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "http/server.hpp"
#include "support.hpp"

namespace warmline::second_reader {
namespace {

using namespace std::chrono_literals;
using What = ports::SecondOpinion::What;
using ports::SteadyTime;

/// A real endpoint on loopback, on the same loop as the client.
class ClientTest : public testing::Test {
protected:
    void SetUp() override {
        router.add("POST", "/v1/chat/completions",
                   [this](http::Request request) { return answer(std::move(request)); });
        http::Hooks quiet{[](const http::Exchange&) {}, {}, [](const http::Failure&) {}};
        server.emplace(context.get_executor(), http::ServerSettings{}, router, std::move(quiet));
        port = *server->start();
    }
    void TearDown() override { finish(server->stop(0ms)); }

    asio::awaitable<http::Response> answer(http::Request request) {
        keys.emplace_back(request.header("Authorization"));
        bodies.push_back(request.body);
        asio::steady_timer held(co_await asio::this_coro::executor);
        while (hold) {
            held.expires_after(1ms);
            co_await held.async_wait(asio::use_awaitable);
        }
        co_return http::Response::json(status, body);
    }
    [[nodiscard]] Settings settings() const {
        Settings out;
        out.base_url = "http://127.0.0.1:" + std::to_string(port) + "/v1";
        out.model = "a-model";
        out.key = "a-key";
        out.late = 60s;  // the machine may be busy
        return out;
    }
    ports::SecondOpinion ask(Client& client, SteadyTime wanted_by = std::chrono::steady_clock::now() + 1h) {
        std::optional<ports::SecondOpinion> opinion;
        auto text = reader().mask("家里没菜了，打13800001234");
        asio::co_spawn(context, client.ask(std::move(text), wanted_by),
                       [&](const std::exception_ptr& failure, ports::SecondOpinion result) {
                           EXPECT_EQ(failure, nullptr);
                           opinion = std::move(result);
                       });
        while (!opinion) context.run_one_for(5ms);
        return std::move(*opinion);
    }
    void finish(asio::awaitable<void> work) {
        bool ended = false;
        asio::co_spawn(context, std::move(work), [&](const std::exception_ptr&) { ended = true; });
        while (!ended) context.run_one_for(5ms);
    }

    asio::io_context context{1};
    http::Router router;
    std::optional<http::Server> server;
    std::uint16_t port = 0;
    unsigned status = 200;
    std::string body = completion(reading().dump()).dump();
    bool hold = false;
    std::vector<std::string> keys, bodies;
};

TEST_F(ClientTest, AsksWithTheKeyAndReusesItsConnection) {
    Client client(context.get_executor(), settings());
    for (int i = 0; i < 2; ++i) {
        const auto opinion = ask(client);
        EXPECT_EQ(opinion.what, What::answered) << opinion.why;
    }
    EXPECT_EQ(keys, std::vector<std::string>(2, "Bearer a-key"));
    for (const auto& sent : bodies) EXPECT_EQ(sent.find("1380"), std::string::npos);
}

TEST_F(ClientTest, RestsAfterFailuresWithoutAsking) {
    auto limits = settings();
    limits.failures_max = 2;
    limits.rest = 1h;
    Client client(context.get_executor(), limits);
    status = 500;
    EXPECT_EQ(ask(client).why, "status 500");
    EXPECT_EQ(ask(client).what, What::failed);
    status = 200;
    EXPECT_EQ(ask(client).what, What::spared);
    EXPECT_EQ(bodies.size(), 2U);
}

TEST_F(ClientTest, AnswersThatAreNeverInTimeAreFailuresToo) {
    auto limits = settings();
    limits.failures_max = 1;
    limits.rest = 1h;
    Client client(context.get_executor(), limits);
    const auto long_ago = std::chrono::steady_clock::now() - 1s;
    EXPECT_EQ(ask(client, long_ago).what, What::answered) << "of use all the same";
    EXPECT_EQ(ask(client).what, What::spared);
}

TEST_F(ClientTest, GivesUpWhenNoAnswerCanBeOfUse) {
    auto limits = settings();
    limits.late = 50ms;
    Client client(context.get_executor(), limits);
    hold = true;
    EXPECT_EQ(ask(client).what, What::failed);
    hold = false;
}

TEST_F(ClientTest, ADeclinedQuestionIsNoFailure) {
    auto limits = settings();
    limits.failures_max = 1;
    Client client(context.get_executor(), limits);
    body = completion("好的").dump();
    EXPECT_EQ(ask(client).what, What::refused);
    EXPECT_EQ(ask(client).what, What::refused);
}

TEST_F(ClientTest, KeepsItsBudget) {
    auto limits = settings();
    limits.per_minute = 1;
    Client client(context.get_executor(), limits);
    EXPECT_EQ(ask(client).what, What::answered);
    // Unless the machine slept for a minute between the two.
    EXPECT_EQ(ask(client).what, What::spared);
    EXPECT_EQ(bodies.size(), 1U);
}

TEST_F(ClientTest, NobodyThereIsAFailure) {
    auto nowhere = settings();
    nowhere.base_url = "http://127.0.0.1:1/v1";
    Client client(context.get_executor(), nowhere);
    EXPECT_EQ(ask(client).what, What::failed);
}

}  // namespace
}  // namespace warmline::second_reader
