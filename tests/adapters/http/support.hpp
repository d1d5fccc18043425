#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "http/server.hpp"

namespace warmline::http::test {

using namespace std::chrono_literals;

/// Runs one coroutine to its end on a loop of its own.
template <class T>
T run(asio::io_context& context, asio::awaitable<T> work) {
    auto result = asio::co_spawn(context, std::move(work), asio::use_future);
    context.restart();
    context.run();
    return result.get();
}

struct Line {  // a copy of an Exchange
    std::string method, route;
    unsigned status;
    std::size_t bytes;
    std::string id;
};

/// A real server on port 0, on a thread of its own, which is stopped when the object goes.
class TestServer {
public:
    explicit TestServer(Router router, ServerSettings settings = {});
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string url(const std::string& path, const char* scheme = "http") const;
    /// Begins to stop; wait for the future, or let the destructor do it.
    std::future<void> stop(std::chrono::milliseconds grace);
    /// Waits until that many requests have been reported (or ten seconds), then returns them.
    [[nodiscard]] std::vector<Line> lines(std::size_t count);
    [[nodiscard]] std::vector<std::string> failures();
    /// Runs `what` on the server's thread.
    void post(std::function<void()> what);

private:
    Hooks recording();

    asio::io_context context_;
    Router router_;
    std::mutex mutex_;
    std::vector<Line> lines_;
    std::vector<std::string> failures_;
    std::unique_ptr<Server> server_;
    std::uint16_t port_ = 0;
    bool stopped_ = false;
    std::thread thread_;
};

struct RawResponse {
    unsigned status = 0;  // 0: the connection ended before a whole answer came
    std::string head, body;
    [[nodiscard]] std::string header(const std::string& name) const;  // "" if absent; exact case
};

/// A blocking TCP client that says exactly what it is told; waits at most ten seconds for anything.
class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(std::string_view bytes);
    /// @param bodiless  the answer has a length but no body (HEAD)
    RawResponse receive(bool bodiless = false);
    /// Reads until `text` has come; returns everything so far, or what came before the end.
    std::string receive_until(std::string_view text);
    /// @return true if the peer closes (or resets) without another byte
    bool ends();
    void shut_write();
    void set_receive_buffer(int bytes);

private:
    bool fill();

    int fd_;
    std::string buffer_;
};

[[nodiscard]] inline std::string get(const std::string& target, const std::string& more = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: test.invalid\r\n" + more + "\r\n";
}
[[nodiscard]] inline std::string post(const std::string& target, const std::string& body) {
    return "POST " + target + " HTTP/1.1\r\nHost: test.invalid\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

/// Echoes what it was sent: method, path, parameters, query and body, one a line.
asio::awaitable<Response> echo(Request request);
/// Waits an hour unless it is cancelled.
asio::awaitable<Response> sleepy(Request request);
/// Waits 200 ms.
asio::awaitable<Response> slow(Request request);
asio::awaitable<Response> throwing(Request request);

/// Echo under /echo/{id}, /small (body of at most 10 bytes), /sleepy (50 ms), /slow and /throwing.
[[nodiscard]] Router usual_router();

}  // namespace warmline::http::test
