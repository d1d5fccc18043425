#include "wechat/reply.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"
#include "wechat/text.hpp"

namespace warmline::wechat {
namespace {

Callback callback() {
    Callback out;
    out.to = "gh_3c7a91b5e2d0";
    out.from = "oAbC1dE2fG3hI4jK5lM6nO7pQ8rS";
    return out;
}

TEST(TextReply, SwapsThePartiesAndSaysTheText) {
    const auto fields = parse_xml(text_reply(callback(), "已收到 <您的>]]>求助\x02", some_time));
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->name, "xml");
    EXPECT_EQ(fields_of(*fields), (Json{{"ToUserName", "oAbC1dE2fG3hI4jK5lM6nO7pQ8rS"},
                                        {"FromUserName", "gh_3c7a91b5e2d0"},
                                        {"CreateTime", "1715500800"},
                                        {"MsgType", "text"},
                                        {"Content", "已收到 <您的>]]>求助"}}));
}

TEST(TextReply, StaysBelowThePlatformsLimit) {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "字";
    const auto fields = parse_xml(text_reply(callback(), text, some_time));
    ASSERT_TRUE(fields);
    EXPECT_LE(fields->text_of("Content").size(), sent_text_bytes_max);
    EXPECT_TRUE(fields->text_of("Content").ends_with("…"));
}

TEST(TextReply, ComesThroughSafeMode) {
    CallbackKeys keys{"warmline-demo", "wx0123456789abcdef",
                      AesKey::parse("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").value()};
    const auto clear = text_reply(callback(), "好", some_time);
    const auto sealed = parse_xml(seal_reply(keys, clear, "n-1", some_time, random16()));
    ASSERT_TRUE(sealed);
    EXPECT_TRUE(signature_matches(
        {keys.token, sealed->text_of("TimeStamp"), sealed->text_of("Nonce"), sealed->text_of("Encrypt")},
        sealed->text_of("MsgSignature")));
    const auto opened = decrypt(*keys.aes_key, sealed->text_of("Encrypt"), keys.receive_id);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, clear);
}

}  // namespace
}  // namespace warmline::wechat
