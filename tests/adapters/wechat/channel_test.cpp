#include "wechat/channel.hpp"

#include <deque>
#include <nlohmann/json.hpp>

#include "loop.hpp"

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
using ports::SendOutcome;
using ports::Sent;

/// The platform's side: hands out tokens t1, t2, ... and takes messages; the test lays out what goes wrong.
class FakePlatform {
public:
    struct Step {
        unsigned status = 200;
        std::string body;
        std::chrono::milliseconds pause{0};
    };
    explicit FakePlatform(asio::io_context& context) : server_(context) {
        server_.router.add("POST", "/cgi-bin/stable_token",
                           [this](http::Request r) { return give_token(std::move(r)); });
        server_.router.add("POST", "/cgi-bin/message/custom/send",
                           [this](http::Request r) { return take(std::move(r)); }, {64 * 1024, 30s});
        server_.start();
    }
    [[nodiscard]] const std::string& base_url() const { return server_.base_url; }

    std::deque<Step> token_steps, send_steps;
    std::string accepted = "t1";  ///< the only token that is good; "" takes any
    std::chrono::seconds expires_in{7200};
    std::vector<nlohmann::json> token_requests, messages;
    std::vector<std::string> raw_messages, tokens_used;

private:
    asio::awaitable<http::Response> give_token(http::Request request) {
        token_requests.push_back(nlohmann::json::parse(request.body));
        if (const auto step = next(token_steps)) co_return co_await play(*step);
        co_await sleep_for(5ms);
        const nlohmann::json answer{{"access_token", "t" + std::to_string(token_requests.size())},
                                    {"expires_in", expires_in.count()}};
        co_return http::Response::json(200, answer.dump());
    }
    asio::awaitable<http::Response> take(http::Request request) {
        const std::string token(request.parameter("access_token"));
        tokens_used.push_back(token);
        if (!accepted.empty() && token != accepted)
            co_return http::Response::json(200, R"({"errcode":40001,"errmsg":"invalid credential"})");
        raw_messages.push_back(request.body);
        messages.push_back(nlohmann::json::parse(request.body));
        if (const auto step = next(send_steps)) co_return co_await play(*step);
        co_return http::Response::json(200, R"({"errcode":0,"errmsg":"ok"})");
    }
    static std::optional<Step> next(std::deque<Step>& steps) {
        if (steps.empty()) return std::nullopt;
        auto step = std::move(steps.front());
        steps.pop_front();
        return step;
    }
    static asio::awaitable<http::Response> play(Step step) {
        if (step.pause > 0ms) co_await sleep_for(step.pause);
        co_return http::Response::json(step.status, step.body);
    }

    TestServer server_;
};

class ChannelTest : public ::testing::Test {
public:
    ChannelTest() { make(platform_.base_url()); }

    void make(const std::string& base_url, std::chrono::milliseconds api_time_max = 5s,
              std::chrono::seconds refresh_interval_min = 10s) {
        AccountSettings settings;
        settings.id = "demo";
        settings.app_id = "wx0123456789abcdef";
        settings.secret = "a secret of the test";
        settings.base_url = base_url;
        settings.limits.api_time_max = api_time_max;
        settings.limits.token.refresh_interval_min = refresh_interval_min;
        channel_.emplace(context_.get_executor(), settings, client_);
    }
    SendOutcome send(std::string text = "您好") { return send_many(1, std::move(text))[0]; }
    std::vector<SendOutcome> send_many(int count, std::string text = "您好") {
        std::vector<SendOutcome> out;
        run(context_,
            [](ChannelTest& self, int n, std::string what, std::vector<SendOutcome>& all) -> asio::awaitable<void> {
                const auto executor = co_await asio::this_coro::executor;
                for (int i = 0; i < n; ++i)
                    asio::co_spawn(
                        executor, self.channel_->send("oA1", what, soon()),
                        [&all](const std::exception_ptr&, SendOutcome one) { all.push_back(std::move(one)); });
                while (all.size() < static_cast<std::size_t>(n)) co_await sleep_for(1ms);
            }(*this, count, std::move(text), out));
        return out;
    }

    asio::io_context context_;
    http::Client client_{context_.get_executor()};
    FakePlatform platform_{context_};
    std::optional<Channel> channel_;
};

TEST_F(ChannelTest, SendsRawUtf8UnderATokenOfTheStableKind) {
    const auto got = send("您好😀 \"<a href='https://example.invalid'>查看</a>\"");
    EXPECT_EQ(got.what, Sent::delivered) << got.why;
    ASSERT_EQ(platform_.token_requests.size(), 1U);
    EXPECT_EQ(platform_.token_requests[0], (nlohmann::json{{"grant_type", "client_credential"},
                                                           {"appid", "wx0123456789abcdef"},
                                                           {"secret", "a secret of the test"},
                                                           {"force_refresh", false}}));
    ASSERT_EQ(platform_.messages.size(), 1U);
    EXPECT_EQ(platform_.messages[0],
              (nlohmann::json{{"touser", "oA1"},
                              {"msgtype", "text"},
                              {"text", {{"content", "您好😀 \"<a href='https://example.invalid'>查看</a>\""}}}}));
    EXPECT_NE(platform_.raw_messages[0].find("您好😀"), std::string::npos);
}

TEST_F(ChannelTest, FetchesOneTokenForFiftyMessagesAtOnce) {
    for (const auto& one : send_many(50)) EXPECT_EQ(one.what, Sent::delivered) << one.why;
    EXPECT_EQ(platform_.token_requests.size(), 1U);
    EXPECT_EQ(platform_.messages.size(), 50U);
    send_many(50);
    EXPECT_EQ(platform_.token_requests.size(), 1U);
}

TEST_F(ChannelTest, RefreshesEarlyAndGoesOnMeanwhile) {
    platform_.expires_in = 200s;  // less than the 300 s that make it early
    platform_.accepted = "";
    EXPECT_EQ(send().what, Sent::delivered);
    EXPECT_EQ(send().what, Sent::delivered);
    EXPECT_EQ(platform_.token_requests.size(), 1U) << "not twice in 10 s";
    EXPECT_EQ(platform_.tokens_used, (std::vector<std::string>{"t1", "t1"}));
}

TEST_F(ChannelTest, DoesNotAskForATokenTwiceInTenSecondsWhenItIsRefused) {
    platform_.accepted = "another";
    const auto all = send_many(50);
    for (const auto& one : all) {
        EXPECT_EQ(one.what, Sent::retry) << one.why;
        EXPECT_GT(one.retry_after, 0ms);
        EXPECT_LE(one.retry_after, 10s);
    }
    EXPECT_EQ(platform_.token_requests.size(), 1U);
    EXPECT_TRUE(platform_.messages.empty());
}

TEST_F(ChannelTest, ReplacesARefusedTokenAndSendsOnceMore) {
    for (const int code : {40001, 40014, 42001}) {
        make(platform_.base_url(), 5s, 0s);
        platform_.token_requests.clear();
        platform_.messages.clear();
        platform_.accepted = "";
        platform_.send_steps.push_back({200, R"({"errcode":)" + std::to_string(code) + "}"});
        EXPECT_EQ(send().what, Sent::delivered) << code;
        EXPECT_EQ(platform_.token_requests.size(), 2U);
        EXPECT_EQ(platform_.tokens_used.back(), "t2");
    }
}

TEST_F(ChannelTest, ReplacesARefusedTokenOnceForFiftyMessages) {
    make(platform_.base_url(), 5s, 0s);
    EXPECT_EQ(send().what, Sent::delivered);
    platform_.accepted = "t2";  // t1 was revoked
    for (const auto& one : send_many(50)) EXPECT_EQ(one.what, Sent::delivered) << one.why;
    EXPECT_EQ(platform_.token_requests.size(), 2U);
}

TEST_F(ChannelTest, GivesUpAfterTheSecondRefusal) {
    make(platform_.base_url(), 5s, 0s);
    platform_.accepted = "another";
    const auto got = send();
    EXPECT_EQ(got.what, Sent::retry);
    EXPECT_EQ(got.code, 40001);
    EXPECT_EQ(platform_.tokens_used, (std::vector<std::string>{"t1", "t2"}));
}

TEST_F(ChannelTest, StopsWhenTheSecretIsWrong) {
    platform_.token_steps.push_back({200, R"({"errcode":40125,"errmsg":"invalid appsecret"})"});
    EXPECT_EQ(send().what, Sent::fault);
    const auto again = send();
    EXPECT_EQ(again.what, Sent::fault);
    EXPECT_EQ(again.code, 40125);
    EXPECT_EQ(platform_.token_requests.size(), 1U) << "asked again only after five minutes";
}

TEST_F(ChannelTest, WaitsWhenThereIsNoTokenAtTheMoment) {
    for (const auto& step : {FakePlatform::Step{200, R"({"errcode":-1})"}, FakePlatform::Step{502, "<html>"}}) {
        make(platform_.base_url());
        platform_.token_steps.push_back(step);
        const auto got = send();
        EXPECT_EQ(got.what, Sent::retry);
        EXPECT_GT(got.retry_after, 0ms);
    }
    EXPECT_TRUE(platform_.messages.empty());
}

TEST_F(ChannelTest, ToldWhatBecameOfTheMessage) {
    struct {
        const char* body;
        unsigned status;
        Sent what;
        int code;
    } const rows[] = {
        {R"({"errcode":45015})", 200, Sent::wait_for_user, 45015},
        {R"({"errcode":45047})", 200, Sent::wait_for_user, 45047},
        {R"({"errcode":43004})", 200, Sent::never, 43004},
        {R"({"errcode":45002})", 200, Sent::fault, 45002},
        {R"({"errcode":48001})", 200, Sent::fault, 48001},
        {"<html>", 200, Sent::unknown, 200},
        {"", 503, Sent::retry, 503},
    };
    for (const auto& row : rows) {
        platform_.send_steps.push_back({row.status, row.body});
        const auto got = send();
        EXPECT_EQ(got.what, row.what) << row.body;
        EXPECT_EQ(got.code, row.code);
    }
    EXPECT_EQ(platform_.messages.size(), std::size(rows)) << "each was sent once";
}

TEST_F(ChannelTest, PausesWhenThePlatformAsksForIt) {
    platform_.send_steps.push_back({200, R"({"errcode":45009})"});
    const auto got = send();
    EXPECT_EQ(got.what, Sent::retry);
    EXPECT_EQ(got.retry_after, 10min);
    const auto held = send();
    EXPECT_EQ(held.what, Sent::retry);
    EXPECT_GT(held.retry_after, 9min);
    EXPECT_EQ(platform_.messages.size(), 1U) << "the second was held back";
}

TEST_F(ChannelTest, CallsATimedOutMessageUnknownAndSendsItOnce) {
    make(platform_.base_url(), 200ms);
    EXPECT_EQ(send().what, Sent::delivered);
    platform_.send_steps.push_back({200, R"({"errcode":0})", 5s});
    EXPECT_EQ(send().what, Sent::unknown);
    EXPECT_EQ(platform_.messages.size(), 2U);
}

TEST_F(ChannelTest, RetriesWhenNobodyAnswersTheTelephone) {
    EXPECT_EQ(send().what, Sent::delivered);
    asio::ip::tcp::acceptor taken(context_, {asio::ip::address_v4::loopback(), 0});
    const auto port = taken.local_endpoint().port();
    taken.close();
    make("http://127.0.0.1:" + std::to_string(port));
    const auto got = send();
    EXPECT_EQ(got.what, Sent::retry) << got.why;
    EXPECT_GT(got.retry_after, 0ms);
}

TEST_F(ChannelTest, CutsLongTexts) {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "字";
    EXPECT_EQ(send(text).what, Sent::delivered);
    EXPECT_LE(platform_.messages[0]["text"]["content"].get<std::string>().size(), 2000U);
}

TEST_F(ChannelTest, KeepsTheLedgerByItsLimits) {
    const dispatcher::Time now{1715500800s};
    bot::Message message;
    message.sent_at = now;
    const auto reach = channel_->after_inbound({}, message, now);
    EXPECT_EQ(reach, (bot::Reach{now + 48h, 5}));
    EXPECT_TRUE(channel_->may_send(reach, now));
    EXPECT_FALSE(channel_->may_send(reach, now + 48h));
}

TEST_F(ChannelTest, StopEndsARequestForAToken) {
    platform_.token_steps.push_back({200, R"({"access_token":"t1","expires_in":7200})", 2s});
    run(context_, [](ChannelTest& self) -> asio::awaitable<void> {
        const auto executor = co_await asio::this_coro::executor;
        std::optional<SendOutcome> got;
        asio::co_spawn(executor, self.channel_->send("oA1", "hi", soon()),
                       [&](const std::exception_ptr&, SendOutcome one) { got = one; });
        while (self.platform_.token_requests.empty()) co_await sleep_for(1ms);
        co_await self.channel_->stop();
        while (!got) co_await sleep_for(1ms);
        EXPECT_EQ(got->what, Sent::retry);
    }(*this));
    EXPECT_TRUE(platform_.messages.empty());
}

}  // namespace
}  // namespace warmline::wechat
