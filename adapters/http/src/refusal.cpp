#include "refusal.hpp"

#include <array>

namespace warmline::http {
namespace {

struct Reason {
    unsigned status;
    const char *code, *detail;
};
constexpr std::array<Reason, 8> reasons{{
    {400, "malformed_request", "Bad request"},
    {404, "no_such_path", "Not found"},
    {405, "method_not_allowed", "Method not allowed"},
    {408, "too_slow", "Too slow"},
    {413, "body_too_large", "Too large"},
    {431, "headers_too_large", "Headers too large"},
    {500, "internal_error", "Internal error"},
    {503, "overloaded", "Try again later"},
}};

}  // namespace

Response refusal(unsigned status, ErrorForm form) {
    const Reason* reason = &reasons[0];
    for (const auto& one : reasons)
        if (one.status == status) reason = &one;
    if (form == ErrorForm::problem) return Response::problem(status, reason->detail, reason->code);
    return Response::text(status, std::string(reason->detail) + '\n');
}

}  // namespace warmline::http
