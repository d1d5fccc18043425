// How the server stops.
#include <gtest/gtest.h>

#include "support.hpp"

namespace warmline::http::test {
namespace {

std::atomic<int> entered = 0;
asio::awaitable<Response> slow_and_seen(Request request) {
    ++entered;
    return slow(std::move(request));
}
asio::awaitable<Response> endless_and_seen(Request request) {
    ++entered;
    return sleepy(std::move(request));
}

void wait_until_entered(int count) {
    for (int i = 0; i < 1000 && entered < count; ++i) std::this_thread::sleep_for(10ms);
    ASSERT_EQ(entered, count);
}

Router seen_router() {
    entered = 0;
    Router router;
    router.add("GET", "/slow", slow_and_seen);
    router.add("GET", "/endless", endless_and_seen, {.time_max = 1h});
    return router;
}

TEST(Stop, LetsARequestInFlightFinishAndClosesIdleConnections) {
    TestServer server(seen_router());
    RawClient idle(server.port());
    RawClient busy(server.port());
    busy.send(get("/slow") + get("/slow"));
    wait_until_entered(1);
    auto stopped = server.stop(10s);
    EXPECT_TRUE(idle.ends());
    const auto got = busy.receive();
    EXPECT_EQ(got.body, "rested\n");
    EXPECT_EQ(got.header("Connection"), "close");
    EXPECT_TRUE(busy.ends());  // the pipelined second request is not begun
    stopped.get();
    EXPECT_EQ(entered, 1);
    EXPECT_THROW(RawClient(server.port()), std::runtime_error);
}

TEST(Stop, CutsWhatOutlastsTheGrace) {
    TestServer server(seen_router());
    RawClient busy(server.port());
    busy.send(get("/endless"));
    wait_until_entered(1);
    server.stop(20ms).get();
    EXPECT_TRUE(busy.ends());
}

TEST(Stop, WithoutConnectionsIsImmediate) {
    TestServer server(seen_router());
    server.stop(1h).get();
}

}  // namespace
}  // namespace warmline::http::test
