#include "wechat/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>

#include "base64.hpp"

namespace warmline::wechat {
namespace {
constexpr std::size_t block = 32;     // of the padding; AES itself has 16
constexpr std::size_t head = 16 + 4;  // random bytes and message length

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// Fetched once: an implicit fetch for each message costs more than the work itself.
const EVP_CIPHER* aes_256_cbc() {
    static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr);
    return cipher;
}
const EVP_MD* sha1() {
    static const EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA1", nullptr);
    return digest;
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// AES-256-CBC without padding; `in` is whole blocks.
std::string crypt(const AesKey& key, std::string_view in, bool encrypting) {
    const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    std::string out(in.size(), '\0');
    int size = 0;
    const bool ok =
        context && EVP_CipherInit_ex2(context.get(), aes_256_cbc(), key.data(), key.data(), encrypting, nullptr) == 1 &&
        EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
        EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes(in),
                         static_cast<int>(in.size())) == 1;
    if (!ok || static_cast<std::size_t>(size) != in.size()) throw std::runtime_error("AES-256-CBC is not available");
    return out;
}

Result<std::string_view> without_padding(std::string_view clear) {
    const auto pad = static_cast<unsigned char>(clear.back());
    if (pad < 1 || pad > block) return Errc::padding;
    const auto tail = clear.substr(clear.size() - pad);
    if (!std::all_of(tail.begin(), tail.end(), [&](char c) { return c == clear.back(); })) return Errc::padding;
    return clear.substr(0, clear.size() - pad);
}

std::uint32_t big_endian(std::string_view four) {
    std::uint32_t out = 0;
    for (const char c : four) out = (out << 8) | static_cast<unsigned char>(c);
    return out;
}
}  // namespace

Random16 random16() {
    Random16 out{};
    if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1) throw std::runtime_error("no random bytes");
    return out;
}

Result<AesKey> AesKey::parse(std::string_view encoding_aes_key) {
    if (encoding_aes_key.size() != 43) return Errc::aes_key;
    const auto decoded = base64_decode(std::string(encoding_aes_key) + '=', SpareBits::ignore);
    if (!decoded || decoded->size() != 32) return Errc::aes_key;
    AesKey key;
    std::copy(decoded->begin(), decoded->end(), key.bytes_.begin());
    return key;
}

std::string signature(std::initializer_list<std::string_view> parts) {
    std::array<std::string_view, 4> sorted;
    if (parts.size() > sorted.size()) throw std::invalid_argument("a signature has at most 4 parts");
    std::copy(parts.begin(), parts.end(), sorted.begin());
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(parts.size());
    std::sort(sorted.begin(), end);
    std::string joined;
    std::for_each(sorted.begin(), end, [&](std::string_view part) { joined += part; });

    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(joined.data(), joined.size(), digest.data(), &size, sha1(), nullptr) != 1)
        throw std::runtime_error("SHA-1 is not available");
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 0xFU];
    }
    return hex;
}

bool signature_matches(std::initializer_list<std::string_view> parts, std::string_view given) noexcept {
    const auto expected = signature(parts);
    return given.size() == expected.size() && CRYPTO_memcmp(given.data(), expected.data(), expected.size()) == 0;
}

Result<std::string> decrypt(const AesKey& key, std::string_view encrypt, std::string_view receive_id) {
    const auto sealed = base64_decode(encrypt, SpareBits::refuse);
    if (!sealed) return Errc::base64;
    if (sealed->size() < block || sealed->size() % block != 0) return Errc::ciphertext_length;
    const auto padded = crypt(key, *sealed, false);
    const auto clear = without_padding(padded);
    if (!clear) return clear.error();
    if (clear->size() < head) return Errc::length_field;
    const std::size_t length = big_endian(clear->substr(16, 4));
    const auto rest = clear->substr(head);
    if (length > rest.size()) return Errc::length_field;
    if (rest.substr(length) != receive_id) return Errc::receive_id;
    return std::string(rest.substr(0, length));
}

std::string encrypt(const AesKey& key, std::string_view message, std::string_view receive_id, const Random16& random) {
    std::string clear(random.begin(), random.end());
    const auto length = static_cast<std::uint32_t>(message.size());
    for (const int shift : {24, 16, 8, 0}) clear += static_cast<char>((length >> shift) & 0xFFU);
    clear += message;
    clear += receive_id;
    const auto pad = block - clear.size() % block;
    clear.append(pad, static_cast<char>(pad));
    return base64_encode(crypt(key, clear, true));
}
}  // namespace warmline::wechat
