#include "bot/normalise.hpp"

#include <gtest/gtest.h>

#include "bot/message.hpp"

namespace warmline::bot {
namespace {

const std::vector<std::pair<char32_t, char32_t>> pairs = {{U'數', U'数'}, {U'學', U'学'}, {U'醫', U'医'}};

std::string normal(std::string_view text) {
    const Normaliser normalise(pairs);
    const NormalText result = normalise(text);
    return to_bytes(result.text());
}

TEST(Normalise, FoldsWhatMeansTheSame) {
    struct {
        const char* why;
        const char* text;
        const char* normal;
    } const rows[] = {
        {"full width letters, digits and marks", "Ｎ９５，！？：", "n95,!?:"},
        {"traditional to simplified", "數學", "数学"},
        {"case", "ICU Kn95", "icu kn95"},
        {"circled digits", "①饭②车", "1饭2车"},
        {"mathematical digits", "\U0001D7CF\U0001D7D0", "12"},
        {"zero-width characters", "不\u200b想\u2060活\ufeff了", "不想活了"},
        {"variation selector of an emoji", "❤\ufe0f", "❤"},
        {"direction marks", "\u202e口罩\u202c", "口罩"},
        {"ideographic and other blanks, a run is one", "口罩 \u3000\t两箱", "口罩 两箱"},
        {"blanks at the beginning", "   你好", "你好"},
        {"blanks between lone characters", "不 想 活 了", "不想活了"},
        {"a blank between words stays", "孩子小四 数学跟不上", "孩子小四 数学跟不上"},
        {"line ends stay", "一\r\n二", "一\n二"},
        {"empty", "", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(normal(row.text), row.normal);
    }
}

TEST(Normalise, ReadsWhatIsNotUtf8AsReplacement) {
    struct {
        const char* why;
        std::string text;
        const char* normal;
    } const rows[] = {
        {"a lone continuation byte", "a\x80z", "a\ufffdz"},
        {"a sequence cut by the end", "a\xe6\x95", "a\ufffd\ufffd"},
        {"a sequence cut by a letter", "\xe6\x95z", "\ufffd\ufffdz"},
        {"an overlong slash", "\xc0\xaf", "\ufffd\ufffd"},
        {"a surrogate", "\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(normal(row.text), row.normal);
    }
}

TEST(Normalise, MapsEachCharacterToItsBytes) {
    const Normaliser normalise(pairs);
    const std::string text = "Ｎ95 數\u200b學";
    const NormalText result = normalise(text);
    ASSERT_EQ(to_bytes(result.text()), "n95 数学");
    EXPECT_EQ(result.byte_begin(0), 0U);
    EXPECT_EQ(result.byte_end(0), 3U);  // the full width letter
    EXPECT_EQ(result.written({0, 3}), "Ｎ95");
    EXPECT_EQ(result.written({4, 5}), "數");          // as written, not as read
    EXPECT_EQ(result.written({4, 6}), "數\u200b學");  // with what was removed inside
    EXPECT_EQ(result.written({3, 3}), "");
}

TEST(Normalise, EverySpanIsInsideTheTextWhateverTheBytes) {
    const Normaliser normalise(pairs);
    std::string text;
    for (int byte = 0; byte < 256; ++byte) text += {static_cast<char>(byte), 'x', static_cast<char>(255 - byte)};
    const NormalText result = normalise(text);
    std::uint32_t last = 0;
    for (std::uint32_t at = 0; at < result.size(); ++at) {
        ASSERT_GE(result.byte_begin(at), last);
        ASSERT_GT(result.byte_end(at), result.byte_begin(at));
        ASSERT_LE(result.byte_end(at), text.size());
        last = result.byte_end(at);
    }
}

TEST(Normalise, ReadsAtMostTheLimit) {
    const Normaliser normalise(pairs);
    const std::string text(text_bytes_max + 100, 'a');
    EXPECT_EQ(normalise(text).size(), text_bytes_max);
}

}  // namespace
}  // namespace warmline::bot
