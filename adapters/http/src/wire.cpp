#include "wire.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <ctime>
#include <stdexcept>

namespace warmline::http {
namespace {

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_token_char(char c) {  // RFC 9110, 5.6.2
    return is_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool is_header_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), is_token_char);
}

bool is_header_value(std::string_view value) {
    return value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void check_headers(const Response& response) {
    bool good = is_header_value(response.content_type);
    for (const auto& [name, value] : response.headers) good = good && is_header_name(name) && is_header_value(value);
    if (!good) throw std::invalid_argument("a header of the answer cannot be written");
}

bool may_have_body(unsigned status) { return status >= 200 && status != 204 && status != 304; }

void append_head(std::string& out, const Response& response, const Framing& framing) {
    const unsigned status = response.stream ? 200 : response.status;
    const auto reason = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", status,
                   std::string_view(reason.data(), reason.size()));
    append_line(out, "Date", http_date());
    if (response.stream) {
        append_line(out, "Content-Type", "text/event-stream");
        append_line(out, "Cache-Control", "no-store");
        append_line(out, "X-Accel-Buffering", "no");  // proxies such as nginx must not hold events back
    } else if (may_have_body(status)) {
        if (!response.content_type.empty()) append_line(out, "Content-Type", response.content_type);
        fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.body.size());
    }
    for (const auto& [name, value] : response.headers) append_line(out, name, value);
    if (!framing.keep_alive || response.stream)
        append_line(out, "Connection", "close");
    else if (framing.version < 11)
        append_line(out, "Connection", "keep-alive");
    append_line(out, "X-Request-Id", framing.request_id);
    out.append("\r\n");
}

bool is_harmless_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
    });
}

std::string_view http_date() {
    thread_local std::time_t second = 0;
    thread_local char text[32] = "";
    const std::time_t now = std::time(nullptr);
    if (now != second) {
        std::tm utc{};
        gmtime_r(&now, &utc);
        std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);  // the C locale: never changed by us
        second = now;
    }
    return text;
}

}  // namespace warmline::http
