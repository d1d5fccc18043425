#include "transport.hpp"

#include <openssl/ssl.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <vector>

namespace warmline::redis {
namespace {
using boost::system::error_code;

auto into(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }
}  // namespace

asio::awaitable<Result<void>> Transport::connect(Endpoint endpoint, asio::ssl::context* tls) {
    close();
    if (endpoint.kind == Endpoint::Kind::unix_socket) {
        error_code ec;
        co_await socket_.async_connect(asio::local::stream_protocol::endpoint(endpoint.host), into(ec));
        if (ec) co_return ec;
        co_return Result<void>();
    }
    auto connected = co_await connect_tcp(endpoint);
    if (connected && endpoint.kind == Endpoint::Kind::tls) connected = co_await start_tls(endpoint, *tls);
    co_return connected;
}

asio::awaitable<Result<void>> Transport::connect_tcp(const Endpoint& endpoint) {
    error_code ec;
    asio::ip::tcp::resolver resolver(co_await asio::this_coro::executor);
    const auto found = co_await resolver.async_resolve(endpoint.host, std::to_string(endpoint.port), into(ec));
    if (ec) co_return ec;
    std::vector<asio::generic::stream_protocol::endpoint> addresses;
    for (const auto& entry : found) addresses.emplace_back(entry.endpoint());
    co_await asio::async_connect(socket_, addresses, into(ec));
    if (ec) co_return ec;
    socket_.set_option(asio::ip::tcp::no_delay(true), ec);
    if (!ec) socket_.set_option(asio::socket_base::keep_alive(true), ec);
    if (ec) co_return ec;
    co_return Result<void>();
}

asio::awaitable<Result<void>> Transport::start_tls(const Endpoint& endpoint, asio::ssl::context& context) {
    error_code ec;
    tls_.emplace(socket_, context);
    tls_->set_verify_callback(asio::ssl::host_name_verification(endpoint.host), ec);
    if (ec) co_return ec;
    SSL_set_tlsext_host_name(tls_->native_handle(), endpoint.host.c_str());
    co_await tls_->async_handshake(asio::ssl::stream_base::client, into(ec));
    if (ec) co_return ec;
    co_return Result<void>();
}

asio::awaitable<Result<std::size_t>> Transport::read_some(asio::mutable_buffer buffer) {
    error_code ec;
    const auto count =
        tls_ ? co_await tls_->async_read_some(buffer, into(ec)) : co_await socket_.async_read_some(buffer, into(ec));
    if (ec) co_return ec;
    co_return count;
}

asio::awaitable<Result<void>> Transport::write(std::string_view bytes) {
    error_code ec;
    const auto buffer = asio::buffer(bytes.data(), bytes.size());
    if (tls_) {
        co_await asio::async_write(*tls_, buffer, into(ec));
    } else {
        co_await asio::async_write(socket_, buffer, into(ec));
    }
    if (ec) co_return ec;
    co_return Result<void>();
}

void Transport::close() noexcept {
    tls_.reset();
    error_code ignored;
    socket_.close(ignored);
}

std::unique_ptr<asio::ssl::context> make_tls_context(const Settings& settings) {
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
    context->set_verify_mode(asio::ssl::verify_peer);
    if (settings.tls_ca_file.empty()) {
        context->set_default_verify_paths();
    } else {
        context->load_verify_file(settings.tls_ca_file);
    }
    if (!settings.tls_certificate_file.empty()) {
        context->use_certificate_chain_file(settings.tls_certificate_file);
        context->use_private_key_file(settings.tls_key_file, asio::ssl::context::pem);
    }
    return context;
}

}  // namespace warmline::redis
