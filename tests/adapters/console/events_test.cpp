#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;

/// A browser's event stream: collects all that comes.
class Stream {
public:
    explicit Stream(Service& service) : service_(service), socket_(service.context()) {
        socket_.connect({asio::ip::address_v4::loopback(), service.port()});
        const std::string request =
            "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nCookie: " + service.cookie + "\r\n\r\n";
        asio::write(socket_, asio::buffer(request));
        read();
    }
    ~Stream() {
        boost::system::error_code ec;
        socket_.close(ec);
        service_.wait_until([this] { return ended_; });
    }
    bool hears(const std::string& text) {
        return service_.wait_until([&] { return got_.find(text) != std::string::npos; });
    }
    bool ends() {
        return service_.wait_until([this] { return ended_; });
    }
    [[nodiscard]] const std::string& got() const { return got_; }

private:
    void read() {
        socket_.async_read_some(asio::buffer(bytes_), [this](boost::system::error_code ec, std::size_t count) {
            if (ec) {
                ended_ = true;
                return;
            }
            got_.append(bytes_.data(), count);
            read();
        });
    }

    Service& service_;
    tcp::socket socket_;
    std::array<char, 4096> bytes_{};
    std::string got_;
    bool ended_ = false;
};

Settings quick() {
    Settings settings;
    settings.feed_check = 1s;
    return settings;
}

TEST(Events, TellEverybodyWhatMayBeAnybodys) {
    Service service(quick());
    ASSERT_EQ(service.sign_in("lin"), 200U);
    Stream stream(service);
    ASSERT_TRUE(stream.hears("text/event-stream"));
    service.backend().tell({.what = Change::What::ticket, .id = "10004", .organisation = {}, .at = demo_now});
    EXPECT_TRUE(stream.hears(R"("id":"10004")"));
}

TEST(Events, TellChangesOfTheOwnSubtree) {
    Service service(quick());
    ASSERT_EQ(service.sign_in("lin"), 200U);
    Stream stream(service);
    ASSERT_TRUE(stream.hears("text/event-stream"));
    service.backend().tell({.what = Change::What::ticket,
                            .id = "10005",
                            .organisation = dispatcher::OrganisationId{"gd.gz"},
                            .at = demo_now});
    service.backend().tell({.what = Change::What::call,
                            .id = "call-deng",
                            .organisation = dispatcher::OrganisationId{"gd.sz"},
                            .at = demo_now});
    EXPECT_TRUE(stream.hears("event: change"));
    EXPECT_TRUE(stream.hears(R"("id":"call-deng")"));
    EXPECT_EQ(stream.got().find("10005"), std::string::npos) << "Guangzhou's is none of Shenzhen's business";
}

TEST(Events, NeedASession) {
    Service service;
    const auto response = service.get("/events");
    EXPECT_EQ(response.status, 401U);
    EXPECT_EQ(response.content_type, "application/problem+json");
}

TEST(Events, EndAtSignOut) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    Stream stream(service);
    ASSERT_TRUE(stream.hears("text/event-stream"));
    EXPECT_EQ(service.send("DELETE", "/session").status, 204U);
    EXPECT_TRUE(stream.ends());
}

TEST(Events, EndWhenTheSessionEndedElsewhere) {
    Service service(quick());
    ASSERT_EQ(service.sign_in("chen"), 200U);
    Stream stream(service);
    ASSERT_TRUE(stream.hears("text/event-stream"));
    service.backend().expire_all();
    EXPECT_TRUE(stream.ends());
}

TEST(Events, TooManyAreRefused) {
    Settings settings;
    settings.feeds_max = 1;
    Service service(settings);
    ASSERT_EQ(service.sign_in("chen"), 200U);
    Stream stream(service);
    ASSERT_TRUE(stream.hears("text/event-stream"));
    EXPECT_EQ(service.get("/events").status, 503U);
}

TEST(Events, StopLeavesNoSubscription) {
    auto service = std::make_unique<Service>();
    EXPECT_EQ(service->backend().subscribers(), 1U);
    ASSERT_EQ(service->sign_in("chen"), 200U);
    Stream stream(*service);
    EXPECT_TRUE(stream.hears("text/event-stream"));
}

}  // namespace
}  // namespace warmline::console::testing
