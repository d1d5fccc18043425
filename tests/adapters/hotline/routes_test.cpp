// The webhook through a real server, with a port that keeps everything in memory.
#include "hotline/routes.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "http/client.hpp"
#include "http/server.hpp"
#include "vectors.hpp"

namespace warmline::hotline {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

class MemoryPort final : public Port {
public:
    asio::awaitable<boost::system::result<Stored>> store(CallEvent event, std::string body_sha256) override {
        if (away) co_return boost::asio::error::connection_refused;
        const auto key = std::make_tuple(event.account, event.call_id, event.event_seq);
        const auto [place, fresh] = hashes.emplace(key, body_sha256);
        if (!fresh) co_return place->second == body_sha256 ? Stored::duplicate : Stored::conflict;
        events.push_back(std::move(event));
        co_return Stored::fresh;
    }
    std::map<std::tuple<std::string, std::string, std::int64_t>, std::string> hashes;
    std::vector<CallEvent> events;
    bool away = false;
};

class Routes : public testing::Test {
protected:
    Routes() {
        const auto& all = test::vectors();
        add_routes(router, {{"12355", {{"gw-01", all.secret}}}, {"other", {{"gw-01", "another"}}}}, port,
                   [this] { return now; });
        server.emplace(context.get_executor(), http::ServerSettings{}, router, http::Hooks{});
        base = "http://127.0.0.1:" + std::to_string(server->start().value()) + "/channels/hotline/";
    }
    ~Routes() override { run(stop()); }

    template <class T>
    T run(asio::awaitable<T> work) {
        auto result = asio::co_spawn(context, std::move(work), asio::use_future);
        context.restart();
        while (result.wait_for(0s) != std::future_status::ready) context.run_one();
        return result.get();
    }
    asio::awaitable<bool> stop() {
        co_await server->stop(1s);
        co_return true;
    }
    http::Response send(const test::Vector& vector, const std::string& account = "12355") {
        now = vector.receive_time;
        http::ClientRequest request{.method = "POST", .url = base + account, .body = vector.body};
        for (const auto& [name, value] :
             {std::pair("X-Hotline-Key-Id", vector.key_id), std::pair("X-Hotline-Timestamp", vector.timestamp),
              std::pair("X-Hotline-Signature", vector.signature)}) {
            if (!value.empty()) request.headers.emplace_back(name, value);
        }
        auto got = run(client.send(std::move(request), std::chrono::steady_clock::now() + 10s));
        EXPECT_TRUE(got) << got.error().message();
        return got.value();
    }
    static std::string result_of(const http::Response& response) {
        EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
        return nlohmann::json::parse(response.body).at("result");
    }

    asio::io_context context;
    MemoryPort port;
    Time now{};
    http::Router router;
    std::optional<http::Server> server;
    http::Client client{context.get_executor()};
    std::string base;
};

TEST_F(Routes, AnswerEveryVectorAsExpected) {
    for (const auto& one : test::vectors().all) {
        SCOPED_TRACE(one.id + ": " + one.note);
        const auto response = send(one);
        EXPECT_EQ(response.status, one.status);
        EXPECT_EQ(result_of(response), one.result);
    }
    ASSERT_EQ(port.events.size(), 9u);
    for (const auto& event : port.events) EXPECT_EQ(event.account, "12355");
    EXPECT_EQ(std::get<CallStarted>(port.events[0].data).line, "社会工作服务热线");  // the first stays
    EXPECT_EQ(port.events[8].name, "call.teleported");
}

TEST_F(Routes, KnowNoOtherAccountAndNoOtherAccountsKey) {
    const auto& good = test::vectors().at("hotline-01-call-started");
    const auto unknown = send(good, "nobody");
    EXPECT_EQ(unknown.status, 404u);
    EXPECT_EQ(result_of(unknown), "unknown_account");
    EXPECT_EQ(send(good, "other").status, 401u);
    EXPECT_TRUE(port.events.empty());
}

TEST_F(Routes, AskToTryAgainWhenNothingCanBeKept) {
    const auto& good = test::vectors().at("hotline-01-call-started");
    port.away = true;
    const auto refused = send(good);
    EXPECT_EQ(refused.status, 503u);
    EXPECT_EQ(result_of(refused), "unavailable");
    port.away = false;
    EXPECT_EQ(send(good).status, 200u);
}

TEST_F(Routes, RefuseABodyAboveTheLimitBeforeReadingIt) {
    test::Vector large = test::vectors().at("hotline-01-call-started");
    large.body = std::string(body_bytes_max + 1, ' ');
    EXPECT_EQ(send(large).status, 413u);
    large.body.pop_back();
    EXPECT_EQ(send(large).status, 401u);  // at the limit it is read, and then the signature is wrong
}

}  // namespace
}  // namespace warmline::hotline
