#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace warmline::http {

/// A request target (RFC 9112, 3.2) taken apart and decoded.
struct Target {
    std::string path;
    std::string raw_query;
    std::map<std::string, std::string> query;
};

/// Decodes %XX once. @param plus_is_blank  as HTML forms write a blank in a query
/// @return nothing if a '%' lacks its two hex digits
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank);

/// Reads the origin form "/path?query" or the absolute form "http://host/path?query".
/// @return nothing if a part cannot be decoded, or the path holds a control character or a "." or ".." segment
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

}  // namespace warmline::http
