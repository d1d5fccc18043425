#include "redis/record.hpp"

#include <gtest/gtest.h>

namespace warmline::redis {
namespace {

TEST(Record, ComesBackAsItWas) {
    const Record rows[] = {
        {1, {}, ""},
        {0x0102030405060708, {"{sz}:person:1"}, "payload"},
        {~0ULL, {"a", "b", std::string(300, 'c')}, std::string("\0\n\xff", 3)},
        {2, {std::string(65'535, 'k')}, "at the limit"},
    };
    for (const auto& row : rows) {
        const auto got = Record::decode(row.encode());
        ASSERT_TRUE(got);
        EXPECT_EQ(*got, row);
    }
}

TEST(Record, HasTheLayoutThatTheFunctionsRead) {
    const Record record{0x0102030405060708, {"ab", "c"}, "p"};
    EXPECT_EQ(record.encode(), std::string("\1\2\3\4\5\6\7\10\0\4ab\ncp", 15));
    EXPECT_EQ(encode_version(258), std::string("\0\0\0\0\0\0\1\2", 8));
}

TEST(Record, RefusesLinksThatCannotBeToldApart) {
    const std::vector<std::string> rows[] = {
        {""}, {"a", ""}, {"a\nb"}, {std::string(65'536, 'k')}, {std::string(40'000, 'k'), std::string(40'000, 'l')}};
    for (const auto& links : rows) {
        EXPECT_THROW(std::ignore = (Record{1, links, ""}.encode()), std::invalid_argument);
    }
}

TEST(Record, RefusesMalformedBytes) {
    const std::string version(8, 'v');
    const std::string rows[] = {"",
                                version,
                                version + std::string("\0", 1),
                                version + std::string("\0\1", 2),
                                version + std::string("\0\3ab", 4),
                                version + std::string("\0\1\n", 3),
                                version + std::string("\0\2a\n", 4),
                                version + std::string("\0\4a\n\nb", 6)};
    for (const auto& row : rows) {
        const auto got = Record::decode(row);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error(), Errc::bad_record);
    }
}

TEST(ReadRecords, TakesKeysWithAndWithoutValues) {
    const Record record{3, {"b"}, "x"};
    const auto got =
        read_records(Value::array({Value::string("a"), Value::string(record.encode()), Value::string("b"), Value()}));
    ASSERT_TRUE(got);
    EXPECT_EQ(got->size(), 2U);
    EXPECT_EQ(got->at("a"), record);
    EXPECT_EQ(got->at("b"), std::nullopt);
}

TEST(ReadRecords, RefusesWhatTheFunctionDoesNotReturn) {
    EXPECT_EQ(read_records(Value()).error(), Errc::protocol);
    EXPECT_EQ(read_records(Value::array({Value::string("a")})).error(), Errc::protocol);
    EXPECT_EQ(read_records(Value::array({Value::of(1), Value()})).error(), Errc::protocol);
    EXPECT_EQ(read_records(Value::array({Value::string("a"), Value::of(1)})).error(), Errc::protocol);
    EXPECT_EQ(read_records(Value::array({Value::string("a"), Value::string("short")})).error(), Errc::bad_record);
}

}  // namespace
}  // namespace warmline::redis
