#include "store/errc.hpp"

#include <string>

namespace warmline::store {
namespace {
class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "warmline.store"; }
    std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::damaged:
                return "a stored value is damaged or was sealed with another key";
            case Errc::not_found:
                return "not found";
            case Errc::key_malformed:
                return "the data key must be 64 hexadecimal digits (32 bytes)";
        }
        return "unknown";
    }
};
}  // namespace

const boost::system::error_category& category() noexcept {
    static const Category instance;
    return instance;
}
}  // namespace warmline::store
