#include "http/client.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "async/errc.hpp"
#include "support.hpp"

namespace warmline::http::test {
namespace {

using asio::ip::tcp;

auto in(std::chrono::milliseconds span) { return std::chrono::steady_clock::now() + span; }

/// A server that answers the n-th connection with the n-th script: for each text, reads one header and writes the text.
/// The text "close" closes, "hang" says nothing until the peer goes. The last script serves all that follow.
class Scripted {
public:
    using Script = std::vector<std::string>;
    explicit Scripted(std::vector<Script> scripts)
        : scripts_(std::move(scripts)), acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
        thread_ = std::thread([this] { serve(); });
    }
    ~Scripted() {
        done_ = true;
        if (const int fd = current_; fd >= 0) ::shutdown(fd, SHUT_RDWR);  // the client may have kept its end open
        tcp::socket last(context_);                                       // wakes accept()
        boost::system::error_code ignored;
        last.connect(acceptor_.local_endpoint(), ignored);
        thread_.join();
    }
    Scripted(const Scripted&) = delete;
    Scripted& operator=(const Scripted&) = delete;
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/x";
    }
    [[nodiscard]] int accepted() const { return accepted_; }

private:
    void serve() {
        while (true) {
            tcp::socket socket(context_);
            acceptor_.accept(socket);
            if (done_) return;
            const auto index = std::min<std::size_t>(static_cast<std::size_t>(accepted_++), scripts_.size() - 1);
            current_ = socket.native_handle();
            play(socket, scripts_[index]);
            current_ = -1;
        }
    }
    static void play(tcp::socket& socket, const Script& script) {
        std::string seen;
        boost::system::error_code ec;
        for (const auto& text : script) {
            if (text == "close") return;
            const auto end = asio::read_until(socket, asio::dynamic_buffer(seen), "\r\n\r\n", ec);
            if (ec) return;
            seen.erase(0, end);
            if (text == "hang") break;
            asio::write(socket, asio::buffer(text), ec);
        }
        char byte;
        while (!ec) socket.read_some(asio::buffer(&byte, 1), ec);
    }

    std::vector<Script> scripts_;
    asio::io_context context_;
    tcp::acceptor acceptor_;
    std::atomic<int> accepted_ = 0;
    std::atomic<int> current_ = -1;
    std::atomic<bool> done_ = false;
    std::thread thread_;
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

class ClientTest : public testing::Test {
protected:
    Result<Response> send(ClientRequest request, std::chrono::milliseconds limit = 10s) {
        return run(context, client.send(std::move(request), in(limit)));
    }
    asio::io_context context;
    Client client{context.get_executor(), {.header_bytes_max = 1024, .body_bytes_max = 1000}};
};

TEST_F(ClientTest, SendsAndReusesTheConnection) {
    TestServer server(usual_router());
    for (int i = 0; i < 3; ++i) {
        const auto got = send({.method = "POST", .url = server.url("/echo/a%20b?c=d"), .body = "hello"});
        ASSERT_TRUE(got) << got.error().message();
        EXPECT_EQ(got->status, 200u);
        EXPECT_EQ(got->content_type, "text/plain; charset=utf-8");
        EXPECT_EQ(got->header("content-LENGTH"), std::to_string(got->body.size()));
        EXPECT_NE(got->body.find("POST /echo/a b\nparam id=a b\nquery c=d\nagent warmline\n"), std::string::npos);
        EXPECT_TRUE(got->body.ends_with("\nhello"));
        EXPECT_EQ(client.idle_connections(), 1u);
    }
    const auto head = send({.method = "HEAD", .url = server.url("/echo/1")});
    ASSERT_TRUE(head);
    EXPECT_EQ(head->body, "");
    EXPECT_EQ(client.idle_connections(), 1u);
}

TEST_F(ClientTest, OpensOneConnectionForEachRequestAtTheSameTime) {
    TestServer server(usual_router());
    std::vector<std::future<Result<Response>>> all;
    for (int i = 0; i < 3; ++i) {
        all.push_back(asio::co_spawn(context, client.send({.url = server.url("/slow")}, in(10s)), asio::use_future));
    }
    context.run();
    for (auto& one : all) EXPECT_EQ(one.get()->body, "rested\n");
    EXPECT_EQ(client.idle_connections(), 3u);
}

TEST_F(ClientTest, RefusesWhatItCannotSend) {
    for (const char* url :
         {"", "/path", "ftp://host.invalid/", "http://", "http://user:secret@host.invalid/", "http://a b/"}) {
        EXPECT_EQ(send({.url = url}).error(), Errc::bad_url) << url;
    }
    const std::string url = "http://127.0.0.1:1/";
    EXPECT_EQ(send({.method = "GE T", .url = url}).error(), Errc::bad_request);
    EXPECT_EQ(send({.url = url, .headers = {{"X", "a\r\nY: b"}}}).error(), Errc::bad_request);
    EXPECT_EQ(send({.url = url, .headers = {{"Content-Length", "3"}}}).error(), Errc::bad_request);
    const auto past = run(context, client.send({.url = url}, in(-1ms)));
    EXPECT_EQ(past.error(), Errc::timed_out_unsent);
    EXPECT_TRUE(surely_unsent(past.error()));
}

TEST_F(ClientTest, SaysThatNobodyIsThere) {
    const auto refused = send({.url = "http://127.0.0.1:1/"});
    EXPECT_EQ(refused.error(), Errc::connect);
    EXPECT_TRUE(surely_unsent(refused.error()));
    const auto unknown = send({.url = "http://nobody.invalid/"}, 30s);
    EXPECT_TRUE(surely_unsent(unknown.error())) << unknown.error().message();
}

TEST_F(ClientTest, TellsATimeOutAfterSending) {
    Scripted server({{"hang"}});
    const auto got = send({.url = server.url()}, 50ms);
    EXPECT_EQ(got.error(), Errc::timed_out);
    EXPECT_FALSE(surely_unsent(got.error()));
    EXPECT_EQ(client.idle_connections(), 0u);
}

TEST_F(ClientTest, TellsATimeOutBeforeSending) {
    asio::io_context other;
    tcp::acceptor deaf(other, {asio::ip::address_v4::loopback(), 0});  // accepts, but never speaks TLS
    const auto url = "https://127.0.0.1:" + std::to_string(deaf.local_endpoint().port()) + "/";
    EXPECT_EQ(send({.url = url}, 50ms).error(), Errc::timed_out_unsent);
}

TEST_F(ClientTest, HoldsAnswersToTheLimits) {
    TestServer server(usual_router());
    const auto body = send({.method = "POST", .url = server.url("/echo/1"), .body = std::string(1000, 'x')});
    EXPECT_EQ(body.error(), Errc::too_large);
    Scripted header({{"HTTP/1.1 200 OK\r\nX: " + std::string(5000, 'x') + "\r\n\r\n"}});
    EXPECT_EQ(send({.url = header.url()}).error(), Errc::too_large);
    Scripted endless({{"HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x')}});
    EXPECT_EQ(send({.url = endless.url()}).error(), Errc::too_large);
    EXPECT_FALSE(surely_unsent(Errc::too_large));
    EXPECT_EQ(client.idle_connections(), 0u);
}

TEST_F(ClientTest, ReadsEveryFramingOfAnAnswer) {
    Scripted chunked({{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"}});
    EXPECT_EQ(send({.url = chunked.url()})->body, "ok");
    Scripted interim({{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + ok}});
    EXPECT_EQ(send({.url = interim.url()})->body, "ok");
    Scripted empty({{"HTTP/1.1 204 No Content\r\n\r\n"}});
    EXPECT_EQ(send({.url = empty.url()})->status, 204u);
    EXPECT_EQ(client.idle_connections(), 3u);
}

TEST_F(ClientTest, TellsMalformedFromClosed) {
    Scripted malformed({{"SSH-2.0-hello\r\n\r\n"}});
    EXPECT_EQ(send({.url = malformed.url()}).error(), Errc::malformed);
    Scripted closing({{"close"}});
    EXPECT_EQ(send({.url = closing.url()}).error(), Errc::closed);
    EXPECT_FALSE(surely_unsent(Errc::closed));
}

TEST_F(ClientTest, ReplacesAKeptConnectionThatThePeerClosed) {
    Scripted server({{ok, "close"}, {ok}});
    EXPECT_TRUE(send({.url = server.url()}));
    std::this_thread::sleep_for(50ms);  // the end arrives; a look at the socket shows it
    EXPECT_TRUE(send({.method = "POST", .url = server.url(), .body = "x"}));
    EXPECT_EQ(server.accepted(), 2);
}

TEST_F(ClientTest, DoesNotKeepWhatThePeerWillClose) {
    Scripted server({{"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"}});
    EXPECT_TRUE(send({.url = server.url()}));
    EXPECT_EQ(client.idle_connections(), 0u);
}

TEST_F(ClientTest, ForgetsConnectionsThatRestedTooLong) {
    Client hasty(context.get_executor(), {.idle_time_max = 0ms});
    Scripted server({{ok}, {ok}});
    EXPECT_TRUE(run(context, hasty.send({.url = server.url()}, in(10s))));
    std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(run(context, hasty.send({.url = server.url()}, in(10s))));
    EXPECT_EQ(server.accepted(), 2);
}

TEST_F(ClientTest, SaysThatTheCallerWasCancelled) {
    Scripted server({{"hang"}});
    asio::cancellation_signal cancel;
    std::optional<Result<Response>> got;
    asio::co_spawn(
        context, client.send({.url = server.url()}, in(10s)),
        asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr failure, Result<Response> result) {
            EXPECT_FALSE(failure);
            got = std::move(result);
        }));
    asio::steady_timer soon(context, 30ms);
    soon.async_wait([&](auto) { cancel.emit(asio::cancellation_type::terminal); });
    context.run();
    ASSERT_TRUE(got);
    EXPECT_EQ(got->error(), async::Errc::cancelled);
    EXPECT_FALSE(surely_unsent(got->error()));
}

TEST(HttpErrc, HasASentenceForEachValue) {
    for (int value = 1; value <= static_cast<int>(Errc::malformed); ++value) {
        EXPECT_NE(make_error_code(static_cast<Errc>(value)).message(), "unknown") << value;
    }
    EXPECT_EQ(category().message(99), "unknown");
}

}  // namespace
}  // namespace warmline::http::test
