#include "target.hpp"

#include <algorithm>

namespace warmline::http {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);  // the '/' before the segment
        const auto segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

bool parse_query(std::string_view raw, std::map<std::string, std::string>& out) {
    while (!raw.empty()) {
        const auto pair = raw.substr(0, raw.find('&'));
        raw.remove_prefix(std::min(raw.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        auto name = percent_decode(pair.substr(0, equals), true);
        auto value = percent_decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
        if (!name || !value) return false;
        out.try_emplace(std::move(*name), std::move(*value));
    }
    return true;
}

// Drops "http://host" of the absolute form, which a server must accept (RFC 9112, 3.2.2).
std::string_view origin_form(std::string_view target) {
    const auto scheme_end = target.find("://");
    if (target.starts_with('/') || scheme_end == std::string_view::npos) return target;
    const auto path = target.find_first_of("/?", scheme_end + 3);
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::optional<Target> parse_target(std::string_view target) {
    target = origin_form(target.substr(0, target.find('#')));
    const auto question = target.find('?');
    auto path = percent_decode(target.substr(0, question), false);
    if (!path || !path->starts_with('/')) return std::nullopt;
    if (std::any_of(path->begin(), path->end(), is_control) || has_dot_segment(*path)) return std::nullopt;
    Target out;
    out.path = std::move(*path);
    if (question != std::string_view::npos) {
        out.raw_query = target.substr(question + 1);
        if (!parse_query(out.raw_query, out.query)) return std::nullopt;
    }
    return out;
}

}  // namespace warmline::http
