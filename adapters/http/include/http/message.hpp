#pragma once
#include <boost/beast/http/fields.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warmline::http {

class EventStream;

/// A request as a handler gets it: complete, within its limits, decoded once. Owns all it shows.
struct Request {
    std::string method{};                         ///< upper case as sent; HEAD stays HEAD
    std::string path{};                           ///< percent-decoded, starts with '/', no "." or ".." segment
    std::map<std::string, std::string> query{};   ///< decoded once ('+' is a blank); of a repeated name the first
    std::string raw_query{};                      ///< what stood after '?', undecoded
    std::map<std::string, std::string> params{};  ///< from the route's pattern, never empty
    std::string body{};
    std::string remote{};  ///< the peer's address without port: personal data, not for logs
    std::string id{};      ///< goes into every log line about this request, and back to the client
    boost::beast::http::fields headers{};

    /// @return the first header of that name (in any case), or "". The view lives as long as the request.
    [[nodiscard]] std::string_view header(std::string_view name) const;
    void set_header(std::string_view name, std::string_view value);
    /// @return the query parameter, or "" if absent. The view lives as long as the request.
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

/// An answer. The server adds Date, Content-Length, Connection and X-Request-Id by itself.
struct Response {
    unsigned status = 200;
    std::string body{};
    std::string content_type = "text/plain; charset=utf-8";  ///< "" leaves the header out
    std::vector<std::pair<std::string, std::string>> headers{};
    std::shared_ptr<EventStream> stream{};  ///< when set: text/event-stream, kept open; status and body are ignored

    /// @param body  JSON text, UTF-8
    [[nodiscard]] static Response json(unsigned status, std::string body);
    /// application/problem+json (RFC 9457) with the extension `code`: a word for programs that names the reason.
    /// @param detail  for people, UTF-8  @param code  empty: after the status, such as "not_found"
    [[nodiscard]] static Response problem(unsigned status, std::string_view detail, std::string_view code = {});
    [[nodiscard]] static Response text(unsigned status, std::string body);
    /// The events of `stream`, until either side closes.
    [[nodiscard]] static Response events(std::shared_ptr<EventStream> stream);
    /// @return the first header of that name (in any case), or "". The view lives as long as the response.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

}  // namespace warmline::http
