#include "address.hpp"

#include <gtest/gtest.h>

#include "store/calendar.hpp"

namespace warmline::calendar {
namespace {

TEST(CalendarAddress, IsASecretOfSixtyFourDigitsAndNothingElse) {
    const std::string secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    EXPECT_EQ(secret_in(secret + ".ics", store::calendar_suffix), secret);
    struct {
        const char* why;
        std::string file;
    } const rows[] = {
        {"no ending", secret},
        {"another ending", secret + ".ical"},
        {"one digit short", secret.substr(1) + ".ics"},
        {"one digit more", "0" + secret + ".ics"},
        {"large letters", "A" + secret.substr(1) + ".ics"},
        {"a letter that is no digit", "g" + secret.substr(1) + ".ics"},
        {"a zero byte", std::string(1, '\0') + secret.substr(1) + ".ics"},
        {"nothing", ""},
        {"the ending alone", ".ics"},
    };
    for (const auto& row : rows) EXPECT_EQ(secret_in(row.file, store::calendar_suffix), "") << row.why;
}

}  // namespace
}  // namespace warmline::calendar
