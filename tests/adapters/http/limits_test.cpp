// Sizes, times and numbers that the server holds its clients to.
#include <gtest/gtest.h>

#include "support.hpp"

namespace warmline::http::test {
namespace {

ServerSettings short_times() {
    ServerSettings settings;
    settings.header_time_max = settings.body_time_max = settings.idle_time_max = settings.write_time_max = 80ms;
    return settings;
}

TEST(Limits, HeadersAboveTheLimitGet431) {
    ServerSettings settings;
    settings.header_bytes_max = 1024;
    TestServer server(usual_router(), settings);
    for (const auto& request : {get("/echo/1", "X-Long: " + std::string(2000, 'x') + "\r\n"),
                                get("/echo/" + std::string(2000, 'x')), "GET /" + std::string(100'000, 'x')}) {
        RawClient client(server.port());
        client.send(request);
        EXPECT_EQ(client.receive().status, 431u);
        EXPECT_TRUE(client.ends());
    }
    RawClient client(server.port());
    client.send(get("/echo/1", "X-Long: " + std::string(900, 'x') + "\r\n"));
    EXPECT_EQ(client.receive().status, 200u);
}

TEST(Limits, TheBodyLimitIsTheRoutes) {
    TestServer server(usual_router());
    RawClient at_limit(server.port());
    at_limit.send(post("/small", "0123456789"));
    EXPECT_EQ(at_limit.receive().status, 200u);
    at_limit.send(post("/echo/1", std::string(64 * 1024, 'x')));
    EXPECT_EQ(at_limit.receive().status, 200u);

    RawClient announced(server.port());  // refused before a byte of the body was sent
    announced.send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n");
    EXPECT_EQ(announced.receive().status, 413u);
    EXPECT_TRUE(announced.ends());

    RawClient chunked(server.port());
    chunked.send("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n01234567\r\n3\r\n890\r\n");
    EXPECT_EQ(chunked.receive().status, 413u);
    EXPECT_TRUE(chunked.ends());

    RawClient pushing(server.port());  // its whole body is on the way, and it still gets the answer
    pushing.send(post("/small", std::string(500'000, 'x')));
    EXPECT_EQ(pushing.receive().status, 413u);
}

TEST(Limits, EndlessChunkExtensionsAreRefused) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send("POST /echo/1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;a=" +
                std::string(200'000, 'x'));
    const auto got = client.receive();
    EXPECT_TRUE(got.status == 431 || got.status == 400) << got.status;
}

TEST(Limits, ABodyIsInvitedOnlyIfItWillBeRead) {
    TestServer server(usual_router());
    RawClient client(server.port());
    const std::string head = " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
    client.send("POST /echo/1" + head + "2\r\n\r\n");
    EXPECT_EQ(client.receive().status, 100u);
    client.send("ok");
    EXPECT_TRUE(client.receive().body.ends_with("\nok"));
    client.send("POST /small" + head + "20\r\n\r\n");
    EXPECT_EQ(client.receive().status, 413u);
}

TEST(Limits, SlowHeadersGet408EvenIfBytesKeepComing) {
    TestServer server(usual_router(), short_times());
    RawClient client(server.port());
    client.send("GET /echo/1 HTTP/1.1\r\nHost: x\r\nX-A: ");
    for (int i = 0; i < 30; ++i) {
        client.send("a");
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(client.receive().status, 408u);
    EXPECT_TRUE(client.ends());
}

TEST(Limits, SlowBodiesGet408) {
    TestServer server(usual_router(), short_times());
    RawClient client(server.port());
    client.send("POST /echo/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
    EXPECT_EQ(client.receive().status, 408u);
    EXPECT_TRUE(client.ends());
    EXPECT_EQ(server.lines(1)[0].route, "/echo/{id}");
}

TEST(Limits, IdleConnectionsAreClosedWithoutAWord) {
    TestServer server(usual_router(), short_times());
    RawClient silent(server.port());
    EXPECT_TRUE(silent.ends());
    RawClient served(server.port());
    served.send(get("/echo/1"));
    EXPECT_EQ(served.receive().status, 200u);
    EXPECT_TRUE(served.ends());
    EXPECT_EQ(server.lines(1).size(), 1u);
}

asio::awaitable<Response> huge(Request) { co_return Response::text(200, std::string(64 * 1024 * 1024, 'x')); }

TEST(Limits, AClientThatDoesNotReadIsDropped) {
    Router router;
    router.add("GET", "/huge", huge);
    TestServer server(std::move(router), short_times());
    RawClient client(server.port());
    client.send(get("/huge"));
    EXPECT_EQ(server.lines(1).size(), 1u);  // reported: the write has ended, and only its limit can have ended it
    EXPECT_EQ(client.receive().status, 0u);
}

TEST(Limits, OneConnectionTooManyGets503) {
    ServerSettings settings;
    settings.connections_max = 2;
    TestServer server(usual_router(), settings);
    RawClient first(server.port());
    std::optional<RawClient> second(std::in_place, server.port());
    first.send(get("/echo/1"));
    EXPECT_EQ(first.receive().status, 200u);
    second->send(get("/echo/1"));
    EXPECT_EQ(second->receive().status, 200u);
    RawClient third(server.port());
    EXPECT_EQ(third.receive().status, 503u);
    EXPECT_TRUE(third.ends());
    second.reset();
    for (int i = 0; i < 200; ++i) {  // there is room again once the server has seen the end of the second
        RawClient fourth(server.port());
        fourth.send(get("/echo/1"));
        if (fourth.receive().status == 200) return;
        std::this_thread::sleep_for(10ms);
    }
    FAIL() << "the place was not given back";
}

}  // namespace
}  // namespace warmline::http::test
