#include "http/message.hpp"

#include <fmt/format.h>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>

namespace warmline::http {

namespace beast = boost::beast;

namespace {

/// A JSON string with its quotes. @param text  UTF-8
std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            (out += '\\') += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out += '"';
}

/// "Not Found" becomes "not_found".
std::string code_of(std::string_view title) {
    std::string out;
    for (const char c : title) {
        if (c == ' ' || c == '-')
            out += '_';
        else
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return out;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
    const auto found = headers.find(beast::string_view(name.data(), name.size()));
    if (found == headers.end()) return {};
    return {found->value().data(), found->value().size()};
}

void Request::set_header(std::string_view name, std::string_view value) {
    headers.set(beast::string_view(name.data(), name.size()), beast::string_view(value.data(), value.size()));
}

std::string_view Request::parameter(std::string_view name) const {
    const auto found = query.find(std::string(name));
    return found == query.end() ? std::string_view{} : std::string_view(found->second);
}

Response Response::json(unsigned status, std::string body) {
    return {.status = status, .body = std::move(body), .content_type = "application/json; charset=utf-8"};
}

Response Response::problem(unsigned status, std::string_view detail, std::string_view code) {
    const auto reason = beast::http::obsolete_reason(beast::http::int_to_status(status));
    const std::string_view title(reason.data(), reason.size());
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body =
        fmt::format(R"({{"type":"about:blank","title":{},"status":{},"code":{},"detail":{}}})", json_string(title),
                    status, json_string(code.empty() ? code_of(title) : std::string(code)), json_string(detail));
    return response;
}

Response Response::text(unsigned status, std::string body) { return {.status = status, .body = std::move(body)}; }

Response Response::events(std::shared_ptr<EventStream> stream) {
    Response response;
    response.stream = std::move(stream);
    return response;
}

std::string_view Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (beast::iequals({key.data(), key.size()}, {name.data(), name.size()})) return value;
    }
    return {};
}

}  // namespace warmline::http
