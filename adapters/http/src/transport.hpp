#pragma once
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>
#include <tuple>

namespace warmline::http {

namespace asio = boost::asio;
using boost::system::error_code;
using Transferred = std::tuple<error_code, std::size_t>;

/// A TCP connection, with TLS on top or without. Has no time limits: the owner cancels or closes the socket.
class Transport {
public:
    /// @param tls  null for plain TCP
    Transport(asio::ip::tcp::socket socket, asio::ssl::context* tls) : socket_(std::move(socket)) {
        if (tls) tls_.emplace(socket_, *tls);
    }
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    asio::awaitable<Transferred> read_some(asio::mutable_buffer into) {
        if (tls_) return tls_->async_read_some(into, asio::as_tuple(asio::use_awaitable));
        return socket_.async_read_some(into, asio::as_tuple(asio::use_awaitable));
    }
    template <class Buffers>
    asio::awaitable<Transferred> write(const Buffers& buffers) {
        if (tls_) return asio::async_write(*tls_, buffers, asio::as_tuple(asio::use_awaitable));
        return asio::async_write(socket_, buffers, asio::as_tuple(asio::use_awaitable));
    }
    /// Does nothing on plain TCP.
    asio::awaitable<error_code> handshake(asio::ssl::stream_base::handshake_type side);
    /// TLS close_notify both ways, then FIN of our half; plain bytes of the peer may still be read.
    asio::awaitable<void> shutdown();

    [[nodiscard]] asio::ip::tcp::socket& socket() noexcept { return socket_; }
    [[nodiscard]] asio::ssl::stream<asio::ip::tcp::socket&>* tls() noexcept { return tls_ ? &*tls_ : nullptr; }

private:
    asio::ip::tcp::socket socket_;
    std::optional<asio::ssl::stream<asio::ip::tcp::socket&>> tls_;
};

/// Bytes asked for at once: holds a usual request whole.
inline constexpr std::size_t read_bytes = 8 * 1024;

enum class Part { header, whole };

/// Reads until `parser` has that part of its message, and leaves what came after it in `buffer`, whose max_size bounds
/// what is held unparsed. The references must outlive the coroutine.
/// @return the parser's error, the socket's, http::error::buffer_overflow, or, if the peer closed,
/// http::error::end_of_stream before the first byte and partial_message after it
template <class Parser>
asio::awaitable<error_code> read_until(Part part, Transport& transport, boost::beast::flat_buffer& buffer,
                                       Parser& parser) {
    namespace http = boost::beast::http;
    error_code ec;
    while (part == Part::header ? !parser.is_header_done() : !parser.is_done()) {
        if (buffer.size() > 0) {
            buffer.consume(parser.put(buffer.data(), ec));
            if (!ec) continue;
            if (ec != http::error::need_more) co_return ec;
        }
        if (buffer.size() + read_bytes > buffer.max_size()) co_return http::error::buffer_overflow;
        const auto [read_ec, bytes] = co_await transport.read_some(buffer.prepare(read_bytes));
        if (read_ec == asio::error::eof || read_ec == asio::ssl::error::stream_truncated) {
            if (!parser.got_some()) co_return http::error::end_of_stream;
            parser.put_eof(ec);
            if (ec) co_return ec;
            continue;
        }
        if (read_ec) co_return read_ec;
        buffer.commit(bytes);
    }
    co_return error_code{};
}

}  // namespace warmline::http
