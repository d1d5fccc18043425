#include "redis/settings.hpp"

#include <charconv>
#include <utility>

namespace warmline::redis {
namespace {
bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

Result<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (ec != std::errc{} || end != text.data() + text.size() || port == 0) return Errc::bad_endpoint;
    return port;
}

/// @param rest  "host", "host:port", "[v6]" or "[v6]:port"
Result<Endpoint> parse_host(Endpoint::Kind kind, std::string_view rest) {
    Endpoint out;
    out.kind = kind;
    std::string_view after;
    if (take_prefix(rest, "[")) {
        const auto close = rest.find(']');
        if (close == std::string_view::npos) return Errc::bad_endpoint;
        out.host = rest.substr(0, close);
        after = rest.substr(close + 1);
    } else {
        const auto colon = rest.find(':');
        out.host = rest.substr(0, colon);
        after = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon);
    }
    if (out.host.empty() || out.host.find_first_of("/@ ") != std::string::npos) return Errc::bad_endpoint;
    if (after.empty()) return out;
    if (!take_prefix(after, ":")) return Errc::bad_endpoint;
    const auto port = parse_port(after);
    if (!port) return port.error();
    out.port = *port;
    return out;
}
}  // namespace

Result<Endpoint> Endpoint::parse(std::string_view text) {
    if (take_prefix(text, "tcp://")) return parse_host(Kind::tcp, text);
    if (take_prefix(text, "tls://")) return parse_host(Kind::tls, text);
    if (!take_prefix(text, "unix://") || !text.starts_with('/')) return Errc::bad_endpoint;
    if (text.size() > 107) return Errc::bad_endpoint;  // sun_path, unix(7)
    return Endpoint{Kind::unix_socket, std::string(text), 0};
}

}  // namespace warmline::redis
