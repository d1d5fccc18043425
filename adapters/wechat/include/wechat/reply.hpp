#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "wechat/callback.hpp"

namespace warmline::wechat {

/// What the platform takes as "received, nothing to say"; never wrapped.
inline constexpr std::string_view nothing_to_say = "success";

/// A passive text reply in clear: swaps sender and receiver of the callback; the text is clean()ed and shortened to
/// sent_text_bytes_max.
[[nodiscard]] std::string text_reply(const Callback& callback, std::string_view text, std::chrono::sys_seconds now);

/// The reply as the body of the answer in safe mode.
/// @param keys  must hold an AES key
/// @param nonce  ours or the request's
[[nodiscard]] std::string seal_reply(const CallbackKeys& keys, std::string_view reply, std::string_view nonce,
                                     std::chrono::sys_seconds now, const Random16& random);

}  // namespace warmline::wechat
