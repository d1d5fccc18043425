#include "redis/value.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "redis/errc.hpp"

namespace warmline::redis {
namespace {
struct Word {
    std::string_view prefix;
    Errc means;
};
// Source: redis 7.0, src/server.c createSharedObjects(), and our own functions.
constexpr std::array<Word, 15> words{{
    {"CONFLICT", Errc::conflict},
    {"TOOLARGE", Errc::too_large},
    {"NOAUTH", Errc::auth},
    {"WRONGPASS", Errc::auth},
    {"NOPERM", Errc::auth},
    {"DENIED", Errc::auth},
    {"LOADING", Errc::unavailable},
    {"BUSY", Errc::unavailable},
    {"OOM", Errc::unavailable},
    {"MISCONF", Errc::unavailable},
    {"READONLY", Errc::unavailable},
    {"MASTERDOWN", Errc::unavailable},
    {"NOREPLICAS", Errc::unavailable},
    {"TRYAGAIN", Errc::unavailable},
    {"CLUSTERDOWN", Errc::unavailable},
}};
}  // namespace

boost::system::error_code error_of(const Value& reply) {
    const std::string_view text = reply.text();
    const auto prefix = text.substr(0, text.find(' '));
    const auto* found = std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.prefix == prefix; });
    return found == words.end() ? Errc::server_error : found->means;
}

}  // namespace warmline::redis
