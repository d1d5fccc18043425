#include <gtest/gtest.h>

#include "lockout.hpp"
#include "service.hpp"
#include "sessions.hpp"

namespace warmline::console::testing {
namespace {

using namespace std::chrono_literals;

TEST(Session, SignInTellsWhoAndWhatIsAllowed) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    const auto session = service.json("/session");
    EXPECT_EQ(session["display_name"], "陈协调");
    EXPECT_EQ(session["role"], "coordinator");
    EXPECT_EQ(session["organisation_name"], "团省委");
    EXPECT_TRUE(session["may"]["reassign"]);
    EXPECT_EQ(session["csrf"], service.csrf);
}

TEST(Session, CookieIsOutOfReachOfScriptsAndForeignPages) {
    Service service;
    const auto response = service.post("/session", {{"name", "chen"}, {"password", demo_password}});
    const std::string cookie(response.header("Set-Cookie"));
    EXPECT_NE(cookie.find("; HttpOnly"), std::string::npos);
    EXPECT_NE(cookie.find("; SameSite=Strict"), std::string::npos);
    EXPECT_NE(cookie.find("; Path=/;"), std::string::npos);
    EXPECT_EQ(cookie.find("; Secure"), std::string::npos) << "not on plain HTTP";
    EXPECT_NE(cookie_for("t", 1h, true).find("; Secure"), std::string::npos);
}

TEST(Session, StoreHoldsNoToken) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    const auto token = service.cookie.substr(service.cookie.find('=') + 1);
    ASSERT_EQ(token.size(), 64U);
    for (const auto& [key, value] : service.backend().values) {
        EXPECT_EQ(key.find(token), std::string::npos);
        EXPECT_EQ(value.find(token), std::string::npos);
    }
}

TEST(Session, WrongPasswordAndUnknownAccountAreAnsweredAlike) {
    Service service;
    const auto wrong = service.post("/session", {{"name", "chen"}, {"password", "guess"}});
    const auto unknown = service.post("/session", {{"name", "nobody"}, {"password", "guess"}});
    EXPECT_EQ(wrong.status, 401U);
    EXPECT_EQ(unknown.status, 401U);
    EXPECT_EQ(wrong.body, unknown.body);
    EXPECT_TRUE(wrong.header("Set-Cookie").empty());
}

TEST(Session, NamesAreNotCaseSensitive) {
    Service service;
    EXPECT_EQ(service.sign_in(" Chen "), 200U);
}

TEST(Session, FiveFailuresLock) {
    Service service;
    for (int i = 0; i < 5; ++i) EXPECT_EQ(service.sign_in("chen", "guess"), 401U) << i;
    const auto locked = service.post("/session", {{"name", "chen"}, {"password", demo_password}});
    EXPECT_EQ(locked.status, 429U);
    EXPECT_EQ(locked.header("Retry-After"), "900");
    service.backend().expire_all();
    EXPECT_EQ(service.sign_in("chen"), 200U);
}

TEST(Session, RightPasswordForgetsFailures) {
    Service service;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) EXPECT_EQ(service.sign_in("chen", "guess"), 401U);
        EXPECT_EQ(service.sign_in("chen"), 200U) << round;
    }
}

TEST(Lockout, CountsAccountAndAddressApart) {
    Service service;
    Lockout lockout{service.backend(), {.failures_max = 2, .lock_time = 15min}};
    const auto attempt = [&](const char* account, const char* address) {
        return service.run(lockout.attempt(account, address)).value() == Verdict::allowed;
    };
    EXPECT_TRUE(attempt("a", "10.0.0.1"));
    EXPECT_TRUE(attempt("a", "10.0.0.2"));
    EXPECT_FALSE(attempt("a", "10.0.0.3")) << "the account is locked, from wherever";
    EXPECT_TRUE(attempt("b", "10.0.0.3"));
    EXPECT_FALSE(attempt("c", "10.0.0.3")) << "the address is locked, for whomever";
    EXPECT_TRUE(attempt("c", "10.0.0.4"));
}

TEST(Session, NobodyIsSignedInWithoutACookieOfOurs) {
    Service service;
    for (const auto* cookie : {"", "warmline_session=", "warmline_session=zz", "other=1",
                               "warmline_session=0000000000000000000000000000000000000000000000000000000000000000"}) {
        EXPECT_EQ(service.get("/tickets", {{"Cookie", cookie}}).status, 401U) << cookie;
    }
}

TEST(Session, CookieIsFoundAmongOthers) {
    EXPECT_EQ(token_in("a=1; warmline_session=abc; b=2"), "abc");
    EXPECT_EQ(token_in("warmline_session=abc"), "abc");
    EXPECT_EQ(token_in("xwarmline_session=abc"), "");
    EXPECT_EQ(token_in("warmline_sessions=abc"), "");
    EXPECT_EQ(token_in(";; ;"), "");
}

TEST(Session, SignOutEndsIt) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    const auto out = service.send("DELETE", "/session");
    EXPECT_EQ(out.status, 204U);
    EXPECT_NE(std::string(out.header("Set-Cookie")).find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(service.get("/session").status, 401U);
}

TEST(Session, EndsWhenItsTimeIsOver) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    service.backend().clock += 12h - 1s;
    EXPECT_EQ(service.get("/session").status, 200U);
    service.backend().clock += 1s;
    EXPECT_EQ(service.get("/session").status, 401U);
}

TEST(Session, EndsWithTheAccount) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    service.backend().users.erase("chen");
    EXPECT_EQ(service.get("/tickets").status, 401U);
}

TEST(Session, ChangedRoleHoldsAtOnce) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    service.backend().users["chen"].role = UserRole::leader;
    EXPECT_EQ(service.post("/tickets/10005/notes", {{"text", "x"}}).status, 403U);
}

TEST(Session, UnsafeMethodsNeedTheToken) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    const auto before = service.backend().at("10005").history.size();
    for (const auto* token : {"", "wrong", "0000000000000000000000000000000000000000000000000000000000000000"}) {
        const Headers headers{{"X-CSRF-Token", token}};
        EXPECT_EQ(service.send("POST", "/tickets/10005/notes", R"({"text":"x"})", headers).status, 403U) << token;
        EXPECT_EQ(service.send("DELETE", "/session", {}, headers).status, 403U) << token;
    }
    EXPECT_EQ(service.backend().at("10005").history.size(), before);
}

TEST(Session, StoreAwayIsSaidSo) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    service.backend().away = true;
    const auto response = service.get("/tickets");
    EXPECT_EQ(response.status, 503U);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(service.sign_in("chen"), 503U);
}

}  // namespace
}  // namespace warmline::console::testing
