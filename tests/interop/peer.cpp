// Our side of the interop test: the real HTTP server, webhook and channel, around an intake that echoes.
// Prints "port N"; ends when its standard input does. WARMLINE_PLATFORM is where messages go out to.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "http/client.hpp"
#include "http/server.hpp"
#include "wechat/channel.hpp"
#include "wechat/webhook.hpp"

namespace {
using namespace warmline;
using namespace std::chrono_literals;
namespace asio = boost::asio;

class Echo final : public ports::Intake {
public:
    asio::awaitable<boost::system::result<ports::Answer>> handle(bot::Message message, ports::SteadyTime) override {
        if (message.text == "没有话说") co_return ports::Answer{};
        co_return ports::Answer{"收到：" + message.text};
    }
};

wechat::AccountSettings account(std::string id, wechat::Mode mode) {
    wechat::AccountSettings out;
    out.id = std::move(id);
    out.app_id = "wx0123456789abcdef";
    out.secret = "a secret of the test";
    out.token = "warmline-demo";
    out.encoding_aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    out.mode = mode;
    if (const char* platform = std::getenv("WARMLINE_PLATFORM")) out.base_url = platform;
    return out;
}

/// POST /send with {"to","text"}: one message out.
asio::awaitable<http::Response> send(wechat::Channel& channel, http::Request request) {
    const auto json = nlohmann::json::parse(request.body);
    const auto outcome = co_await channel.send(json.at("to"), json.at("text"), std::chrono::steady_clock::now() + 5s);
    const bool delivered = outcome.what == ports::Sent::delivered;
    co_return http::Response::json(200, nlohmann::json{{"delivered", delivered}, {"code", outcome.code}}.dump());
}

struct Peer {
    explicit Peer(asio::io_context& context)
        : client(context.get_executor()),
          channel(context.get_executor(), account("safe", wechat::Mode::safe), client),
          webhook(context.get_executor(),
                  {account("plain", wechat::Mode::plain), account("compatible", wechat::Mode::compatible),
                   account("safe", wechat::Mode::safe)},
                  intake, {}),
          server(context.get_executor(), {}, router) {
        webhook.add_routes(router);
        router.add("POST", "/send", [this](http::Request r) { return send(channel, std::move(r)); });
    }

    Echo intake;
    http::Client client;
    wechat::Channel channel;
    http::Router router;
    wechat::Webhook webhook;
    http::Server server;
};

asio::awaitable<void> serve(Peer& peer) {
    std::cout << "port " << peer.server.start().value() << std::endl;
    asio::posix::stream_descriptor input(co_await asio::this_coro::executor, ::dup(STDIN_FILENO));
    boost::system::error_code ec;
    char ignored = 0;
    while (!ec)
        co_await input.async_read_some(asio::buffer(&ignored, 1), asio::redirect_error(asio::use_awaitable, ec));
    co_await peer.server.stop(1s);
    co_await peer.webhook.stop(std::chrono::steady_clock::now() + 1s);
    co_await peer.channel.stop();
}
}  // namespace

int main() {
    spdlog::set_default_logger(spdlog::stderr_logger_st("peer"));
    asio::io_context context(1);
    Peer peer(context);
    asio::co_spawn(context, serve(peer), [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
    });
    context.run();
}
