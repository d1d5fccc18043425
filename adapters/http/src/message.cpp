#include "http/message.hpp"

#include <boost/beast/core/string.hpp>

namespace warmline::http {

namespace beast = boost::beast;

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
