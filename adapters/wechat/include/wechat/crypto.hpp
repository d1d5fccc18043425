#pragma once
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "wechat/errc.hpp"

namespace warmline::wechat {

/// The signature and the message encryption of the platforms (Official Account and WeCom alike).
/// Source: "消息加解密说明" of both platforms; proved against the vendors' published ciphertexts.

using Random16 = std::array<unsigned char, 16>;
/// From the operating system's generator. @throws std::runtime_error if it fails
[[nodiscard]] Random16 random16();

/// The key in an EncodingAESKey.
class AesKey {
public:
    /// @param encoding_aes_key  43 characters of base64; spare bits of the last one are ignored, since the platform
    /// hands out such keys. @return Errc::aes_key
    [[nodiscard]] static Result<AesKey> parse(std::string_view encoding_aes_key);
    [[nodiscard]] const unsigned char* data() const noexcept { return bytes_.data(); }

private:
    AesKey() = default;
    std::array<unsigned char, 32> bytes_{};
};

/// SHA-1 over the parts, sorted as byte strings and joined: 40 lower-case hex digits. At most 4 parts.
[[nodiscard]] std::string signature(std::initializer_list<std::string_view> parts);
/// Compares in constant time; only an exact, lower-case match is true.
[[nodiscard]] bool signature_matches(std::initializer_list<std::string_view> parts, std::string_view given) noexcept;

/// @param encrypt  the Encrypt element or echostr: canonical base64. Check its signature first.
/// @param receive_id  what must stand behind the message: app id or corp id
/// @return the message; or base64, ciphertext_length, padding, length_field, receive_id, in this order of checks
[[nodiscard]] Result<std::string> decrypt(const AesKey& key, std::string_view encrypt, std::string_view receive_id);
/// @param random  fresh for each message, except in tests
/// @return base64 for Encrypt
[[nodiscard]] std::string encrypt(const AesKey& key, std::string_view message, std::string_view receive_id,
                                  const Random16& random);

}  // namespace warmline::wechat
