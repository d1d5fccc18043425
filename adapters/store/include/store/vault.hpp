#pragma once
#include <array>
#include <string>
#include <string_view>

#include "store/errc.hpp"

namespace warmline::store {

/// Seals what is stored and names what is looked up, so that Redis sees no personal data and never the key.
/// Sealing: XChaCha20-Poly1305 (libsodium) with a random nonce; the place of the value is authenticated, so that a
/// value copied to another key does not open. Look-ups: BLAKE2b keyed hash, 16 bytes in hex.
class Vault {
public:
    /// @param key_hex  32 bytes as 64 hexadecimal digits. @return Errc::key_malformed
    [[nodiscard]] static Result<Vault> open(std::string_view key_hex);

    /// nonce (24 bytes), ciphertext, tag (16 bytes)
    [[nodiscard]] std::string seal(std::string_view place, std::string_view clear) const;
    /// @return Errc::damaged if it was not sealed for this place with this key
    [[nodiscard]] Result<std::string> unseal(std::string_view place, std::string_view sealed) const;
    /// A name for personal data (an OpenID, a telephone number) that tells nothing without the key.
    [[nodiscard]] std::string hash(std::string_view kind, std::string_view value) const;

    /// A fresh random id of 16 characters [0-9a-v].
    [[nodiscard]] static std::string random_id();
    /// A fresh random key as 64 hexadecimal digits.
    [[nodiscard]] static std::string random_key_hex();

private:
    using Key = std::array<unsigned char, 32>;
    Vault(const Key& seal_key, const Key& hash_key) : seal_key_(seal_key), hash_key_(hash_key) {}
    Key seal_key_, hash_key_;
};

}  // namespace warmline::store
