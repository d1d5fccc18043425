#include "hotline/errc.hpp"

#include <string>

namespace warmline::hotline {
namespace {
class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "warmline.hotline"; }
    std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::signature:
                return "no valid signature";
            case Errc::stale:
                return "signed outside the time window";
            case Errc::too_large:
                return "the body is too large";
            case Errc::schema:
                return "not JSON, or a required field is missing or malformed";
            case Errc::stored_call:
                return "the kept call cannot be read";
        }
        return "unknown";
    }
};
}  // namespace

const boost::system::error_category& category() noexcept {
    static const Category instance;
    return instance;
}
}  // namespace warmline::hotline
