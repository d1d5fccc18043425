#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>
#include <optional>
#include <string_view>

#include "redis/settings.hpp"

namespace warmline::redis {

namespace asio = boost::asio;

/// A byte stream over TCP, TLS or a Unix socket. Cancelling an operation leaves it fit only for close().
class Transport {
public:
    using Socket = asio::generic::stream_protocol::socket;

    explicit Transport(asio::any_io_executor executor) : socket_(std::move(executor)) {}

    /// Connects, and over TLS checks the server's certificate and name. Sets no time limit.
    /// @param tls  for an endpoint of kind tls; outlives this
    asio::awaitable<Result<void>> connect(Endpoint endpoint, asio::ssl::context* tls);
    /// Reads at least one byte. @return how many
    asio::awaitable<Result<std::size_t>> read_some(asio::mutable_buffer buffer);
    /// Writes all. @param bytes  valid until this returns
    asio::awaitable<Result<void>> write(std::string_view bytes);
    void close() noexcept;

private:
    asio::awaitable<Result<void>> connect_tcp(const Endpoint& endpoint);
    asio::awaitable<Result<void>> start_tls(const Endpoint& endpoint, asio::ssl::context& context);

    Socket socket_;
    std::optional<asio::ssl::stream<Socket&>> tls_;
};

/// What Settings say about certificates. @throws boost::system::system_error if a file cannot be used
[[nodiscard]] std::unique_ptr<asio::ssl::context> make_tls_context(const Settings& settings);

}  // namespace warmline::redis
