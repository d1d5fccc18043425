#include "transport.hpp"

namespace warmline::http {

asio::awaitable<error_code> Transport::handshake(asio::ssl::stream_base::handshake_type side) {
    if (!tls_) co_return error_code{};
    const auto [ec] = co_await tls_->async_handshake(side, asio::as_tuple(asio::use_awaitable));
    co_return ec;
}

asio::awaitable<void> Transport::shutdown() {
    if (tls_) co_await tls_->async_shutdown(asio::as_tuple(asio::use_awaitable));
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

}  // namespace warmline::http
