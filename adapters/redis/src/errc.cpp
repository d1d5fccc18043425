#include "redis/errc.hpp"

#include <string>

namespace warmline::redis {
namespace {
const char* sentence(Errc value) noexcept {
    switch (value) {
        case Errc::not_connected:
            return "no connection to Redis; the command was not sent";
        case Errc::overloaded:
            return "too many commands wait for Redis; the command was not sent";
        case Errc::timed_out_unsent:
            return "the time limit passed before the command was sent";
        case Errc::cancelled:
            return "the caller gave up before the command was sent";
        case Errc::unknown:
            return "the command was sent but not answered; it may have happened";
        case Errc::unavailable:
            return "Redis is loading, full, read-only or busy; nothing was done";
        case Errc::conflict:
            return "a version had changed; nothing was written";
        case Errc::auth:
            return "Redis refuses the name, the password or the permission";
        case Errc::too_large:
            return "the reply is larger than the limit";
        case Errc::server_error:
            return "Redis answered with an error";
        case Errc::protocol:
            return "the answer of Redis is malformed or not what was asked for";
        case Errc::bad_record:
            return "a stored value is malformed";
        case Errc::bad_endpoint:
            return "the endpoint is not unix:///path, tcp://host:port or tls://host:port";
    }
    return "unknown error";
}

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "warmline.redis"; }
    std::string message(int value) const override { return sentence(static_cast<Errc>(value)); }
};
}  // namespace

const boost::system::error_category& category() noexcept {
    static const Category instance;
    return instance;
}
}  // namespace warmline::redis
