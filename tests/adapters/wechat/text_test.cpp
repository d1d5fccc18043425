#include "wechat/text.hpp"

#include <gtest/gtest.h>

namespace warmline::wechat {
namespace {

TEST(Cut, EndsBetweenCharacters) {
    struct {
        const char* why;
        const char* text;
        std::size_t bytes_max;
        const char* kept;
    } const rows[] = {
        {"short enough", "你好", 6, "你好"},
        {"inside a character", "你好", 5, "你"},
        {"exactly between", "你好啊", 6, "你好"},
        {"not even one", "你", 2, ""},
        {"nothing", "", 0, ""},
        {"family held by joiners", "a👨‍👩‍👧b", 15, "a"},
        {"skin tone", "a🙏🏻b", 5, "a"},
        {"variation selector", "a❤️b", 4, "a"},
        {"key cap", "a1️⃣", 5, "a"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(cut(row.text, row.bytes_max), row.kept);
    }
}

TEST(Shorten, ShowsThatSomethingIsMissing) {
    EXPECT_EQ(shorten("abcdef", 6), "abcdef");
    EXPECT_EQ(shorten("abcdefg", 6), "abc…");
    std::string long_text;
    for (int i = 0; i < 10'000; ++i) long_text += "字";
    const auto got = shorten(long_text, sent_text_bytes_max);
    EXPECT_LE(got.size(), sent_text_bytes_max);
    EXPECT_GT(got.size(), sent_text_bytes_max - 4);
    EXPECT_TRUE(is_utf8(got));
}

TEST(Clean, DropsWhatXmlForbids) {
    EXPECT_EQ(clean(std::string_view("a\0b\x1F\r\n\tc", 8)), "ab\r\n\tc");
    EXPECT_EQ(clean("\xFF好"), "\xEF\xBF\xBD好");
    EXPECT_EQ(clean("eight bytes and more \x02"), "eight bytes and more ");
}

TEST(IsUtf8, LooksAtEveryByte) {
    EXPECT_TRUE(is_utf8(""));
    for (std::size_t before = 0; before < 20; ++before) {
        const std::string ascii(before, 'a');
        EXPECT_TRUE(is_utf8(ascii + "好")) << before;
        EXPECT_FALSE(is_utf8(ascii + "\xFF" + "and more of it")) << before;
        EXPECT_FALSE(is_utf8(ascii + "\xE5\xA5")) << before;
    }
}

}  // namespace
}  // namespace warmline::wechat
