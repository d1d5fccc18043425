#include "wechat/callback.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"
#include "wechat/text.hpp"

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
using bot::MessageKind;

/// The message of the clear vector of that name.
bot::Message message_of(const std::string& id) {
    for (const auto& vector : load_vectors("oa_plain"))
        if (vector["id"] == id)
            return to_message(read_callback(parse_xml(vector["body"].get<std::string>()).value()).value(), "demo")
                .value();
    throw std::runtime_error("no vector " + id);
}

TEST(ToMessage, KeepsWhatEachKindSays) {
    struct {
        const char* vector;
        MessageKind kind;
        std::string text;
        std::string media;
    } const rows[] = {
        {"oa-plain-text-zh", MessageKind::text, "你好，我想给在一线值守的丈夫报个名，家里老人需要有人送药。", ""},
        {"oa-plain-text-menu-click", MessageKind::text, "满意", ""},
        {"oa-plain-image", MessageKind::image, "", "mediaImg_0123456789-abcXYZ"},
        {"oa-plain-voice-plain", MessageKind::voice, "", "mediaVoice_16k"},
        {"oa-plain-voice-recognition", MessageKind::voice, "我家在越秀区北京路，需要志愿者帮忙照看孩子。",
         "mediaVoice_8k2"},
        {"oa-plain-voice-recognition-empty", MessageKind::voice, "", "mediaVoice_16k3"},
        {"oa-plain-video", MessageKind::video, "", "mediaVideo_1"},
        {"oa-plain-shortvideo", MessageKind::video, "", "mediaVideo_2"},
        {"oa-plain-location", MessageKind::location, "广州市越秀区府前路1号", ""},
        {"oa-plain-link", MessageKind::link, "公益服务指南\nhttps://www.example.invalid/a?b=1&c=2", ""},
        {"oa-plain-subscribe", MessageKind::subscribe, "", ""},
        {"oa-plain-subscribe-qr", MessageKind::subscribe, "street_liwan_03", ""},
        {"oa-plain-scan", MessageKind::subscribe, "street_liwan_03", ""},
        {"oa-plain-unsubscribe", MessageKind::unsubscribe, "", ""},
        {"oa-plain-click", MessageKind::menu, "REQ_NEW", ""},
        {"oa-plain-scancode-waitmsg", MessageKind::menu, "SCAN_CARD", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.vector);
        const auto got = message_of(row.vector);
        EXPECT_EQ(got.kind, row.kind);
        EXPECT_EQ(got.text, row.text);
        EXPECT_EQ(got.media, row.media);
        EXPECT_EQ(got.account, "demo");
        EXPECT_EQ(got.sender, "oAbC1dE2fG3hI4jK5lM6nO7pQ8rS");
        EXPECT_EQ(got.channel, bot::Channel::wechat);
    }
}

TEST(ToMessage, ScopesTheKeyByAccountAndTakesTheTime) {
    const auto text = message_of("oa-plain-text-zh");
    EXPECT_EQ(text.dedup_key, "demo/msgid:23456789012340001");
    EXPECT_EQ(text.sent_at, dispatcher::Time(1715500801s));
    EXPECT_EQ(message_of("oa-plain-click").dedup_key, "demo/event:oAbC1dE2fG3hI4jK5lM6nO7pQ8rS|1715500825|CLICK");
}

TEST(ToMessage, ReadsThePlace) {
    const auto got = message_of("oa-plain-location");
    EXPECT_DOUBLE_EQ(got.latitude, 23.129110);
    EXPECT_DOUBLE_EQ(got.longitude, 113.264385);
}

std::string xml(const std::string& inner) {
    return "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1715500801</CreateTime>" +
           inner + "</xml>";
}
Result<bot::Message> message_from(const std::string& inner) {
    const auto callback = read_callback(parse_xml(xml(inner)).value());
    if (!callback) return callback.error();
    return to_message(*callback, "demo");
}

TEST(ToMessage, RefusesMalformedFields) {
    const char* const rows[] = {
        "<MsgType>location</MsgType><Location_X>91</Location_X><Location_Y>113</Location_Y>",
        "<MsgType>location</MsgType><Location_X>nan</Location_X><Location_Y>113</Location_Y>",
        "<MsgType>location</MsgType><Location_X>23.1</Location_X>",
        "<MsgType>text</MsgType><MsgId>12a</MsgId>",
        "<MsgType>text</MsgType><MsgId>123456789012345678901</MsgId>",
        "<MsgType>event</MsgType>",
        "<Content>no kind</Content>",
    };
    for (const auto* row : rows) {
        const auto got = message_from(row);
        ASSERT_FALSE(got) << row;
        EXPECT_EQ(got.error(), Errc::fields);
    }
    EXPECT_EQ(read_callback(parse_xml("<xml/>").value()).error(), Errc::fields);
    EXPECT_EQ(
        read_callback(
            parse_xml("<xml><ToUserName>g</ToUserName><CreateTime>x</CreateTime><MsgType>text</MsgType></xml>").value())
            .error(),
        Errc::fields);
}

TEST(ToMessage, NeverDropsAKindItDoesNotKnow) {
    const auto got = message_from("<MsgType>hologram</MsgType><MediaId>m1</MediaId><MsgId>7</MsgId>");
    ASSERT_TRUE(got);
    EXPECT_EQ(got->kind, MessageKind::other);
    EXPECT_EQ(got->media, "m1");
}

TEST(ToMessage, FallsBackWhereAMessageHasNoId) {
    EXPECT_EQ(message_from("<MsgType>text</MsgType><Content>hi</Content>")->dedup_key, "demo/event:o1|1715500801|text");
}

TEST(ToMessage, KeepsTenThousandCharactersAndCutsMore) {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "字";
    const auto kept = message_from("<MsgType>text</MsgType><MsgId>7</MsgId><Content>" + text + "</Content>");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->text, text);
    const auto cut = message_from("<MsgType>text</MsgType><MsgId>7</MsgId><Content>" + text + text + "</Content>");
    ASSERT_TRUE(cut);
    EXPECT_LE(cut->text.size(), bot::text_bytes_max);
    EXPECT_TRUE(is_utf8(cut->text));
}

Handling handling(const std::string& inner) {
    return handling_of(read_callback(parse_xml(xml(inner)).value()).value());
}

TEST(HandlingOf, ComparesEventsWithoutRegardToCase) {
    struct {
        const char* event;
        Handling handling;
    } const rows[] = {{"CLICK", Handling::message},
                      {"click", Handling::message},
                      {"SCAN", Handling::message},
                      {"Subscribe", Handling::message},
                      {"VIEW", Handling::notice},
                      {"view", Handling::notice},
                      {"LOCATION", Handling::notice},
                      {"TEMPLATESENDJOBFINISH", Handling::notice},
                      {"subscribe_msg_popup_event", Handling::notice},
                      {"location_select", Handling::notice},
                      {"user_authorize_cancellation", Handling::unknown},
                      {"click2", Handling::unknown}};
    for (const auto& row : rows)
        EXPECT_EQ(handling(std::string("<MsgType>event</MsgType><Event>") + row.event + "</Event>"), row.handling)
            << row.event;
    EXPECT_EQ(handling("<MsgType>hologram</MsgType>"), Handling::message);
}

struct Signed {
    std::map<std::string, std::string> query;
    CallbackKeys keys{"warmline-demo", "wx0123456789abcdef",
                      AesKey::parse("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").value()};
    explicit Signed(Mode mode) {
        keys.mode = mode;
        query = {
            {"timestamp", "1715500800"}, {"nonce", "n"}, {"signature", signature({keys.token, "1715500800", "n"})}};
    }
    Result<Opened> open(std::chrono::sys_seconds now) const {
        return open_callback(keys, CallbackQuery::from(query), xml("<MsgType>text</MsgType>"), now);
    }
};

TEST(OpenCallback, HasNoWindowUnlessSet) {
    Signed call(Mode::plain);
    EXPECT_TRUE(call.open(some_time + 24h * 365));
    call.keys.timestamp_age_max = 600s;
    EXPECT_TRUE(call.open(some_time + 600s));
    EXPECT_TRUE(call.open(some_time - 600s));
    EXPECT_EQ(call.open(some_time + 601s).error(), Errc::stale);
    EXPECT_EQ(call.open(some_time - 601s).error(), Errc::stale);
    for (const std::string wrong : {"", "soon", "1715500800 ", "-1", "99999999999999999999", "9223372036854775807"}) {
        call.query["timestamp"] = wrong;
        call.query["signature"] = signature({call.keys.token, wrong, "n"});
        EXPECT_EQ(call.open(some_time).error(), Errc::stale) << wrong;
    }
}

TEST(OpenCallback, RefusesTheModeTheAccountIsNotIn) {
    EXPECT_EQ(Signed(Mode::safe).open(some_time).error(), Errc::downgrade);
    EXPECT_TRUE(Signed(Mode::compatible).open(some_time));
    Signed without_key(Mode::plain);
    without_key.keys.aes_key.reset();
    without_key.query["encrypt_type"] = "aes";
    EXPECT_EQ(without_key.open(some_time).error(), Errc::downgrade);
}

TEST(OpenCallback, RefusesBytesThatAreNotUtf8) {
    const Signed call(Mode::plain);
    EXPECT_EQ(open_callback(call.keys, CallbackQuery::from(call.query), "<xml>\xFF</xml>", some_time).error(),
              Errc::utf8);
    const auto sealed = encrypt(*call.keys.aes_key, "<xml>\xFF</xml>", call.keys.receive_id, random16());
    const std::map<std::string, std::string> query{{"timestamp", "1"},
                                                   {"nonce", "n"},
                                                   {"encrypt_type", "aes"},
                                                   {"msg_signature", signature({call.keys.token, "1", "n", sealed})}};
    EXPECT_EQ(
        open_callback(call.keys, CallbackQuery::from(query), "<xml><Encrypt>" + sealed + "</Encrypt></xml>", some_time)
            .error(),
        Errc::utf8);
}

TEST(CallbackKeys, NeedAKeyOnlyWhereTheModeDoes) {
    AccountSettings settings;
    settings.mode = Mode::plain;
    EXPECT_TRUE(CallbackKeys::from(settings));
    settings.mode = Mode::compatible;
    EXPECT_EQ(CallbackKeys::from(settings).error(), Errc::aes_key);
    settings.encoding_aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    EXPECT_TRUE(CallbackKeys::from(settings)->aes_key);
}

TEST(Errc, HasAWordAndASentenceForEachValue) {
    for (int i = 1; i <= static_cast<int>(Errc::receiver); ++i) {
        const auto ec = make_error_code(static_cast<Errc>(i));
        EXPECT_NE(stage(ec), "other") << i;
        EXPECT_NE(ec.message(), "unknown") << i;
        EXPECT_GE(status_of(ec), 400U);
        EXPECT_LT(status_of(ec), 500U);
    }
    EXPECT_EQ(stage({}), "other");
}

}  // namespace
}  // namespace warmline::wechat
