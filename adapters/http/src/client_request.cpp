#include "client_request.hpp"

#include <fmt/format.h>

#include <boost/beast/core/string.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "wire.hpp"

namespace warmline::http {
namespace {

std::string text_of(boost::urls::string_view part) { return {part.data(), part.size()}; }

bool is_ours(std::string_view name) {
    for (const char* ours : {"host", "content-length", "connection", "transfer-encoding"}) {
        if (boost::beast::iequals(ours, {name.data(), name.size()})) return true;
    }
    return false;
}

}  // namespace

Result<PreparedRequest> prepare(const ClientRequest& request, const std::string& user_agent) {
    const auto url = boost::urls::parse_uri({request.url.data(), request.url.size()});
    if (!url || url->host().empty() || url->has_userinfo()) return Errc::bad_url;
    PreparedRequest out;
    out.tls = url->scheme() == "https";
    if (!out.tls && url->scheme() != "http") return Errc::bad_url;
    out.host = url->host_address();
    out.port = url->port().empty() ? (out.tls ? "443" : "80") : text_of(url->port());
    if (!is_header_name(request.method)) return Errc::bad_request;
    out.head = request.method == "HEAD";
    out.repeatable = out.head || request.method == "GET";

    const std::string query = url->has_query() ? "?" + text_of(url->encoded_query()) : "";
    const std::string path = url->encoded_path().empty() ? "/" : text_of(url->encoded_path());
    out.text = fmt::format("{} {}{} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\n", request.method, path, query,
                           text_of(url->encoded_host_and_port()), user_agent);
    for (const auto& [name, value] : request.headers) {
        if (!is_header_name(name) || !is_header_value(value) || is_ours(name)) return Errc::bad_request;
        out.text.append(name).append(": ").append(value).append("\r\n");
    }
    if (!out.repeatable || !request.body.empty()) {
        out.text.append(fmt::format("Content-Length: {}\r\n", request.body.size()));
    }
    out.text.append("\r\n").append(request.body);
    return out;
}

}  // namespace warmline::http
