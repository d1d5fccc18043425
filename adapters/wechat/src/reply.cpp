#include "wechat/reply.hpp"

#include <stdexcept>

#include "wechat/text.hpp"

namespace warmline::wechat {
namespace {
std::string seconds_of(std::chrono::sys_seconds t) { return std::to_string(t.time_since_epoch().count()); }

void put(std::string& out, std::string_view name, std::string_view value) {
    out.append("<").append(name).append(">").append(value).append("</").append(name).append(">");
}
}  // namespace

std::string text_reply(const Callback& callback, std::string_view text, std::chrono::sys_seconds now) {
    std::string out = "<xml>";
    put(out, "ToUserName", cdata(callback.from));
    put(out, "FromUserName", cdata(callback.to));
    put(out, "CreateTime", seconds_of(now));
    put(out, "MsgType", cdata("text"));
    put(out, "Content", cdata(shorten(clean(text), sent_text_bytes_max)));
    return out += "</xml>";
}

std::string seal_reply(const CallbackKeys& keys, std::string_view reply, std::string_view nonce,
                       std::chrono::sys_seconds now, const Random16& random) {
    if (!keys.aes_key) throw std::logic_error("a reply cannot be encrypted without a key");
    const auto sealed = encrypt(*keys.aes_key, reply, keys.receive_id, random);
    const auto timestamp = seconds_of(now);
    std::string out = "<xml>";
    put(out, "Encrypt", cdata(sealed));
    put(out, "MsgSignature", cdata(signature({keys.token, timestamp, nonce, sealed})));
    put(out, "TimeStamp", timestamp);
    put(out, "Nonce", cdata(nonce));
    return out += "</xml>";
}
}  // namespace warmline::wechat
