#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/errc.hpp"

namespace warmline::hotline {

struct Key {
    std::string id;
    std::string secret;
};

/// The signed parts of one webhook call, as received.
struct SignedCall {
    std::string_view key_id;      ///< X-Hotline-Key-Id
    std::string_view timestamp;   ///< X-Hotline-Timestamp: decimal Unix seconds, signed as text
    std::string_view signatures;  ///< X-Hotline-Signature: "v1=<hex>[,v1=<hex>]"; other versions are ignored
    std::string_view body;        ///< raw bytes
};

inline constexpr std::chrono::seconds signature_age_max{300};

/// Checks that a gateway that shares a secret with us signed these very bytes, recently.
/// Source: the neutral hotline webhook, "v1": HMAC-SHA256(secret, timestamp "." body) in lower-case hex.
/// @param keys  several may have the same id while a secret is changed; those of other ids are not tried
/// @param now   the caller's clock
/// @return Errc::signature, or Errc::stale if a right signature is more than `age_max` from `now` either way (the limit
/// itself is still good). Compares in constant time; keeps no view of its arguments.
[[nodiscard]] Result<void> check_signature(const SignedCall& call, const std::vector<Key>& keys,
                                           std::chrono::sys_seconds now,
                                           std::chrono::seconds age_max = signature_age_max);

/// @return the value of one "v1=" signature, 64 lower-case hex digits
[[nodiscard]] std::string sign(std::string_view secret, std::string_view timestamp, std::string_view body);

/// @return 64 lower-case hex digits
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace warmline::hotline
