#pragma once
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace warmline::http {

/// What the server adds to a response.
struct Framing {
    unsigned version = 11;  ///< of the request: 10 or 11
    bool keep_alive = true;
    std::string_view request_id;
};

/// Appends status line and headers, up to and with the blank line. An event stream has no length: it ends with the
/// connection.
void append_head(std::string& out, const Response& response, const Framing& framing);

/// @throws std::invalid_argument if a header of a handler would break the framing (line ends, names that are no token)
void check_headers(const Response& response);
[[nodiscard]] bool is_header_name(std::string_view name);
[[nodiscard]] bool is_header_value(std::string_view value);

/// @return false for the statuses that never have a body (RFC 9110, 6.4.1)
[[nodiscard]] bool may_have_body(unsigned status);

/// @return true for 1 to 64 of [A-Za-z0-9._-], so that it can be logged and echoed as it is
[[nodiscard]] bool is_harmless_id(std::string_view id);

/// @return the Date header's value for this second (RFC 9110, 5.6.7); the view lives until the next call
[[nodiscard]] std::string_view http_date();

}  // namespace warmline::http
