#include "support.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

namespace warmline::http::test {

TestServer::TestServer(Router router, ServerSettings settings) : router_(std::move(router)) {
    server_ = std::make_unique<Server>(context_.get_executor(), std::move(settings), router_, recording());
    const auto port = server_->start();
    if (!port) throw std::runtime_error(port.error().message());
    port_ = *port;
    thread_ = std::thread([this] { context_.run(); });
}

TestServer::~TestServer() {
    if (!stopped_) stop(0ms).get();
    thread_.join();
}

std::string TestServer::url(const std::string& path, const char* scheme) const {
    return std::string(scheme) + "://localhost:" + std::to_string(port_) + path;
}

std::future<void> TestServer::stop(std::chrono::milliseconds grace) {
    stopped_ = true;
    return asio::co_spawn(context_, server_->stop(grace), asio::use_future);
}

void TestServer::post(std::function<void()> what) { asio::post(context_, std::move(what)); }

std::vector<Line> TestServer::lines(std::size_t count) {
    for (int i = 0; i < 1000; ++i) {
        {
            const std::lock_guard lock(mutex_);
            if (lines_.size() >= count) return lines_;
        }
        std::this_thread::sleep_for(10ms);
    }
    return {};
}

std::vector<std::string> TestServer::failures() {
    const std::lock_guard lock(mutex_);
    return failures_;
}

Hooks TestServer::recording() {
    return {
        .access =
            [this](const Exchange& e) {
                const std::lock_guard lock(mutex_);
                lines_.push_back(
                    {std::string(e.method), std::string(e.route), e.status, e.bytes, std::string(e.request_id)});
            },
        .failure =
            [this](const Failure& f) {
                const std::lock_guard lock(mutex_);
                failures_.push_back(std::string(f.route) + " " + std::string(f.request_id) + " " + std::string(f.what));
            }};
}

std::string RawResponse::header(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

RawClient::RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd_);
        throw std::runtime_error("cannot connect");
    }
}
RawClient::~RawClient() { ::close(fd_); }

void RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // the peer has closed: what it said is still to be read
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool RawClient::fill() {
    pollfd waiting{fd_, POLLIN, 0};
    if (::poll(&waiting, 1, 10'000) != 1) {
        ADD_FAILURE() << "nothing came in ten seconds";
        return false;
    }
    char bytes[16 * 1024];
    const auto got = ::recv(fd_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
}

RawResponse RawClient::receive(bool bodiless) {
    RawResponse out;
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) return {};
    }
    out.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    const auto length_text = out.header("Content-Length");
    const std::size_t length = bodiless || length_text.empty() ? 0 : std::stoul(length_text);
    while (buffer_.size() < length) {
        if (!fill()) return {};
    }
    out.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    out.status = static_cast<unsigned>(std::stoul(out.head.substr(9, 3)));
    return out;
}

std::string RawClient::receive_until(std::string_view text) {
    while (buffer_.find(text) == std::string::npos) {
        if (!fill()) break;
    }
    return buffer_;
}

bool RawClient::ends() {
    if (!buffer_.empty()) return false;
    return !fill() && !testing::Test::HasFailure();
}

void RawClient::shut_write() { ::shutdown(fd_, SHUT_WR); }
void RawClient::set_receive_buffer(int bytes) { ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes); }

asio::awaitable<Response> echo(Request request) {
    std::string body = request.method + " " + request.path + "\n";
    for (const auto& [name, value] : request.params) body += "param " + name + "=" + value + "\n";
    for (const auto& [name, value] : request.query) body += "query " + name + "=" + value + "\n";
    body += "agent " + std::string(request.header("user-agent")) + "\nfrom " + request.remote + "\n" + request.body;
    co_return Response::text(200, std::move(body));
}

namespace {
asio::awaitable<Response> after(std::chrono::milliseconds span) {
    asio::steady_timer timer(co_await asio::this_coro::executor, span);
    co_await timer.async_wait(asio::use_awaitable);
    co_return Response::text(200, "rested\n");
}
}  // namespace

asio::awaitable<Response> sleepy(Request) { return after(1h); }
asio::awaitable<Response> slow(Request) { return after(200ms); }
asio::awaitable<Response> throwing(Request) {
    throw std::runtime_error("13800001234 is nobody's business");
    co_return Response{};
}

Router usual_router() {
    Router router;
    router.add("GET", "/echo/{id}", echo);
    router.add("POST", "/echo/{id}", echo);
    router.add("POST", "/small", echo, {.body_bytes_max = 10});
    router.add("GET", "/sleepy", sleepy, {.time_max = 50ms});
    router.add("GET", "/long", sleepy, {.time_max = 1h});
    router.add("GET", "/slow", slow);
    router.add("GET", "/throwing", throwing);
    return router;
}

}  // namespace warmline::http::test
