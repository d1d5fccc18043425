#include "async/errc.hpp"

#include <string>

namespace warmline::async {
namespace {
class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "warmline.async"; }
    std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::timed_out:
                return "timed out";
            case Errc::cancelled:
                return "cancelled";
        }
        return "unknown";
    }
};
}  // namespace

const boost::system::error_category& category() noexcept {
    static const Category instance;
    return instance;
}
}  // namespace warmline::async
