#include "wechat/crypto.hpp"

#include <gtest/gtest.h>

namespace warmline::wechat {
namespace {
constexpr std::string_view key_text = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

TEST(Signature, SortsAsByteStrings) {
    EXPECT_EQ(signature({"b", "a", "C"}), signature({"C", "b", "a"}));
    EXPECT_EQ(signature({"abc"}), "a9993e364706816aba3e25717850c26c9cd0d89d");  // FIPS 180
    EXPECT_EQ(signature({"9", "10"}), signature({"109"})) << "as numbers, 9 would come first";
}

TEST(Signature, MatchesOnlyExactly) {
    constexpr std::string_view right = "a9993e364706816aba3e25717850c26c9cd0d89d";
    EXPECT_TRUE(signature_matches({"abc"}, right));
    for (const std::string_view wrong :
         {"A9993E364706816ABA3E25717850C26C9CD0D89D", "", "a9993e364706816aba3e25717850c26c9cd0d89",
          "a9993e364706816aba3e25717850c26c9cd0d89d ", "a9993e364706816aba3e25717850c26c9cd0d89e"})
        EXPECT_FALSE(signature_matches({"abc"}, wrong)) << wrong;
}

TEST(AesKey, IgnoresSpareBitsOnly) {
    EXPECT_TRUE(AesKey::parse(key_text)) << "G has non-zero spare bits";
    EXPECT_FALSE(AesKey::parse(key_text.substr(1)));
    EXPECT_FALSE(AesKey::parse("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF="));
    EXPECT_FALSE(AesKey::parse("abcdefghijklmnopqrstuvwxyz0123456789ABCD-_G"));
}

TEST(Encrypt, ComesBackAndDiffersEachTime) {
    const auto key = AesKey::parse(key_text).value();
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string message(size, 'x');
        const auto one = encrypt(key, message, "wx0123456789abcdef", random16());
        EXPECT_NE(one, encrypt(key, message, "wx0123456789abcdef", random16()));
        const auto back = decrypt(key, one, "wx0123456789abcdef");
        ASSERT_TRUE(back) << size << back.error().message();
        EXPECT_EQ(*back, message);
    }
}

TEST(Decrypt, RefusesBase64ThatIsNotCanonical) {
    const auto key = AesKey::parse(key_text).value();
    auto sealed = encrypt(key, "hello", "wx0123456789abcdef", Random16{});
    ASSERT_TRUE(sealed.ends_with("="));
    for (const auto& wrong : {sealed + "\n", " " + sealed, sealed + "====", sealed.substr(0, sealed.size() - 1)}) {
        const auto got = decrypt(key, wrong, "wx0123456789abcdef");
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error(), Errc::base64) << wrong;
    }
    EXPECT_EQ(decrypt(key, "", "x").error(), Errc::ciphertext_length);
    sealed[sealed.find('=') - 1] = static_cast<char>(sealed[sealed.find('=') - 1] + 1);  // spare bits, or another byte
    EXPECT_FALSE(decrypt(key, sealed, "wx0123456789abcdef"));
}

}  // namespace
}  // namespace warmline::wechat
