#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

TEST(SurgeApi, TheRootsCoordinatorSwitchesAndEveryPageHears) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    EXPECT_EQ(service.json("/session")["may"]["switch_surge"], true);
    EXPECT_EQ(service.json("/surge"), (Json{{"on", false}}));
    int told = 0;
    const auto listening = service.backend().subscribe(
        [&](const Change& change) { told += change.what == Change::What::situation ? 1 : 0; });
    const auto on = service.post("/surge", {{"on", true}, {"reason", "电话打不进来"}});
    ASSERT_EQ(on.status, 200U) << on.body;
    EXPECT_EQ(told, 1);
    const auto now = service.json("/surge");
    EXPECT_EQ(now["on"], true);
    EXPECT_EQ(now["by"], "chen");
    EXPECT_EQ(now["reason"], "电话打不进来");
    EXPECT_EQ(service.post("/surge", {{"on", true}, {"reason", "再开"}}).status, 409U);
    EXPECT_EQ(service.post("/surge", {{"on", false}, {"reason", "平稳了"}}).status, 200U);
    EXPECT_EQ(service.json("/surge"), (Json{{"on", false}}));
}

TEST(SurgeApi, WhatIsRefused) {
    struct {
        const char *why, *who;
        Json body;
        unsigned status;
    } const rows[] = {
        {"a leader reads", "he", {{"on", true}, {"reason", "x"}}, 403},
        {"a coordinator of a city", "lin", {{"on", true}, {"reason", "x"}}, 403},
        {"no reason", "chen", {{"on", true}, {"reason", ""}}, 422},
        {"neither on nor off", "chen", {{"reason", "x"}}, 422},
        {"no choice", "chen", {{"on", "yes"}, {"reason", "x"}}, 422},
        {"an unknown field", "chen", {{"on", true}, {"reason", "x"}, {"tier", "t0"}}, 400},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Service service;
        ASSERT_EQ(service.sign_in(row.who), 200U);
        EXPECT_EQ(service.post("/surge", row.body).status, row.status);
        EXPECT_FALSE(service.backend().programme().in_surge());
    }
}

/// A ledger that does not come until it is let go.
class Shed : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(service.sign_in("chen"), 200U);
        gate.expires_at(asio::steady_timer::time_point::max());  // once: setting it again would let the others go
        service.backend().before_ledger = [this] { return wait(); };
    }
    asio::awaitable<void> wait() {
        ++waiting;
        boost::system::error_code ignored;
        co_await gate.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    /// Asks for a ledger beside the others; nothing waits for its answer.
    void begin_ledger() {
        clients.push_back(std::make_unique<http::Client>(service.context().get_executor()));
        http::ClientRequest request;
        request.url = "http://127.0.0.1:" + std::to_string(service.port()) + "/api/v1/ledger";
        request.headers.emplace_back("Cookie", service.cookie);
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        asio::co_spawn(
            service.context(), clients.back()->send(std::move(request), until),
            [this](const std::exception_ptr&, const auto& answer) { statuses.push_back(answer ? answer->status : 0); });
    }
    Service service;
    asio::steady_timer gate{service.context()};
    std::vector<std::unique_ptr<http::Client>> clients;
    std::vector<unsigned> statuses;
    int waiting = 0;
};

TEST_F(Shed, HeavyReadsGiveWayInSurgeAndNothingElseDoes) {
    const dispatcher::Actor chen{dispatcher::ActorKind::coordinator, dispatcher::PersonId{"chen"}};
    service.backend().run(dispatcher::SwitchSurge{true, "电话打不进来"}, chen);
    begin_ledger();
    begin_ledger();
    ASSERT_TRUE(service.wait_until([&] { return waiting == 2; }));
    const auto third = service.get("/ledger");
    EXPECT_EQ(third.status, 429U);
    EXPECT_EQ(third.header("Retry-After"), "3");
    EXPECT_EQ(service.get("/rates").status, 429U);
    EXPECT_EQ(service.get("/tickets").status, 200U);
    EXPECT_EQ(service.get("/tickets/10005").status, 200U);
    EXPECT_EQ(service.get("/calls").status, 200U);
    EXPECT_EQ(service.get("/surge").status, 200U);
    service.backend().run(dispatcher::SwitchSurge{false, "平稳了"}, chen);
    EXPECT_EQ(service.get("/rates").status, 200U) << "an ordinary day has no such limit";
    gate.cancel();
    ASSERT_TRUE(service.wait_until([&] { return statuses.size() == 2; }));
    EXPECT_EQ(statuses, std::vector<unsigned>(2, 200U));
    service.backend().before_ledger = nullptr;
    service.backend().run(dispatcher::SwitchSurge{true, "又来了"}, chen);
    EXPECT_EQ(service.get("/ledger").status, 200U) << "the places are free again";
}

}  // namespace
}  // namespace warmline::console::testing
