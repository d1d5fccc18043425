#pragma once
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace warmline::redis {

/// A Redis that follows a script: for each connection, and each time bytes come, it sends the next piece and ignores
/// what was asked. After the last piece it closes; after the last connection's script it takes no more.
class FakeServer {
public:
    using Script = std::vector<std::string>;

    FakeServer(boost::asio::io_context& context, std::vector<Script> scripts)
        : acceptor_(std::make_shared<Acceptor>(context, Tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0))),
          port_(acceptor_->local_endpoint().port()) {
        boost::asio::co_spawn(context, serve(acceptor_, std::move(scripts)), boost::asio::detached);
    }
    ~FakeServer() { acceptor_->close(); }
    [[nodiscard]] std::string endpoint() const { return "tcp://127.0.0.1:" + std::to_string(port_); }

private:
    using Tcp = boost::asio::ip::tcp;
    using Acceptor = Tcp::acceptor;

    static boost::asio::awaitable<void> serve(std::shared_ptr<Acceptor> acceptor, std::vector<Script> scripts) {
        boost::system::error_code ec;
        for (auto& script : scripts) {
            auto peer = co_await acceptor->async_accept(boost::asio::redirect_error(boost::asio::use_awaitable, ec));
            if (ec) co_return;
            co_await follow(std::move(peer), std::move(script));
        }
        acceptor->close(ec);
    }
    static boost::asio::awaitable<void> follow(Tcp::socket peer, Script script) {
        std::array<char, 4096> asked;
        boost::system::error_code ec;
        for (const auto& piece : script) {
            co_await peer.async_read_some(boost::asio::buffer(asked),
                                          boost::asio::redirect_error(boost::asio::use_awaitable, ec));
            if (ec) co_return;
            co_await boost::asio::async_write(peer, boost::asio::buffer(piece),
                                              boost::asio::redirect_error(boost::asio::use_awaitable, ec));
        }
    }

    std::shared_ptr<Acceptor> acceptor_;
    std::uint16_t port_;
};

}  // namespace warmline::redis
