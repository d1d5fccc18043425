#include "wechat/token_state.hpp"

#include <utility>

#include "wechat/errcode.hpp"

namespace warmline::wechat {

TokenStep TokenState::step(SteadyTime now) const noexcept {
    const bool may_refresh = !refreshing_ && now >= next_refresh_;
    if (!token_.empty() && now < expires_)
        return now >= refresh_at_ && may_refresh ? TokenStep::use_and_refresh : TokenStep::use;
    if (refreshing_) return TokenStep::wait;
    return may_refresh ? TokenStep::refresh : TokenStep::blocked;
}

void TokenState::begin_refresh(SteadyTime now) noexcept {
    refreshing_ = true;
    next_refresh_ = now + limits_.refresh_interval_min;
}

void TokenState::refreshed(std::string token, std::chrono::seconds expires_in, std::chrono::seconds jitter,
                           SteadyTime now) {
    refreshing_ = false;
    fault_code_ = 0;
    expires_ = now + expires_in;
    // The same token again means that we asked before its last minutes: jitter would only make us ask too early again.
    refresh_at_ = expires_ - limits_.early - (token == token_ ? std::chrono::seconds(0) : jitter);
    token_ = std::move(token);
}

void TokenState::refresh_failed(int errcode, SteadyTime now) noexcept {
    refreshing_ = false;
    fault_code_ = token_fault(errcode) ? errcode : 0;
    if (fault_code_ != 0) next_refresh_ = now + limits_.fault_pause;
}

void TokenState::rejected(std::string_view used, SteadyTime now) noexcept {
    if (used == token_) expires_ = now;
}

}  // namespace warmline::wechat
