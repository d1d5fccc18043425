#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "redis/errc.hpp"

namespace warmline::redis {

/// Where a Redis listens.
struct Endpoint {
    enum class Kind : std::uint8_t { unix_socket, tcp, tls } kind = Kind::tcp;
    std::string host;  ///< name, IPv4 or IPv6 without brackets; the path of a Unix socket
    std::uint16_t port = 6379;

    /// Reads "unix:///path", "tcp://host:port", "tls://host:port"; an IPv6 address stands in brackets, and a port that
    /// is left out is 6379. @return Errc::bad_endpoint
    [[nodiscard]] static Result<Endpoint> parse(std::string_view text);
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

struct Settings {
    std::string endpoint = "tcp://127.0.0.1:6379";  ///< see Endpoint::parse; holds no secret, so it may be logged
    std::string username;                           ///< empty: the default user
    std::string password;                           ///< secret; empty: no AUTH is sent
    int database = 0;
    std::string client_name = "warmline";  ///< shown by CLIENT LIST; no spaces
    bool load_functions = true;  ///< make sure that our Functions library is there before a connection is ready

    std::string tls_ca_file;           ///< PEM; empty: what the system trusts
    std::string tls_certificate_file;  ///< PEM; empty: no client certificate (the server must then not ask for one)
    std::string tls_key_file;          ///< PEM; goes with the certificate

    int connections = 2;                                ///< 1 to 64, shared by all callers
    std::chrono::milliseconds connect_timeout{2'000};   ///< to connect, TLS, sign in and load functions, together
    std::chrono::milliseconds request_timeout{2'000};   ///< of a call that names no limit; met within 10 ms
    std::chrono::milliseconds stuck_after{2'000};       ///< silence after a missed limit that closes a connection
    std::chrono::milliseconds backoff_min{50};          ///< first pause before connecting again; doubles, with jitter
    std::chrono::milliseconds backoff_max{5'000};       ///< longest pause
    std::size_t reply_bytes_max = 64 * 1024 * 1024;     ///< a larger reply closes the connection
    std::size_t pending_max = 20'000;                   ///< commands without a reply, over all connections
    std::size_t pending_bytes_max = 128 * 1024 * 1024;  ///< bytes not yet handed to the kernel, a connection
};

}  // namespace warmline::redis
