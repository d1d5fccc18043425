#include "headers.hpp"

namespace warmline::console {
namespace {

void secure(http::Response& response, const char* policy) {
    response.headers.emplace_back("Content-Security-Policy", policy);
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("X-Frame-Options", "DENY");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
}

}  // namespace

void secure_data(http::Response& response) {
    secure(response, "default-src 'none'; frame-ancestors 'none'");
    response.headers.emplace_back("Cache-Control", "no-store");
}

void secure_page(http::Response& response) {
    secure(response,
           "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
           "frame-ancestors 'none'");
    response.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

}  // namespace warmline::console
