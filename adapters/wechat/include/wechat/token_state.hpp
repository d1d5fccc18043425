#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "wechat/settings.hpp"

namespace warmline::wechat {

using SteadyTime = std::chrono::steady_clock::time_point;

enum class TokenStep {
    use,              ///< the token is good
    use_and_refresh,  ///< it is good, and a new one should be fetched meanwhile
    refresh,          ///< there is none; fetch one
    wait,             ///< one is being fetched
    blocked,          ///< there is none, and it is too early to ask again
};

/// When to use and when to fetch the access token of one account. Pure: the caller brings the clock and the answers,
/// and fetches one at a time. Source: documentation of stable_token: the same token is given while it is valid, a new
/// one in its last 5 minutes.
class TokenState {
public:
    explicit TokenState(TokenLimits limits = {}) noexcept : limits_(limits) {}

    [[nodiscard]] TokenStep step(SteadyTime now) const noexcept;
    [[nodiscard]] const std::string& token() const noexcept { return token_; }
    /// While blocked: until when, and the errcode that says the settings are wrong, or 0.
    [[nodiscard]] SteadyTime blocked_until() const noexcept { return next_refresh_; }
    [[nodiscard]] int fault_code() const noexcept { return fault_code_; }

    void begin_refresh(SteadyTime now) noexcept;
    /// @param jitter  random, 0 to limits.jitter_max
    void refreshed(std::string token, std::chrono::seconds expires_in, std::chrono::seconds jitter, SteadyTime now);
    /// @param errcode  of the platform, or 0 if there was no answer
    void refresh_failed(int errcode, SteadyTime now) noexcept;
    /// The platform refused `used`. Without effect if another token has taken its place already.
    void rejected(std::string_view used, SteadyTime now) noexcept;

private:
    TokenLimits limits_;
    std::string token_;
    SteadyTime expires_{};
    SteadyTime refresh_at_{};
    SteadyTime next_refresh_{};
    bool refreshing_ = false;
    int fault_code_ = 0;
};

}  // namespace warmline::wechat
