#include "service.hpp"

#include <gtest/gtest.h>

namespace warmline::console::testing {
namespace {

using namespace std::chrono_literals;

asio::awaitable<bool> stop_all(Console& console, http::Server& server) {
    co_await console.stop();
    co_await server.stop(1s);
    co_return true;
}

asio::awaitable<http::Result<http::Response>> sent(http::Client& client, http::ClientRequest request) {
    co_return co_await client.send(std::move(request), std::chrono::steady_clock::now() + 10s);
}

}  // namespace

Service::Service(Settings settings) : console_(context_.get_executor(), *backend_, settings) {
    console_.add_routes(router_);
    server_ = std::make_unique<http::Server>(context_.get_executor(), http::ServerSettings{}, router_, http::Hooks{});
    port_ = server_->start().value();
    http::ClientSettings client;
    client.body_bytes_max = 4 * 1024 * 1024;
    client_ = std::make_unique<http::Client>(context_.get_executor(), client);
    console_.start();
}

Service::~Service() { run(stop_all(console_, *server_)); }

http::Response Service::send(const std::string& method, const std::string& path, const std::string& body,
                             Headers more) {
    const auto address = path.starts_with("//") ? path.substr(1) : "/api/v1" + path;
    http::ClientRequest request{.method = method, .url = "http://127.0.0.1:" + std::to_string(port_) + address};
    request.body = body;
    request.headers = std::move(more);
    const auto add = [&](const char* name, const std::string& value) {
        for (const auto& header : request.headers) {
            if (header.first == name) return;
        }
        if (!value.empty()) request.headers.emplace_back(name, value);
    };
    add("Cookie", cookie);
    add("X-CSRF-Token", csrf);
    if (!body.empty()) add("Content-Type", "application/json");
    return run(sent(*client_, std::move(request))).value();
}

unsigned Service::sign_in(const std::string& name, const std::string& password) {
    const auto response = post("/session", {{"name", name}, {"password", password}});
    if (response.status == 200) {
        const std::string header(response.header("Set-Cookie"));
        cookie = header.substr(0, header.find(';'));
        csrf = Json::parse(response.body).at("csrf");
    }
    return response.status;
}

Json Service::json(const std::string& path) {
    const auto response = get(path);
    EXPECT_EQ(response.status, 200U) << path << ": " << response.body;
    return Json::parse(response.body, nullptr, false);
}

bool Service::wait_until(const std::function<bool()>& ready) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!ready() && std::chrono::steady_clock::now() < end) context_.run_one_for(20ms);
    return ready();
}

}  // namespace warmline::console::testing
