#include <gtest/gtest.h>

#include "backoff.hpp"
#include "greeting.hpp"
#include "redis/functions.hpp"

namespace warmline::redis {
namespace {
using namespace std::chrono_literals;

TEST(Backoff, DoublesUpToTheLimitAndKeepsTheFirstHalf) {
    EXPECT_EQ(backoff(0, 50ms, 5000ms, 0.0), 25ms);
    EXPECT_EQ(backoff(0, 50ms, 5000ms, 0.999), 49ms);
    EXPECT_EQ(backoff(3, 50ms, 5000ms, 0.0), 200ms);
    EXPECT_EQ(backoff(7, 50ms, 5000ms, 0.0), 2500ms);
    EXPECT_EQ(backoff(1'000'000, 50ms, 5000ms, 0.5), 3750ms);
}

Settings bare() {
    Settings settings;
    settings.load_functions = false;
    return settings;
}

TEST(Greeting, AsksOnlyForWhatIsSet) {
    EXPECT_EQ(greeting(bare()), (std::vector<Command>{{"CLIENT", "SETNAME", "warmline"}}));
    auto settings = bare();
    settings.password = "s";
    settings.database = 3;
    EXPECT_EQ(greeting(settings),
              (std::vector<Command>{{"AUTH", "s"}, {"SELECT", "3"}, {"CLIENT", "SETNAME", "warmline"}}));
    settings.username = "u";
    EXPECT_EQ(greeting(settings).front(), (Command{"AUTH", "u", "s"}));
}

Value list_of(std::string_view code) {
    return Value::array({Value::array({Value::string("library_name"), Value::string("warmline"),
                                       Value::string("library_code"), Value::string(std::string(code))})});
}

TEST(Greeting, LoadsTheLibraryUnlessItIsThereOrNewer) {
    const auto no_function = Value::error("ERR Function not found");
    struct {
        const char* why;
        Value list, version;
        Greeted expected;
    } const rows[] = {
        {"no library", Value::array(), no_function, Greeted::load_functions},
        {"the same code", list_of(functions_code()), Value::of(functions_version()), Greeted::ready},
        {"the same version, other code", list_of("x"), Value::of(functions_version()), Greeted::load_functions},
        {"older", list_of("x"), Value::of(functions_version() - 1), Greeted::load_functions},
        {"newer", list_of("x"), Value::of(functions_version() + 1), Greeted::ready},
        {"a library without our version", list_of("x"), no_function, Greeted::load_functions},
    };
    for (const auto& row : rows) {
        const auto got = judge_greeting(Settings{}, std::vector<Value>{Value::status("OK"), row.list, row.version});
        ASSERT_TRUE(got) << row.why;
        EXPECT_EQ(*got, row.expected) << row.why;
    }
}

TEST(Greeting, SaysWhyAConnectionIsOfNoUse) {
    const auto ok = Value::status("OK");
    auto with_password = bare();
    with_password.password = "s";
    struct {
        const char* why;
        Settings settings;
        std::vector<Value> replies;
        Errc expected;
    } const rows[] = {
        {"wrong password", with_password, {Value::error("WRONGPASS no"), Value::error("NOAUTH")}, Errc::auth},
        {"the server has no password", with_password, {Value::error("ERR AUTH <password> called"), ok}, Errc::auth},
        {"password needed", bare(), {Value::error("NOAUTH Authentication required.")}, Errc::auth},
        {"loading", bare(), {Value::error("LOADING Redis is loading")}, Errc::unavailable},
        {"no such database", bare(), {Value::error("ERR DB index is out of range")}, Errc::server_error},
        {"not a word", bare(), {Value::of(1)}, Errc::protocol},
        {"nothing", bare(), {}, Errc::protocol},
        {"may not list functions", Settings{}, {ok, Value::error("NOPERM no"), Value::error("NOPERM")}, Errc::auth},
    };
    for (const auto& row : rows) {
        const auto got = judge_greeting(row.settings, row.replies);
        ASSERT_FALSE(got) << row.why;
        EXPECT_EQ(got.error(), row.expected) << row.why;
    }
}

TEST(Greeting, TakesTheLoadOnlyByItsName) {
    EXPECT_TRUE(judge_load(Value::string("warmline")));
    EXPECT_EQ(judge_load(Value::string("other")).error(), Errc::protocol);
    EXPECT_EQ(judge_load(Value::error("ERR Error compiling function")).error(), Errc::server_error);
    EXPECT_EQ(load_functions_command().back(), functions_code());
}

}  // namespace
}  // namespace warmline::redis
