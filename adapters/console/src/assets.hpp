#pragma once
#include <span>
#include <string_view>

namespace warmline::console {

/// A file of the built page, embedded by CMake (web/embed.mjs makes the table).
struct Asset {
    std::string_view path;  ///< "/index.html", "/assets/index-1a2b3c4d.js"
    std::string_view type;  ///< media type
    std::string_view etag;  ///< quoted
    std::string_view raw;
    std::string_view gzip;   ///< empty: not worth it
    bool immutable = false;  ///< its name holds a hash of its content
};

[[nodiscard]] std::span<const Asset> page_assets() noexcept;
/// openapi.json, whole.
[[nodiscard]] std::string_view openapi_document() noexcept;

}  // namespace warmline::console
