#include "http/event_stream.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace warmline::http::test {
namespace {

TEST(EventStream, WritesTheFormOfTheStandard) {
    EventStream stream;
    EXPECT_TRUE(stream.push("ticket", "{\"a\":1}", "7"));
    EXPECT_TRUE(stream.push("", "one\ntwo\r\nthree\rfour"));
    EXPECT_TRUE(stream.push("a\r\nb", "", "c\nd"));
    EXPECT_EQ(stream.take(),
              "id: 7\nevent: ticket\ndata: {\"a\":1}\n\n"
              "data: one\ndata: two\ndata: three\ndata: four\n\n"
              "id: cd\nevent: ab\ndata: \n\n");
    EXPECT_EQ(stream.take(), "");
}

TEST(EventStream, DropsAClientWhoseQueueIsFull) {
    EventStream stream(100);
    int wakes = 0;
    stream.attach([&] { ++wakes; });
    EXPECT_TRUE(stream.push("e", std::string(80, 'x')));
    EXPECT_FALSE(stream.push("e", "more than fits"));
    EXPECT_TRUE(stream.closed());
    EXPECT_TRUE(stream.dropped());
    EXPECT_EQ(stream.take(), "");
    EXPECT_FALSE(stream.push("e", "x"));
    EXPECT_EQ(wakes, 2);
}

// A server with one event stream that the test holds the other end of.
class Events : public testing::Test {
protected:
    static asio::awaitable<Response> answer(std::shared_ptr<EventStream> stream) {
        co_return Response::events(std::move(stream));
    }
    void start(ServerSettings settings = {}, std::size_t bytes_max = 256 * 1024) {
        stream = std::make_shared<EventStream>(bytes_max);
        Router router;
        router.add("GET", "/events", [stream = stream](Request) { return answer(stream); });
        server.emplace(std::move(router), settings);
        client.emplace(server->port());
        client->send(get("/events"));
        client->receive_until("\r\n\r\n");
    }
    void push(std::string data) {
        server->post([stream = stream, data] { stream->push("e", data); });
    }
    bool closes() {
        for (int i = 0; i < 1000; ++i) {
            std::promise<bool> closed;
            server->post([&] { closed.set_value(stream->closed()); });
            if (closed.get_future().get()) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    std::shared_ptr<EventStream> stream;
    std::optional<TestServer> server;
    std::optional<RawClient> client;
};

TEST_F(Events, ReachTheClientAsTheyArePushed) {
    start();
    push("one");
    const auto first = client->receive_until("data: one\n\n");
    EXPECT_NE(first.find("Content-Type: text/event-stream\r\n"), std::string::npos);
    EXPECT_EQ(first.find("Content-Length"), std::string::npos);
    push("two");
    push("three");
    server->post([this] { stream->close(); });
    client->receive_until("data: three\n\n");
    EXPECT_EQ(client->receive_until("never").find("data: two\n\n") != std::string::npos, true);
    EXPECT_TRUE(closes());
}

TEST_F(Events, HaveAHeartbeat) {
    ServerSettings settings;
    settings.heartbeat = 20ms;
    start(settings);
    EXPECT_NE(client->receive_until(":\n\n:\n\n").find(":\n\n:\n\n"), std::string::npos);
}

TEST_F(Events, EndWhenTheClientLeaves) {
    start();
    client.reset();
    EXPECT_TRUE(closes());
}

TEST_F(Events, EndWhenTheServerStops) {
    start();
    push("last");
    client->receive_until("last");
    server->stop(10s).get();
    EXPECT_TRUE(stream->closed());
}

TEST_F(Events, DropAClientThatDoesNotRead) {
    start({}, 64 * 1024);
    const std::string data(32 * 1024, 'x');
    for (int i = 0; i < 10'000; ++i) {  // until kernel buffers and queue are full
        std::promise<bool> kept;
        server->post([&] { kept.set_value(stream->push("e", data)); });
        if (!kept.get_future().get()) break;
    }
    EXPECT_TRUE(closes());
    std::promise<bool> dropped;
    server->post([&] { dropped.set_value(stream->dropped()); });
    EXPECT_TRUE(dropped.get_future().get());
    server->stop(10s).get();  // the stuck write was ended too
}

}  // namespace
}  // namespace warmline::http::test
