#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/errc.hpp"
#include "http/router.hpp"

namespace warmline::http {

struct ServerSettings {
    std::string address = "127.0.0.1";         ///< numeric, IPv4 or IPv6
    std::uint16_t port = 0;                    ///< 0 takes a free one
    std::string certificate_file{};            ///< PEM chain; with key_file it makes this a TLS server (1.2 or newer)
    std::string key_file{};                    ///< PEM
    std::size_t header_bytes_max = 16 * 1024;  ///< request line and headers; above it 431
    std::chrono::milliseconds header_time_max{
        10'000};  ///< from the first byte to the last header; also for the handshake
    std::chrono::milliseconds body_time_max{30'000};   ///< for the whole body
    std::chrono::milliseconds write_time_max{30'000};  ///< for the whole answer, or one batch of events
    std::chrono::milliseconds idle_time_max{75'000};   ///< between requests, and before the first
    std::chrono::milliseconds heartbeat{15'000};       ///< of event streams
    std::size_t connections_max = 10'000;              ///< one more gets 503
};

/// One request answered. Holds no personal data: the route is the pattern, never the path or the query.
struct Exchange {
    std::string_view method;  ///< "-" if it is not a plain word
    std::string_view route;   ///< "-" if no route was found
    unsigned status;
    std::size_t bytes;  ///< of the answer's body
    std::chrono::microseconds took;
    std::string_view request_id;
};

/// A handler that failed or overran its time.
struct Failure {
    std::string_view route;
    std::string_view request_id;
    std::string_view what;  ///< the type of the exception or the error code: texts may hold what a user wrote
};

/// Called once for each request and must not throw; the views die with the call. Empty ones are skipped.
struct Hooks {
    std::function<void(const Exchange&)> access;
    std::function<void(const Exchange&)> metrics{};
    std::function<void(const Failure&)> failure;
    /// Lines for spdlog's default logger: info for each request, error for each failure.
    [[nodiscard]] static Hooks logging();
};

/// An HTTP/1.1 server for one thread. `router` must outlive it; stop() must have returned before it is destroyed,
/// unless the io_context never runs again.
class Server {
public:
    Server(asio::any_io_executor executor, ServerSettings settings, const Router& router,
           Hooks hooks = Hooks::logging());
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds and begins to accept. @return the port; Errc::listen or Errc::tls_files.
    [[nodiscard]] Result<std::uint16_t> start();
    /// Begins to accept where another server listens, with the same address and port in its settings, beside it: until
    /// that one stops a new connection goes to either, and none is refused. Elsewhere it binds as start() does.
    [[nodiscard]] Result<std::uint16_t> start_beside(Server& other);
    /// Takes no new connection, closes idle ones at once, ends event streams, lets requests in flight finish within
    /// `grace` and then cuts them. Returns when the last connection has ended. May be called once.
    asio::awaitable<void> stop(std::chrono::milliseconds grace);
    [[nodiscard]] std::size_t connections() const noexcept;

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace warmline::http
