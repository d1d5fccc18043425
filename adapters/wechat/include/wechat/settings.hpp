#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace warmline::wechat {

/// How the console of the platform is set. The mode of one request is seen in its query.
enum class Mode {
    plain,       ///< clear bodies; encrypted ones too if there is a key
    compatible,  ///< both forms in one body; clear requests are accepted as well
    safe,        ///< encrypted only; a clear request is refused, since its signature does not cover the body
};

/// What becomes of a message that the platform will not take.
enum class Fallback {
    none,      ///< parked and shown
    call_task  ///< an operator calls the person
};

/// So many messages within so long after something the person did.
struct Grant {
    int credits = 0;
    std::chrono::seconds span{0};
};

/// Of access tokens.
struct TokenLimits {
    std::chrono::seconds early{300};                ///< a new token is fetched when less than this (and jitter) is left
    std::chrono::seconds jitter_max{60};            ///< so that processes do not all ask at once
    std::chrono::seconds refresh_interval_min{10};  ///< between two requests for a token
    std::chrono::seconds fault_pause{300};          ///< after an answer that means wrong settings
};

/// Limits of the platform as of 2023-06-12; they change, so all of them are settings.
struct Limits {
    Grant message{5, std::chrono::hours(48)};        ///< the person writes
    Grant menu{3, std::chrono::minutes(1)};          ///< taps a menu key
    Grant subscribe{3, std::chrono::minutes(1)};     ///< follows the account or scans its QR code
    std::chrono::milliseconds reply_time_max{4000};  ///< then a callback is answered 503; the platform waits 5 s
    std::chrono::milliseconds api_time_max{5000};    ///< for one call to the platform
    std::optional<std::chrono::seconds>
        timestamp_age_max{};  ///< of callbacks, either way; off by default, else >= 10 min
    TokenLimits token{};
};

/// One Official Account.
struct AccountSettings {
    std::string id{};                ///< ours, in the address /channels/wechat/{id}
    std::string app_id{};            ///< "wx" and 16 hexadecimal digits
    std::string secret{};            ///< for access tokens
    std::string token{};             ///< signs callbacks
    std::string encoding_aes_key{};  ///< 43 characters; may be empty in plain mode
    Mode mode = Mode::safe;
    std::string original_id{};                           ///< "gh_..."; if set, callbacks to another one are refused
    std::string base_url = "https://api.weixin.qq.com";  ///< without '/' at its end
    Limits limits{};
    Fallback fallback = Fallback::none;
};

}  // namespace warmline::wechat
