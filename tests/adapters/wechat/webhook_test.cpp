#include "wechat/webhook.hpp"

#include <boost/system/errc.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <deque>

#include "loop.hpp"
#include "vectors.hpp"
#include "wechat/reply.hpp"

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
using Kept = boost::system::result<ports::Answer>;

/// Answers what the test laid out, one for each call, after a pause; then echoes.
class FakeIntake final : public ports::Intake {
public:
    struct Step {
        std::chrono::milliseconds pause{0};
        std::optional<Kept> answer{};
    };
    asio::awaitable<Kept> handle(bot::Message message, ports::SteadyTime reply_by) override {
        messages.push_back(message);
        left_ms = std::chrono::duration_cast<std::chrono::milliseconds>(reply_by - std::chrono::steady_clock::now());
        Step step;
        if (!steps.empty()) {
            step = steps.front();
            steps.pop_front();
        }
        if (step.pause > 0ms) co_await sleep_for(step.pause);
        ++finished;
        co_return step.answer.value_or(ports::Answer{"收到：" + message.text});
    }
    std::deque<Step> steps;
    std::vector<bot::Message> messages;
    std::chrono::milliseconds left_ms{};
    int finished = 0;
};

const Kept failed = boost::system::errc::make_error_code(boost::system::errc::not_connected);

AccountSettings account(std::string id, Mode mode) {
    AccountSettings out;
    out.id = std::move(id);
    out.app_id = "wx0123456789abcdef";
    out.token = "warmline-demo";
    out.encoding_aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    out.mode = mode;
    return out;
}

std::string xml_of(std::string_view inner, std::string_view id = "1") {
    return std::string(
               "<xml><ToUserName>gh_demo</ToUserName><FromUserName>oA1</FromUserName><CreateTime>1715500801</"
               "CreateTime>")
        .append(inner)
        .append("<MsgId>")
        .append(id)
        .append("</MsgId></xml>");
}
const std::string text_xml = xml_of("<MsgType>text</MsgType><Content>你好</Content>");

class WebhookTest : public ::testing::Test {
public:
    WebhookTest() : client_(context_.get_executor()), server_(context_) {
        auto quick = account("quick", Mode::safe);
        quick.limits.reply_time_max = 30ms;
        auto named = account("named", Mode::plain);
        named.original_id = "gh_other";
        WebhookOptions options;
        options.now = [] { return some_time; };
        options.incident = [this](const Incident& i) {
            incidents_.push_back({i.what, std::string(i.account), std::string(i.stage)});
        };
        webhook_.emplace(context_.get_executor(),
                         std::vector{account("demo", Mode::compatible), account("safe", Mode::safe), quick, named},
                         intake_, options);
        webhook_->add_routes(server_.router);
        server_.start();
    }

    http::Response call(http::ClientRequest request) {
        std::optional<http::Response> out;
        run(context_,
            [](WebhookTest& self, http::ClientRequest r,
               std::optional<http::Response>& response) -> asio::awaitable<void> {
                response = (co_await self.client_.send(std::move(r), soon())).value();
            }(*this, std::move(request), out));
        return std::move(*out);
    }
    static std::string enc(std::string_view text) { return boost::urls::encode(text, boost::urls::unreserved_chars); }
    std::string clear_query() const {
        return "?timestamp=1&nonce=n&openid=oA1&signature=" + signature({"warmline-demo", "1", "n"});
    }
    http::ClientRequest clear(const std::string& id, std::string body) const {
        return {"POST", server_.base_url + "/channels/wechat/" + id + clear_query(), {}, std::move(body)};
    }
    http::ClientRequest encrypted(const std::string& id, std::string_view body) const {
        const auto sealed = encrypt(key_, body, "wx0123456789abcdef", random16());
        const auto query =
            clear_query() + "&encrypt_type=aes&msg_signature=" + signature({"warmline-demo", "1", "n", sealed});
        return {"POST",
                server_.base_url + "/channels/wechat/" + id + query,
                {},
                "<xml><ToUserName>gh_demo</ToUserName><Encrypt>" + sealed + "</Encrypt></xml>"};
    }
    void expect_refused(http::ClientRequest request, unsigned status, const std::string& stage) {
        incidents_.clear();
        const auto got = call(std::move(request));
        EXPECT_EQ(got.status, status) << stage;
        EXPECT_EQ(got.body, "") << stage;
        ASSERT_EQ(incidents_.size(), 1U) << stage;
        EXPECT_EQ(incidents_[0].what, Incident::What::refused);
        EXPECT_EQ(incidents_[0].stage, stage);
        EXPECT_TRUE(intake_.messages.empty()) << stage;
    }
    void stop(std::chrono::milliseconds grace) {
        run(context_, [](WebhookTest& self, std::chrono::milliseconds g) -> asio::awaitable<void> {
            co_await self.server_.server.stop(1s);
            co_await self.webhook_->stop(std::chrono::steady_clock::now() + g);
        }(*this, grace));
    }

    struct Seen {
        Incident::What what;
        std::string account, stage;
    };
    asio::io_context context_;
    http::Client client_;
    TestServer server_;
    FakeIntake intake_;
    std::optional<Webhook> webhook_;
    std::vector<Seen> incidents_;
    AesKey key_ = AesKey::parse("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").value();
};

TEST_F(WebhookTest, AnswersTheVerificationOfTheAddress) {
    const auto good = call(
        {"GET", server_.base_url + "/channels/wechat/safe" + clear_query() + "&echostr=" + enc("a+b/c== d&e"), {}, {}});
    EXPECT_EQ(good.status, 200U);
    EXPECT_EQ(good.body, "a+b/c== d&e");
    const auto bad = call({"GET",
                           server_.base_url + "/channels/wechat/safe?timestamp=2&nonce=n&echostr=1&signature=" +
                               signature({"warmline-demo", "1", "n"}),
                           {},
                           {}});
    EXPECT_EQ(bad.status, 401U);
    EXPECT_EQ(bad.body, "");
    EXPECT_EQ(call({"GET", server_.base_url + "/channels/wechat/nobody" + clear_query() + "&echostr=1", {}, {}}).status,
              404U);
}

TEST_F(WebhookTest, RepliesInClearToAClearRequest) {
    const auto got = call(clear("demo", text_xml));
    EXPECT_EQ(got.status, 200U);
    const auto reply = parse_xml(got.body);
    ASSERT_TRUE(reply) << got.body;
    EXPECT_EQ(reply->text_of("Content"), "收到：你好");
    EXPECT_EQ(reply->text_of("ToUserName"), "oA1");
    EXPECT_EQ(reply->text_of("FromUserName"), "gh_demo");
    ASSERT_EQ(intake_.messages.size(), 1U);
    EXPECT_EQ(intake_.messages[0].account, "demo");
    EXPECT_LE(intake_.left_ms, 4000ms);
    EXPECT_GT(intake_.left_ms, 2000ms);
}

TEST_F(WebhookTest, RepliesEncryptedToAnEncryptedRequest) {
    for (const auto* id : {"demo", "safe"}) {
        const auto got = call(encrypted(id, text_xml));
        const auto envelope = parse_xml(got.body);
        ASSERT_TRUE(envelope) << got.body;
        EXPECT_EQ(got.body.find("oA1"), got.body.npos);
        const auto sealed = envelope->text_of("Encrypt");
        EXPECT_TRUE(
            signature_matches({"warmline-demo", envelope->text_of("TimeStamp"), envelope->text_of("Nonce"), sealed},
                              envelope->text_of("MsgSignature")));
        const auto clear = decrypt(key_, sealed, "wx0123456789abcdef");
        ASSERT_TRUE(clear);
        EXPECT_EQ(parse_xml(*clear)->text_of("Content"), "收到：你好");
    }
}

TEST_F(WebhookTest, SaysSuccessWhereThereIsNothingToSay) {
    intake_.steps.push_back({0ms, ports::Answer{}});
    EXPECT_EQ(call(encrypted("safe", text_xml)).body, "success") << "never wrapped";
    EXPECT_EQ(call(clear("demo", xml_of("<MsgType>event</MsgType><Event>unsubscribe</Event>"))).body, "success");
    EXPECT_EQ(intake_.messages.size(), 2U);
    EXPECT_EQ(call(clear("demo", xml_of("<MsgType>event</MsgType><Event>VIEW</Event>"))).body, "success");
    EXPECT_EQ(call(clear("demo", xml_of("<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event>"))).body,
              "success");
    EXPECT_TRUE(incidents_.empty());
    EXPECT_EQ(call(clear("demo", xml_of("<MsgType>event</MsgType><Event>brand_new_event</Event>"))).body, "success");
    EXPECT_EQ(intake_.messages.size(), 2U) << "an event that needs no turn takes none";
    ASSERT_EQ(incidents_.size(), 1U);
    EXPECT_EQ(incidents_[0].what, Incident::What::unknown_event);
    call(clear("demo", xml_of("<MsgType>hologram</MsgType>")));
    EXPECT_EQ(intake_.messages.back().kind, bot::MessageKind::other);
}

TEST_F(WebhookTest, RefusesWhatIsWrongWithAnEmptyBody) {
    auto changed = [](http::ClientRequest r, std::string_view from, std::string_view to) {
        auto& where = r.body.find(from) != std::string::npos ? r.body : r.url;
        where.replace(where.find(from), from.size(), to);
        return r;
    };
    expect_refused(changed(clear("demo", text_xml), "nonce=n", "nonce=m"), 401, "signature");
    expect_refused(changed(encrypted("safe", text_xml), "timestamp=1", "timestamp=2"), 401, "signature");
    expect_refused(clear("safe", text_xml), 401, "downgrade");
    expect_refused(clear("demo", "<xml>"), 400, "xml");
    expect_refused(clear("demo", "{\"a\":1}"), 400, "xml");
    expect_refused(clear("demo", "<!DOCTYPE x><xml/>"), 400, "xml");
    expect_refused(clear("demo", "<xml>\xFF</xml>"), 400, "utf8");
    expect_refused(clear("demo", "<xml/>"), 400, "fields");
    expect_refused(encrypted("demo", "not xml"), 400, "xml");
    expect_refused(clear("named", text_xml), 400, "receiver");
    expect_refused(clear("nobody", text_xml), 404, "account");
}

TEST_F(WebhookTest, RefusesAnOversizeBody) {
    EXPECT_EQ(call(clear("demo", std::string(xml_bytes_max + 1, ' '))).status, 413U);
    EXPECT_TRUE(intake_.messages.empty());
}

TEST_F(WebhookTest, TakesTenThousandCharacters) {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "字";
    const auto got = call(encrypted("safe", xml_of("<MsgType>text</MsgType><Content>" + text + "</Content>")));
    EXPECT_EQ(got.status, 200U);
    ASSERT_EQ(intake_.messages.size(), 1U);
    EXPECT_EQ(intake_.messages[0].text, text);
}

TEST_F(WebhookTest, Answers503WhenNothingWasKept) {
    intake_.steps.push_back({0ms, failed});
    const auto got = call(clear("demo", text_xml));
    EXPECT_EQ(got.status, 503U);
    EXPECT_EQ(got.body, "");
    EXPECT_NE(call(clear("demo", text_xml)).body.find("收到"), std::string::npos) << "the platform's retry is served";
    EXPECT_EQ(intake_.messages[0].dedup_key, intake_.messages[1].dedup_key);
}

TEST_F(WebhookTest, AcknowledgesNothingBeforeItIsKeptAndFinishesTheWork) {
    intake_.steps.push_back({200ms, std::nullopt});
    const auto late = call(encrypted("quick", text_xml));
    EXPECT_EQ(late.status, 503U);
    EXPECT_EQ(late.body, "");
    ASSERT_EQ(incidents_.size(), 1U);
    EXPECT_EQ(incidents_[0].what, Incident::What::late);
    unsigned status = 503;
    for (int retries = 0; status == 503 && retries < 1000; ++retries) {
        const auto again = call(encrypted("quick", text_xml));
        status = again.status;
        if (status == 200) {
            EXPECT_NE(again.body, "success") << "the retry brings the reply";
        }
    }
    EXPECT_EQ(status, 200U);
    stop(10s);
    EXPECT_LE(intake_.messages.size(), 2U) << "retries join the work under way";
}

TEST_F(WebhookTest, LateReplyThatGoesAnotherWayIsNotSaidAgain) {
    intake_.steps.push_back({100ms, ports::Answer{"", true}});
    EXPECT_EQ(call(encrypted("quick", text_xml)).status, 503U);
    std::string body;
    for (int retries = 0; body.empty() && retries < 1000; ++retries) body = call(encrypted("quick", text_xml)).body;
    EXPECT_EQ(body, "success");
}

TEST_F(WebhookTest, LateFailureIsTriedAgainByThePlatform) {
    intake_.steps.push_back({100ms, failed});
    unsigned status = 503;
    for (int retries = 0; status == 503 && retries < 1000; ++retries)
        status = call(encrypted("quick", text_xml)).status;
    EXPECT_EQ(status, 200U);
    EXPECT_EQ(intake_.messages.size(), 2U);
}

TEST_F(WebhookTest, JoinsARetryToTheWorkUnderWay) {
    intake_.steps.push_back({150ms, std::nullopt});
    std::vector<std::string> bodies;
    run(context_, [](WebhookTest& self, std::vector<std::string>& out) -> asio::awaitable<void> {
        const auto executor = co_await asio::this_coro::executor;
        int left = 3;
        for (int i = 0; i < 3; ++i)
            asio::co_spawn(executor, self.client_.send(self.encrypted("safe", text_xml), soon()),
                           [&](const std::exception_ptr&, http::Result<http::Response> got) {
                               out.push_back(got.value().body);
                               --left;
                           });
        while (left > 0) co_await sleep_for(5ms);
    }(*this, bodies));
    EXPECT_EQ(intake_.messages.size(), 1U);
    ASSERT_EQ(bodies.size(), 3U);
    for (const auto& body : bodies) EXPECT_TRUE(parse_xml(body)->child("Encrypt"));
}

TEST_F(WebhookTest, StopCutsWorkThatDoesNotEnd) {
    intake_.steps.push_back({1h, std::nullopt});
    EXPECT_EQ(call(encrypted("quick", text_xml)).status, 503U);
    stop(20ms);
    EXPECT_EQ(intake_.finished, 0);
}

TEST(WebhookSettings, RefuseAKeyThatCannotBeUsed) {
    asio::io_context context;
    FakeIntake intake;
    auto wrong = account("demo", Mode::safe);
    wrong.encoding_aes_key = "short";
    EXPECT_THROW(Webhook(context.get_executor(), {wrong}, intake, {}), boost::system::system_error);
}

}  // namespace
}  // namespace warmline::wechat
