#include "redis/value.hpp"

#include <gtest/gtest.h>

#include "redis/errc.hpp"

namespace warmline::redis {
namespace {

TEST(Value, HoldsExactlyWhatItWasMadeOf) {
    EXPECT_TRUE(Value().is_nil());
    EXPECT_EQ(Value::of(-7).integer(), -7);
    EXPECT_EQ(Value::string("a").text(), "a");
    EXPECT_TRUE(Value::string("").is_text());
    EXPECT_TRUE(Value::status("OK").is_text());
    EXPECT_NE(Value::status("OK"), Value::string("OK"));
    EXPECT_TRUE(Value::error("ERR no").is_error());
    EXPECT_FALSE(Value::error("ERR no").is_text());
    EXPECT_EQ(Value::array({Value::of(1), Value()}).items().size(), 2U);
}

TEST(Value, AskedForWhatItDoesNotHoldIsABug) {
    EXPECT_THROW(std::ignore = Value().text(), std::bad_variant_access);
    EXPECT_THROW(std::ignore = Value::of(1).items(), std::bad_variant_access);
    EXPECT_THROW(std::ignore = Value::string("1").integer(), std::bad_variant_access);
}

TEST(Value, ErrorRepliesAreToldApartByTheirFirstWord) {
    struct {
        const char* reply;
        Errc means;
    } const rows[] = {
        {"CONFLICT 2", Errc::conflict},
        {"WRONGPASS invalid username-password pair or user is disabled.", Errc::auth},
        {"NOAUTH Authentication required.", Errc::auth},
        {"NOPERM this user has no permissions", Errc::auth},
        {"LOADING Redis is loading the dataset in memory", Errc::unavailable},
        {"OOM command not allowed when used memory > 'maxmemory'.", Errc::unavailable},
        {"READONLY You can't write against a read only replica.", Errc::unavailable},
        {"TOOLARGE more than 500 values", Errc::too_large},
        {"ERR unknown command", Errc::server_error},
        {"CONFLICTING", Errc::server_error},
        {"", Errc::server_error},
    };
    for (const auto& row : rows) EXPECT_EQ(error_of(Value::error(row.reply)), row.means) << row.reply;
}

TEST(Errc, EachValueHasItsSentence) {
    for (int value = 1; value <= static_cast<int>(Errc::bad_endpoint); ++value) {
        EXPECT_NE(make_error_code(static_cast<Errc>(value)).message(), "unknown error") << value;
    }
    EXPECT_STREQ(category().name(), "warmline.redis");
}

}  // namespace
}  // namespace warmline::redis
