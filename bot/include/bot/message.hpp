#pragma once
#include <string>

#include "dispatcher/ids.hpp"
#include "dispatcher/time.hpp"

namespace warmline::bot {

enum class Channel { wechat, hotline, console };

enum class MessageKind {
    text,         ///< `text` as written
    voice,        ///< `text` is the platform's recognition, maybe empty; `media` the platform's media id
    image,        ///< `media`
    video,        ///< `media`
    location,     ///< `text` is the label; latitude and longitude in degrees (GCJ-02, as the platform gives them)
    link,         ///< `text` is title and address
    subscribe,    ///< the person follows the account; `text` the scene, maybe empty
    unsubscribe,  ///< the person left; nothing can be said to him or her
    menu,         ///< a menu key was tapped; `text` is the key
    other,        ///< a kind this version does not know; never dropped silently
};

/// One inbound platform message, after signature, size, replay and decryption were checked by the adapter.
struct Message {
    Channel channel = Channel::wechat;
    std::string account;    ///< id of the channel account in our configuration
    std::string sender;     ///< the platform's id of the sender (OpenID), or the id of the call; personal data
    std::string caller;     ///< hotline: the caller's number as digits, empty if hidden; personal data
    std::string dedup_key;  ///< equal for a retry of the same message (protocols: MsgId, or From+CreateTime+Event)
    MessageKind kind = MessageKind::text;
    std::string text;   ///< UTF-8, at most `text_bytes_max` bytes
    std::string media;  ///< platform media id, or empty
    double latitude = 0;
    double longitude = 0;
    dispatcher::Time sent_at{};  ///< by the platform's clock
};

/// Longer texts are cut by the adapter on a character boundary (a WeChat text has at most 2048 bytes; dictated ones and
/// transcripts are longer).
inline constexpr std::size_t text_bytes_max = 32 * 1024;

}  // namespace warmline::bot
