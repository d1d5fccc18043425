#include "requests.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

#include "wechat/crypto.hpp"

namespace warmline::bench {
namespace {

// The account of config/demo.json.
constexpr auto token = "warmline-demo";
constexpr auto app_id = "wx0123456789abcdef";
constexpr auto encoding_aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
constexpr auto nonce = "410276125";

// Each need names a place, so that somebody answers for it and is found.
constexpr std::array texts{
    "我是广东省中医院的，家里老人没人照顾，能来人帮忙吗",
    "我在天河区，家里没菜了，能送点菜吗",
    "我家在荔湾区，孩子小学四年级数学跟不上，想找人辅导",
    "你好",
    "我在广州白云区，明天要去医院，需要车接送",
    "我老婆是南方医院的，在武汉支援，家里老人没人照顾，孩子小学四年级数学跟不上，我要上夜班",
    "我是南方医院的护士，最近压力很大，睡不着，想找人聊聊",
    "我们是广东省中医院的，口罩用完了，能送点口罩吗",
    "谢谢，辛苦了",
    "我家在越秀区，我妈一个人在家，需要有人去看看她",
};

std::string message_xml(std::size_t number, const std::string& now) {
    return fmt::format(
        "<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[oBench-{:016}]]></FromUserName>"
        "<CreateTime>{}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{}]]></Content>"
        "<MsgId>{}</MsgId></xml>",
        number, now, texts[number % texts.size()], 23'000'000'000 + number);
}

}  // namespace

std::string Requests::typical() {
    next_ += texts.size() - next_ % texts.size();
    return make(1).front();
}

std::vector<std::string> Requests::make(std::size_t count) {
    static const auto key = wechat::AesKey::parse(encoding_aes_key).value();
    const auto now = std::to_string(std::time(nullptr));
    const auto clear_signature = wechat::signature({token, now, nonce});
    std::vector<std::string> out;
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto body = message_xml(next_++, now);
        auto query = fmt::format("signature={}&timestamp={}&nonce={}&openid=o", clear_signature, now, nonce);
        if (encrypted_) {
            const auto sealed = wechat::encrypt(key, body, app_id, wechat::random16());
            body = fmt::format(
                "<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><Encrypt><![CDATA[{}]]></Encrypt></xml>", sealed);
            query += "&encrypt_type=aes&msg_signature=" + wechat::signature({token, now, nonce, sealed});
        }
        out.push_back(
            fmt::format("POST /channels/wechat/demo?{} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Mozilla/4.0\r\n"
                        "Accept: */*\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{}",
                        query, body.size(), body));
    }
    return out;
}

}  // namespace warmline::bench
