#include "wechat/reach.hpp"

#include <algorithm>

namespace warmline::wechat {
namespace {
const Grant& grant_for(bot::MessageKind kind, const Limits& limits) noexcept {
    switch (kind) {
        case bot::MessageKind::menu:
            return limits.menu;
        case bot::MessageKind::subscribe:
            return limits.subscribe;
        default:
            return limits.message;
    }
}
}  // namespace

bot::Reach after_inbound(const bot::Reach& before, const bot::Message& message, dispatcher::Time now,
                         const Limits& limits) noexcept {
    if (message.kind == bot::MessageKind::unsubscribe) return {};
    const auto& grant = grant_for(message.kind, limits);
    const bot::Reach granted{std::min(message.sent_at, now) + grant.span, grant.credits};
    if (!may_send(before, now)) return granted;
    // A short grant must not cut a long window; an old message that arrives late must not either.
    return granted.until >= before.until ? granted : before;
}

bool may_send(const bot::Reach& reach, dispatcher::Time now) noexcept { return reach.credits > 0 && now < reach.until; }
}  // namespace warmline::wechat
