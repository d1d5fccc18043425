#include "http/errc.hpp"

#include <string>

namespace warmline::http {
namespace {
class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "warmline.http"; }
    std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::bad_url:
                return "not an absolute http or https URL";
            case Errc::bad_request:
                return "the request cannot be written as HTTP";
            case Errc::resolve:
                return "the host name has no address";
            case Errc::connect:
                return "cannot connect";
            case Errc::tls:
                return "no trusted TLS session";
            case Errc::timed_out_unsent:
                return "timed out before the request was sent";
            case Errc::listen:
                return "cannot listen on the address";
            case Errc::tls_files:
                return "certificate or key is missing, unreadable or of another pair";
            case Errc::timed_out:
                return "timed out, the request may have been served";
            case Errc::closed:
                return "the peer closed the connection before its answer was complete";
            case Errc::too_large:
                return "the answer is too large";
            case Errc::malformed:
                return "the answer is not HTTP";
        }
        return "unknown";
    }
};
}  // namespace

const boost::system::error_category& category() noexcept {
    static const Category instance;
    return instance;
}

bool surely_unsent(const boost::system::error_code& ec) noexcept {
    return ec.category() == category() && ec.value() <= static_cast<int>(Errc::tls_files);
}

}  // namespace warmline::http
