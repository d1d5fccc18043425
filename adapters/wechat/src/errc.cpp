#include "wechat/errc.hpp"

#include <array>
#include <string>

namespace warmline::wechat {
namespace {
struct Row {
    Errc errc;
    const char* stage;
    const char* message;
};
constexpr std::array rows{
    Row{Errc::aes_key, "aes_key", "EncodingAESKey is not 43 characters of base64"},
    Row{Errc::too_large, "too_large", "the body is larger than 1 MiB"},
    Row{Errc::utf8, "utf8", "the text is not UTF-8"},
    Row{Errc::xml, "xml", "not well-formed XML of the allowed kind"},
    Row{Errc::empty, "empty", "there is no ciphertext"},
    Row{Errc::downgrade, "downgrade", "the request's mode does not fit the account's"},
    Row{Errc::signature, "signature", "the signature does not match"},
    Row{Errc::stale, "stale", "the timestamp is outside the allowed window"},
    Row{Errc::base64, "base64", "the ciphertext is not base64"},
    Row{Errc::ciphertext_length, "ciphertext_length", "the ciphertext is not a positive multiple of 32 bytes"},
    Row{Errc::padding, "padding", "the padding is not 1 to 32 equal bytes"},
    Row{Errc::length_field, "length_field", "the message length is larger than what is there"},
    Row{Errc::receive_id, "receive_id", "encrypted for another account"},
    Row{Errc::fields, "fields", "a required element is missing or malformed"},
    Row{Errc::receiver, "receiver", "addressed to another account"},
};
const Row* find(int value) noexcept {
    for (const auto& row : rows)
        if (static_cast<int>(row.errc) == value) return &row;
    return nullptr;
}

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "warmline.wechat"; }
    std::string message(int value) const override {
        const auto* row = find(value);
        return row ? row->message : "unknown";
    }
};
}  // namespace

const boost::system::error_category& category() noexcept {
    static const Category instance;
    return instance;
}

std::string_view stage(const boost::system::error_code& ec) noexcept {
    const auto* row = ec.category() == category() ? find(ec.value()) : nullptr;
    return row ? row->stage : "other";
}

unsigned status_of(const boost::system::error_code& ec) noexcept {
    if (ec == Errc::too_large) return 413;
    if (ec == Errc::signature || ec == Errc::stale || ec == Errc::downgrade) return 401;
    return 400;
}
}  // namespace warmline::wechat
