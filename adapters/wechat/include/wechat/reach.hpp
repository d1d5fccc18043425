#pragma once
#include "bot/message.hpp"
#include "bot/reach.hpp"
#include "dispatcher/time.hpp"
#include "wechat/settings.hpp"

namespace warmline::wechat {

/// The ledger of the window and credits of one person. It errs on the side of fewer messages, since one refused by the
/// platform reaches nobody either: credits of two grants are not added up, and a window begins when the person wrote.
/// @param now  a message with a later time is taken as of now
[[nodiscard]] bot::Reach after_inbound(const bot::Reach& before, const bot::Message& message, dispatcher::Time now,
                                       const Limits& limits) noexcept;
/// The end of the window is outside.
[[nodiscard]] bool may_send(const bot::Reach& reach, dispatcher::Time now) noexcept;

}  // namespace warmline::wechat
