#include "reader.hpp"

#include <gtest/gtest.h>

#include "encoder.hpp"

namespace warmline::redis {
namespace {
constexpr std::size_t plenty = 1 << 20;

const char* const session =
    "+OK\r\n:-42\r\n$-1\r\n*-1\r\n$0\r\n\r\n*0\r\n-ERR no\r\n$4\r\na\r\nb\r\n"
    "*3\r\n:1\r\n*2\r\n$1\r\nx\r\n*1\r\n-BAD deep\r\n$-1\r\n+PONG\r\n";
std::vector<Value> expected() {
    return {Value::status("OK"),
            Value::of(-42),
            Value(),
            Value(),
            Value::string(""),
            Value::array(),
            Value::error("ERR no"),
            Value::string("a\r\nb"),
            Value::array(
                {Value::of(1), Value::array({Value::string("x"), Value::array({Value::error("BAD deep")})}), Value()}),
            Value::status("PONG")};
}

TEST(Reader, BuildsTheSameValuesHoweverTheBytesAreCut) {
    const std::string_view bytes = session;
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        Reader reader(plenty);
        std::vector<Value> got;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            ASSERT_TRUE(reader.feed(bytes.substr(at, piece), got));
        }
        EXPECT_EQ(got, expected()) << piece;
    }
}

TEST(Reader, KeepsWideNestedArraysWhole) {
    std::string bytes = "*5000\r\n";
    for (int i = 0; i < 5000; ++i) bytes += "*2\r\n:" + std::to_string(i) + "\r\n*1\r\n$1\r\nz\r\n";
    Reader reader(plenty);
    std::vector<Value> got;
    ASSERT_TRUE(reader.feed(bytes, got));
    ASSERT_EQ(got.size(), 1U);
    ASSERT_EQ(got[0].items().size(), 5000U);
    for (int i = 0; i < 5000; ++i) {
        const auto& item = got[0].items()[static_cast<std::size_t>(i)].items();
        ASSERT_EQ(item[0].integer(), i);
        ASSERT_EQ(item[1].items()[0].text(), "z");
    }
}

TEST(Reader, RefusesWhatIsNotRespAndKeepsTheRepliesBefore) {
    for (const char* bad : {"HTTP/1.1 400\r\n", ":12x\r\n", "$-2\r\n", "*-7\r\n", "$99999999999999999999\r\n",
                            "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n", "\r\n", "%1\r\n"}) {
        Reader reader(plenty);
        std::vector<Value> got;
        const auto fed = reader.feed(std::string("+OK\r\n") + bad, got);
        ASSERT_FALSE(fed) << bad;
        EXPECT_EQ(fed.error(), Errc::protocol) << bad;
        EXPECT_EQ(got, std::vector<Value>{Value::status("OK")}) << bad;
    }
}

TEST(Reader, BelievesNoLengthBeforeTheItemsCome) {
    Reader reader(plenty);
    std::vector<Value> got;
    EXPECT_TRUE(reader.feed("*2147483647\r\n*2147483647\r\n", got));  // would be 200 GiB
    EXPECT_TRUE(got.empty());
}

TEST(Reader, TakesAReplyOfExactlyTheLimitAndNoLarger) {
    const std::string reply = "$20\r\n" + std::string(20, 'x') + "\r\n";  // 27 bytes
    for (const std::size_t piece : {std::size_t{1}, reply.size()}) {
        for (const bool fits : {true, false}) {
            Reader reader(fits ? reply.size() : reply.size() - 1);
            std::vector<Value> got;
            bool good = true;
            // Three in a row: the limit is of one reply, not of the stream.
            const auto stream = reply + reply + reply;
            for (std::size_t at = 0; at < stream.size() && good; at += piece) {
                const auto fed = reader.feed(std::string_view(stream).substr(at, piece), got);
                good = fed.has_value();
                if (!good) {
                    EXPECT_EQ(fed.error(), Errc::too_large);
                }
            }
            EXPECT_EQ(good, fits) << piece;
            EXPECT_EQ(got.size(), fits ? 3U : 0U) << piece;
        }
    }
}

TEST(Reader, LimitsAnArrayThatNeverEnds) {
    Reader reader(1000);
    std::vector<Value> got;
    ASSERT_TRUE(reader.feed("*1000000\r\n", got));
    Result<void> fed;
    int items = 0;
    while (fed && items < 1000) {
        fed = reader.feed(":1\r\n", got);
        ++items;
    }
    ASSERT_FALSE(fed);
    EXPECT_EQ(fed.error(), Errc::too_large);
    EXPECT_LT(items, 260);
}

TEST(Encoder, WritesBytesAsTheyAre) {
    Encoder encoder;
    std::string out = "before";
    encoder.append({"SET", std::string("k\0\r\n", 4), ""}, out);
    EXPECT_EQ(out, std::string("before*3\r\n$3\r\nSET\r\n$4\r\nk\0\r\n\r\n$0\r\n\r\n", 35));
}

}  // namespace
}  // namespace warmline::redis
