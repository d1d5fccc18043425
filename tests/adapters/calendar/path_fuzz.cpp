// The address of a helper's calendar, as a request names it: a secret is read from one form alone, and nothing else
// gets as far as Redis.
#include <cstdlib>

#include "address.hpp"
#include "http/router.hpp"
#include "target.hpp"

namespace {
warmline::http::Router make_router() {
    warmline::http::Router router;
    router.add("GET", "/calendar/{file}", nullptr);
    return router;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace warmline;
    static const auto router = make_router();
    const std::string text(reinterpret_cast<const char*>(data), size);
    // As a whole target, and as the file of one.
    for (const auto& wanted : {text, "/calendar/" + text}) {
        const auto target = http::parse_target(wanted);
        if (!target) continue;
        const auto matched = router.match("GET", target->path);
        const auto* match = std::get_if<http::Match>(&matched);
        if (!match) continue;
        const auto secret = calendar::secret_in(match->params.at("file"), ".ics");
        if (secret.empty()) continue;
        if (secret.size() != 64 || secret.find_first_not_of("0123456789abcdef") != std::string::npos) std::abort();
        if (target->path != "/calendar/" + secret + ".ics") std::abort();
    }
    return 0;
}
