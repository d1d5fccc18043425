#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/errc.hpp"
#include "http/message.hpp"

namespace warmline::http {

namespace asio = boost::asio;

struct ClientSettings {
    std::string ca_file{};                            ///< PEM of trusted authorities; "" trusts the system's
    std::size_t header_bytes_max = 16 * 1024;         ///< of an answer
    std::size_t body_bytes_max = 1024 * 1024;         ///< of an answer
    std::chrono::milliseconds idle_time_max{20'000};  ///< an idle connection older than this is not used again
    std::size_t idle_per_host_max = 16;               ///< connections kept
    std::string user_agent = "warmline";
};

struct ClientRequest {
    std::string method = "GET";
    std::string url{};  ///< absolute, http or https
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
};

/// Sends requests and keeps connections for the next ones. Certificates and host names are always verified. Follows no
/// redirects. For one thread; must outlive every send().
class Client {
public:
    /// @throws boost::system::system_error if the file of authorities cannot be read
    Client(asio::any_io_executor executor, ClientSettings settings = {});
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// @return the answer whatever its status; or an Errc, or async::Errc::cancelled if the caller was cancelled.
    /// surely_unsent() tells whether the peer can have seen the request. A kept connection that turns out to be closed
    /// is replaced once, if the request is GET or HEAD or no byte of it could be written.
    asio::awaitable<Result<Response>> send(ClientRequest request, std::chrono::steady_clock::time_point deadline);
    /// The number of idle connections, for tests and metrics.
    [[nodiscard]] std::size_t idle_connections() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace warmline::http
