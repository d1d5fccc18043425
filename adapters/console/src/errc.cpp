#include "console/errc.hpp"

namespace warmline::console {
namespace {

class Category final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "warmline.console"; }
    [[nodiscard]] std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::not_found:
                return "no such thing";
            case Errc::unavailable:
                return "the store cannot be reached";
            case Errc::conflict:
                return "changed by somebody else at the same moment";
            case Errc::bad_cursor:
                return "not a cursor of ours";
            case Errc::too_many:
                return "more than can be counted at once";
        }
        return "unknown error";
    }
};

}  // namespace

const boost::system::error_category& category() noexcept {
    static const Category instance;
    return instance;
}

}  // namespace warmline::console
