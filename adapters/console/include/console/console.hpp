#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "console/backend.hpp"
#include "http/router.hpp"

namespace warmline::console {

struct Settings {
    bool secure_cookies = false;  ///< true behind TLS, at this server or a proxy before it
    std::chrono::seconds session_ttl{12 * 3600};
    int failures_max = 5;  ///< sign-ins of one account, and of one address, before it is locked
    std::chrono::seconds lock_time{15 * 60};
    std::chrono::seconds feed_check{20};  ///< how often open event streams look whether their session still lives
    std::size_t feeds_max = 200;          ///< open event streams; above it 503
};

/// The coordinators' API under /api/v1 and the web page at /. For one thread; `backend` outlives it.
class Console {
public:
    Console(asio::any_io_executor executor, Backend& backend, Settings settings = {});
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// Adds all routes; this must outlive the router's use.
    void add_routes(http::Router& router);
    /// Begins to follow changes, for the event streams.
    void start();
    /// Ends the event streams and waits for what start() began. Call it before Server::stop().
    asio::awaitable<void> stop();

    /// Method and pattern of every route under /api/v1, for the check against the OpenAPI document.
    [[nodiscard]] static std::vector<std::pair<std::string, std::string>> api_routes();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace warmline::console
