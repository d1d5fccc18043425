#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <string_view>

namespace warmline::wechat {

/// The stage at which a callback was refused, in the order of the checks, or why a setting cannot be used.
enum class Errc {
    aes_key = 1,        ///< EncodingAESKey is not 43 characters of base64 (a setting)
    too_large,          ///< body above 1 MiB
    utf8,               ///< bytes that are not UTF-8
    xml,                ///< not well-formed, or uses what we do not allow (DOCTYPE, own entities, great depth)
    empty,              ///< no Encrypt where there must be one
    downgrade,          ///< a clear request to an account in safe mode, or an encrypted one to an account without key
    signature,          ///< does not match
    stale,              ///< timestamp outside the account's window
    base64,             ///< Encrypt is not canonical base64
    ciphertext_length,  ///< not a positive multiple of 32 bytes
    padding,            ///< not 1 to 32 equal bytes
    length_field,       ///< the message would end behind the buffer
    receive_id,         ///< encrypted for another account
    fields,             ///< a required element is missing or malformed
    receiver,           ///< addressed to another account (ToUserName)
};

template <class T>
using Result = boost::system::result<T>;

[[nodiscard]] const boost::system::error_category& category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(Errc e) noexcept {
    return {static_cast<int>(e), category()};
}
/// The stage as one word for logs and metrics: "signature", "padding" ...; "other" for an error of another category.
[[nodiscard]] std::string_view stage(const boost::system::error_code& ec) noexcept;
/// @return the HTTP status that tells the caller no more than it must know: 401, 413 or 400
[[nodiscard]] unsigned status_of(const boost::system::error_code& ec) noexcept;

}  // namespace warmline::wechat

template <>
struct boost::system::is_error_code_enum<warmline::wechat::Errc> : std::true_type {};
