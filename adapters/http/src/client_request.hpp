#pragma once
#include <string>

#include "http/client.hpp"

namespace warmline::http {

/// A request taken apart and written out, before any connection is opened.
struct PreparedRequest {
    bool tls = false;
    std::string host;         ///< name or address without brackets
    std::string port;         ///< decimal
    std::string text;         ///< request line, headers and body as they go out
    bool repeatable = false;  ///< GET or HEAD: harmless if the peer sees it twice
    bool head = false;
    /// What connections can be shared by.
    [[nodiscard]] std::string key() const { return (tls ? "https://" : "http://") + host + ":" + port; }
};

/// @return Errc::bad_url (also for one with a user name) or Errc::bad_request. Content-Length, Host and Connection are
/// ours to write.
[[nodiscard]] Result<PreparedRequest> prepare(const ClientRequest& request, const std::string& user_agent);

}  // namespace warmline::http
