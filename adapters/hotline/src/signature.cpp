#include "hotline/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace warmline::hotline {
namespace {

constexpr std::size_t signatures_max = 8;  // two are usual; more would only make us compute

std::string to_hex(const unsigned char* bytes, std::size_t size) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(size * 2);
    for (std::size_t i = 0; i < size; ++i) {
        out += digits[bytes[i] >> 4];
        out += digits[bytes[i] & 15];
    }
    return out;
}

std::optional<std::chrono::sys_seconds> parse_timestamp(std::string_view text) {
    std::int64_t seconds = 0;
    const auto* end = text.data() + text.size();
    if (text.empty() || text.size() > 12 || text.front() == '-') return std::nullopt;
    if (const auto [stop, ec] = std::from_chars(text.data(), end, seconds); ec != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

bool matches_any(std::string_view signatures, const std::string& expected) {
    bool matched = false;
    for (std::size_t i = 0; i < signatures_max && !signatures.empty(); ++i) {
        auto one = signatures.substr(0, signatures.find(','));
        signatures.remove_prefix(std::min(signatures.size(), one.size() + 1));
        one = trimmed(one);
        if (!one.starts_with("v1=") || one.size() != expected.size() + 3) continue;
        // No early way out: the time must not tell which one was right.
        matched |= CRYPTO_memcmp(one.data() + 3, expected.data(), expected.size()) == 0;
    }
    return matched;
}

}  // namespace

std::string sign(std::string_view secret, std::string_view timestamp, std::string_view body) {
    std::string text;
    text.reserve(timestamp.size() + 1 + body.size());
    text.append(timestamp).append(".").append(body);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &size);
    return to_hex(digest, size);
}

std::string sha256_hex(std::string_view bytes) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
    return to_hex(digest, sizeof digest);
}

Result<void> check_signature(const SignedCall& call, const std::vector<Key>& keys, std::chrono::sys_seconds now,
                             std::chrono::seconds age_max) {
    const auto signed_at = parse_timestamp(call.timestamp);
    if (!signed_at) return Errc::signature;
    bool matched = false;
    for (const auto& key : keys) {
        // An empty secret would be everybody's.
        if (key.id != call.key_id || key.secret.empty()) continue;
        matched |= matches_any(call.signatures, sign(key.secret, call.timestamp, call.body));
    }
    if (!matched) return Errc::signature;
    if (now - *signed_at > age_max || *signed_at - now > age_max) return Errc::stale;
    return {};
}

}  // namespace warmline::hotline
