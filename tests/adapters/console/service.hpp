#pragma once
#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include "console/console.hpp"
#include "demo.hpp"
#include "http/client.hpp"
#include "http/server.hpp"

namespace warmline::console::testing {

using Json = nlohmann::json;
using Headers = std::vector<std::pair<std::string, std::string>>;

/// The console behind a real server on port 0 over the demonstration's backend, and one browser's worth of client.
class Service {
public:
    explicit Service(Settings settings = {});
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    FakeBackend& backend() { return *backend_; }

    /// Signs in and keeps cookie and CSRF token. @return the answer's status
    unsigned sign_in(const std::string& name, const std::string& password = demo_password);
    /// Sends with cookie and CSRF token, if there are any. `path` is below /api/v1 unless it starts with "//".
    http::Response send(const std::string& method, const std::string& path, const std::string& body = {},
                        Headers more = {});
    http::Response get(const std::string& path, Headers more = {}) { return send("GET", path, {}, std::move(more)); }
    http::Response post(const std::string& path, const Json& body) { return send("POST", path, body.dump()); }
    /// The body of a 200 answer; fails the test for another status.
    Json json(const std::string& path);

    /// Runs the loop until `work` has ended.
    template <class T>
    T run(asio::awaitable<T> work) {
        std::optional<T> out;
        std::exception_ptr failure;
        asio::co_spawn(context_, std::move(work), [&](std::exception_ptr e, T value) {
            failure = e;
            out.emplace(std::move(value));
        });
        while (!out) context_.run_one();
        if (failure) std::rethrow_exception(failure);
        return std::move(*out);
    }
    /// Runs the loop until `ready` holds, at most ten seconds. @return whether it does
    bool wait_until(const std::function<bool()>& ready);

    asio::io_context& context() { return context_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }

    std::string cookie, csrf;

private:
    asio::io_context context_{1};
    std::unique_ptr<FakeBackend> backend_ = demo_backend();
    Console console_;
    http::Router router_;
    std::unique_ptr<http::Server> server_;
    std::unique_ptr<http::Client> client_;
    std::uint16_t port_ = 0;
};

}  // namespace warmline::console::testing
