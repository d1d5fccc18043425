// Path and query of a request target: never crashes, and what it lets through is safe to match and to look up.
#include <cstdlib>

#include "http/router.hpp"
#include "target.hpp"

namespace {
warmline::http::Router make_router() {
    warmline::http::Router router;
    for (const char* pattern : {"/", "/channels/wechat/{id}", "/api/v1/tickets/{id}/notes", "/assets/{*rest}"}) {
        router.add("GET", pattern, nullptr);
    }
    return router;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const auto router = make_router();
    const auto target = warmline::http::parse_target({reinterpret_cast<const char*>(data), size});
    if (!target) return 0;
    if (!target->path.starts_with('/')) std::abort();
    if (target->path.find("/../") != std::string::npos || target->path.ends_with("/..")) std::abort();
    const auto matched = router.match("GET", target->path);
    if (const auto* match = std::get_if<warmline::http::Match>(&matched)) {
        for (const auto& [name, value] : match->params) {
            if (value.empty()) std::abort();
        }
    }
    return 0;
}
