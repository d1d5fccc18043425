#include "wechat/outcome.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "async/errc.hpp"
#include "http/errc.hpp"
#include "wechat/text.hpp"

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
using ports::SendOutcome;
using ports::Sent;
constexpr SteadyTime t0{1000h};

TEST(TextMessage, IsRawUtf8) {
    const auto body = text_message_json("oA1", "您好 \"😀\"\n");
    EXPECT_EQ(body.find("\\u"), body.npos) << "the platform answers 40033";
    EXPECT_EQ(nlohmann::json::parse(body),
              (nlohmann::json{{"touser", "oA1"}, {"msgtype", "text"}, {"text", {{"content", "您好 \"😀\"\n"}}}}));
}

TEST(TextMessage, NeverThrowsAndNeverGrowsTooLong) {
    const auto content = [](const std::string& text) {
        return nlohmann::json::parse(text_message_json("o", text))["text"]["content"].get<std::string>();
    };
    EXPECT_EQ(content("a\xFF\x01z"), "a\xEF\xBF\xBDz");
    EXPECT_LE(content(std::string(50'000, 'x')).size(), sent_text_bytes_max);
}

TEST(ReadToken, TakesOnlyACompleteAnswer) {
    const auto good = read_token(R"({"access_token":"T","expires_in":7200})");
    EXPECT_EQ(good.token, "T");
    EXPECT_EQ(good.expires_in, 7200s);
    struct {
        const char* body;
        int errcode;
    } const rows[] = {{R"({"errcode":40164,"errmsg":"x"})", 40164},
                      {R"({"access_token":"T"})", 0},
                      {R"({"access_token":"T","expires_in":0})", 0},
                      {R"({"access_token":7,"expires_in":7200})", 0},
                      {"<html>", 0},
                      {"", 0},
                      {"[]", 0}};
    for (const auto& row : rows) {
        const auto got = read_token(row.body);
        EXPECT_EQ(got.token, "") << row.body;
        EXPECT_EQ(got.errcode, row.errcode) << row.body;
    }
}

TEST(Outcome, OfAnAnswer) {
    struct {
        const char* why;
        unsigned status;
        const char* body;
        Sent what;
        int code;
    } const rows[] = {
        {"sent", 200, R"({"errcode":0,"errmsg":"ok"})", Sent::delivered, 0},
        {"busy", 200, R"({"errcode":-1})", Sent::retry, -1},
        {"daily quota", 200, R"({"errcode":45009})", Sent::retry, 45009},
        {"no credits", 200, R"({"errcode":45047})", Sent::wait_for_user, 45047},
        {"out of the window", 200, R"({"errcode":45015})", Sent::wait_for_user, 45015},
        {"left", 200, R"({"errcode":43004})", Sent::never, 43004},
        {"token", 200, R"({"errcode":42001})", Sent::retry, 42001},
        {"too long", 200, R"({"errcode":45002})", Sent::fault, 45002},
        {"no right", 200, R"({"errcode":48001})", Sent::fault, 48001},
        {"unknown code", 200, R"({"errcode":99999})", Sent::fault, 99999},
        {"the body decides, whatever the status", 500, R"({"errcode":0})", Sent::delivered, 0},
        {"down", 503, "", Sent::retry, 503},
        {"broken", 500, "<html>", Sent::retry, 500},
        {"a gateway gave up waiting", 504, "", Sent::unknown, 504},
        {"too fast for a gateway", 429, "", Sent::retry, 429},
        {"refused", 403, "no", Sent::fault, 403},
        {"says nothing", 200, "", Sent::unknown, 200},
        {"says nothing we know", 200, "{}", Sent::unknown, 200},
        {"errcode of another type", 200, R"({"errcode":"0"})", Sent::unknown, 200},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto got = outcome_of_answer(row.status, row.body);
        EXPECT_EQ(got.what, row.what);
        EXPECT_EQ(got.code, row.code);
        EXPECT_EQ(got.why.empty(), row.what == Sent::delivered);
        EXPECT_EQ(got.retry_after > 0ms, row.what == Sent::retry);
    }
}

TEST(Outcome, OfAFailure) {
    for (const auto unsent : {http::Errc::resolve, http::Errc::connect, http::Errc::tls, http::Errc::timed_out_unsent})
        EXPECT_EQ(outcome_of_failure(unsent).what, Sent::retry);
    for (const auto sent : {http::Errc::timed_out, http::Errc::closed, http::Errc::malformed, http::Errc::too_large})
        EXPECT_EQ(outcome_of_failure(sent).what, Sent::unknown);
    EXPECT_EQ(outcome_of_failure(async::Errc::cancelled).what, Sent::unknown);
    EXPECT_EQ(outcome_of_failure(http::Errc::bad_url).what, Sent::fault);
}

TEST(Throttle, DoublesThePauseWhileThePlatformAsks) {
    Throttle throttle;
    auto now = t0;
    for (const auto expected : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
        auto outcome = outcome_of_code(-1);
        throttle.note(outcome, now);
        EXPECT_EQ(outcome.retry_after, expected);
        EXPECT_EQ(throttle.wait(now), expected);
        EXPECT_EQ(throttle.wait(now + expected), 0ms);
        now += expected;
    }
    SendOutcome delivered;
    throttle.note(delivered, now);
    auto again = outcome_of_code(-1);
    throttle.note(again, now);
    EXPECT_EQ(again.retry_after, 1s) << "a success starts over";
}

TEST(Throttle, CountsMessagesInFlightOnce) {
    Throttle throttle;
    for (int i = 0; i < 50; ++i) {
        auto outcome = outcome_of_code(45033);
        throttle.note(outcome, t0);
        EXPECT_EQ(outcome.retry_after, 2s);
    }
}

TEST(Throttle, MindsOnlyWhatConcernsAll) {
    Throttle throttle;
    for (const int code : {45015, 43004, 45002, 48001, 40001, 0}) {
        auto outcome = outcome_of_code(code);
        throttle.note(outcome, t0);
        EXPECT_EQ(throttle.wait(t0), 0ms) << code;
    }
    auto quota = outcome_of_code(45009);
    throttle.note(quota, t0);
    EXPECT_EQ(throttle.wait(t0), 10min);
}

}  // namespace
}  // namespace warmline::wechat
