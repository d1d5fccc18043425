#include <charconv>

#include "wechat/callback.hpp"

namespace warmline::wechat {
namespace {
std::string_view get(const std::map<std::string, std::string>& query, const char* name) {
    const auto at = query.find(name);
    return at == query.end() ? std::string_view() : std::string_view(at->second);
}

Result<void> check_age(const CallbackKeys& keys, std::string_view timestamp, std::chrono::sys_seconds now) {
    if (!keys.timestamp_age_max) return {};
    std::int64_t seconds = 0;
    const auto* end = timestamp.data() + timestamp.size();
    const auto [at, failed] = std::from_chars(timestamp.data(), end, seconds);
    constexpr std::int64_t year_9999 = 253402300799;
    if (failed != std::errc{} || at != end || seconds < 0 || seconds > year_9999) return Errc::stale;
    const auto age = now - std::chrono::sys_seconds(std::chrono::seconds(seconds));
    if (std::chrono::abs(age) > *keys.timestamp_age_max) return Errc::stale;
    return {};
}

/// The three-part signature; it does not cover the body.
Result<void> check_clear(const CallbackKeys& keys, const CallbackQuery& query, std::chrono::sys_seconds now) {
    if (!signature_matches({keys.token, query.timestamp, query.nonce}, query.signature)) return Errc::signature;
    return check_age(keys, query.timestamp, now);
}

Result<Opened> open_clear(const CallbackKeys& keys, const CallbackQuery& query, std::string_view body,
                          std::chrono::sys_seconds now) {
    if (const auto checked = check_clear(keys, query, now); !checked) return checked.error();
    auto fields = parse_xml(body);
    if (!fields) return fields.error();
    return Opened{std::move(*fields), false};
}

Result<Opened> open_encrypted(const CallbackKeys& keys, const CallbackQuery& query, std::string_view body,
                              std::chrono::sys_seconds now) {
    const auto envelope = parse_xml(body);
    if (!envelope) return envelope.error();
    const auto sealed = envelope->text_of("Encrypt");
    if (sealed.empty()) return query.msg_signature.empty() ? Errc::downgrade : Errc::empty;
    if (!keys.aes_key) return Errc::downgrade;
    if (!signature_matches({keys.token, query.timestamp, query.nonce, sealed}, query.msg_signature))
        return Errc::signature;
    if (const auto fresh = check_age(keys, query.timestamp, now); !fresh) return fresh.error();
    const auto clear = decrypt(*keys.aes_key, sealed, keys.receive_id);
    if (!clear) return clear.error();
    auto fields = parse_xml(*clear);
    if (!fields) return fields.error();
    return Opened{std::move(*fields), true};
}
}  // namespace

Result<CallbackKeys> CallbackKeys::from(const AccountSettings& settings) {
    CallbackKeys keys{settings.token, settings.app_id,      {},
                      settings.mode,  settings.original_id, settings.limits.timestamp_age_max};
    const bool key_needed = settings.mode != Mode::plain;
    if (settings.encoding_aes_key.empty() && !key_needed) return keys;
    const auto key = AesKey::parse(settings.encoding_aes_key);
    if (!key) return key.error();
    keys.aes_key = *key;
    return keys;
}

CallbackQuery CallbackQuery::from(const std::map<std::string, std::string>& query) {
    return {get(query, "signature"), get(query, "msg_signature"), get(query, "timestamp"),
            get(query, "nonce"),     get(query, "encrypt_type"),  get(query, "echostr")};
}

Result<std::string> verify_address(const CallbackKeys& keys, const CallbackQuery& query, std::chrono::sys_seconds now) {
    if (const auto checked = check_clear(keys, query, now); !checked) return checked.error();
    return std::string(query.echostr);
}

Result<Opened> open_callback(const CallbackKeys& keys, const CallbackQuery& query, std::string_view body,
                             std::chrono::sys_seconds now) {
    if (keys.mode == Mode::safe || query.encrypted()) return open_encrypted(keys, query, body, now);
    return open_clear(keys, query, body, now);
}
}  // namespace warmline::wechat
