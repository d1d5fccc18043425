#include "store/vault.hpp"

#include <sodium.h>

#include <stdexcept>

namespace warmline::store {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

void ensure_sodium() {
    static const int ready = sodium_init();
    if (ready < 0) throw std::runtime_error("libsodium cannot be initialised");
}
const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string hex(const unsigned char* data, std::size_t size) {
    std::string out(size * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), data, size);
    out.pop_back();
    return out;
}

}  // namespace

Result<Vault> Vault::open(std::string_view key_hex) {
    ensure_sodium();
    Key master{};
    std::size_t got = 0;
    const bool ok =
        key_hex.size() == 2 * master.size() &&
        sodium_hex2bin(master.data(), master.size(), key_hex.data(), key_hex.size(), nullptr, &got, nullptr) == 0 &&
        got == master.size();
    if (!ok) return Errc::key_malformed;
    // One key for each use, so that neither use weakens the other.
    Key seal_key{}, hash_key{};
    crypto_kdf_derive_from_key(seal_key.data(), seal_key.size(), 1, "wl_vault", master.data());
    crypto_kdf_derive_from_key(hash_key.data(), hash_key.size(), 2, "wl_vault", master.data());
    sodium_memzero(master.data(), master.size());
    return Vault(seal_key, hash_key);
}

std::string Vault::seal(std::string_view place, std::string_view clear) const {
    std::string out(nonce_bytes + clear.size() + tag_bytes, '\0');
    randombytes_buf(out.data(), nonce_bytes);
    unsigned long long written = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(out) + nonce_bytes, &written, bytes(clear), clear.size(),
                                               bytes(place), place.size(), nullptr, bytes(out), seal_key_.data());
    out.resize(nonce_bytes + written);
    return out;
}

Result<std::string> Vault::unseal(std::string_view place, std::string_view sealed) const {
    if (sealed.size() < nonce_bytes + tag_bytes) return Errc::damaged;
    std::string out(sealed.size() - nonce_bytes - tag_bytes, '\0');
    unsigned long long written = 0;
    const auto body = sealed.substr(nonce_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(out), &written, nullptr, bytes(body), body.size(),
                                                   bytes(place), place.size(), bytes(sealed), seal_key_.data()) != 0)
        return Errc::damaged;
    return out;
}

std::string Vault::hash(std::string_view kind, std::string_view value) const {
    std::array<unsigned char, 16> digest{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, hash_key_.data(), hash_key_.size(), digest.size());
    const unsigned char separator = 0;
    crypto_generichash_update(&state, bytes(kind), kind.size());
    crypto_generichash_update(&state, &separator, 1);
    crypto_generichash_update(&state, bytes(value), value.size());
    crypto_generichash_final(&state, digest.data(), digest.size());
    return hex(digest.data(), digest.size());
}

std::string Vault::random_id() {
    ensure_sodium();
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuv";
    static_assert(digits.size() == 32);
    std::string out(16, '0');
    randombytes_buf(out.data(), out.size());  // once: every call asks the kernel
    for (auto& c : out) c = digits[static_cast<unsigned char>(c) % digits.size()];
    return out;
}

std::string Vault::random_key_hex() {
    ensure_sodium();
    std::array<unsigned char, 32> key{};
    randombytes_buf(key.data(), key.size());
    return hex(key.data(), key.size());
}

}  // namespace warmline::store
