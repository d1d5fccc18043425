#include "settings/settings.hpp"

#include "support.hpp"

namespace warmline::settings {
namespace {

const std::string key(64, 'a');

nlohmann::json good_document() {
    return {{"redis", {{"endpoint", "unix:///run/redis.sock"}, {"database", 3}}},
            {"data_key", key},
            {"programme", "programmes/p.json"},
            {"wording", "/etc/warmline/zh-CN.json"},
            {"wechat",
             {{{"id", "main"},
               {"app_id", "wx0123456789abcdef"},
               {"secret", "s"},
               {"token", "t"},
               {"encoding_aes_key", "k"}}}},
            {"hotline", {{{"id", "12355"}, {"keys", {{{"id", "gw"}, {"secret", "h"}}}}}}},
            {"console",
             {{"users", {{{"name", "he"}, {"password_hash", "x"}, {"role", "leader"}, {"organisation", "gd"}}}}}}};
}

Checked<Settings> load(const nlohmann::json& document) {
    const Folder folder;
    return load_settings(folder.write("settings.json", document.dump()));
}

TEST(Settings, ReadsAGoodFile) {
    const Folder folder;
    const auto file = folder.write("settings.json", good_document().dump());
    const auto loaded = load_settings(file);
    const auto& settings = good(loaded);
    EXPECT_EQ(settings.listen.address, "127.0.0.1");
    EXPECT_EQ(settings.listen.port, 8080);
    EXPECT_EQ(settings.redis.endpoint, "unix:///run/redis.sock");
    EXPECT_EQ(settings.redis.database, 3);
    EXPECT_EQ(settings.data_key, key);
    EXPECT_EQ(settings.programme, folder.path() / "programmes/p.json") << "relative to the settings file";
    EXPECT_EQ(settings.wording, "/etc/warmline/zh-CN.json") << "absolute paths stay";
    EXPECT_TRUE(settings.people.empty());
    EXPECT_EQ(settings.quiet_hours, std::nullopt);
    EXPECT_EQ(settings.contacts_per_day_max, std::nullopt);
    ASSERT_EQ(settings.wechat.size(), 1U);
    EXPECT_EQ(settings.wechat[0].mode, "safe");
    EXPECT_EQ(settings.wechat[0].base_url, "https://api.weixin.qq.com");
    ASSERT_EQ(settings.hotline.size(), 1U);
    EXPECT_EQ(settings.hotline[0].keys.at(0).id, "gw");
    ASSERT_EQ(settings.console_users.size(), 1U);
    EXPECT_EQ(settings.console_users[0].display_name, "he") << "the name, where none is given";
    EXPECT_FALSE(settings.secure_cookies);
    EXPECT_FALSE(settings.demo_user);
}

TEST(Settings, NamePlaceAndRemedyOfEveryProblem) {
    const Spoiled rows[] = {
        {"unknown key", R"([{"op":"add","path":"/redis/pasword","value":"x"}])", "/redis/pasword", "is not known",
         "known are connections, database, endpoint"},
        {"missing key", R"([{"op":"remove","path":"/redis/endpoint"}])", "/redis", "\"endpoint\" is missing", "Add it"},
        {"missing at the top", R"([{"op":"remove","path":"/wording"}])", "", "\"wording\" is missing", "Add it"},
        {"wrong type", R"([{"op":"add","path":"/listen","value":{"port":"80"}}])", "/listen/port", "wrong type",
         "whole number"},
        {"list for object", R"([{"op":"replace","path":"/redis","value":[]}])", "/redis", "wrong type", "{ }"},
        {"object for list", R"([{"op":"replace","path":"/wechat","value":{}}])", "/wechat", "wrong type", "[ ]"},
        {"text for truth", R"([{"op":"add","path":"/console/demo_user","value":"yes"}])", "/console/demo_user",
         "wrong type", "true or false"},
        {"out of range", R"([{"op":"add","path":"/listen","value":{"port":65536}}])", "/listen/port", "out of range",
         "0 to 65535"},
        {"not an endpoint", R"([{"op":"replace","path":"/redis/endpoint","value":"localhost"}])", "/redis/endpoint",
         "right form", "unix|tcp|tls"},
        {"not a URL", R"([{"op":"add","path":"/wechat/0/base_url","value":"api.example"}])", "/wechat/0/base_url",
         "right form", "https://"},
        {"not a choice", R"([{"op":"add","path":"/wechat/0/mode","value":"open"}])", "/wechat/0/mode", "allowed values",
         "plain, compatible, safe"},
        {"too few", R"([{"op":"replace","path":"/hotline/0/keys","value":[]}])", "/hotline/0/keys", "too few",
         "at least 1"},
        {"too short", R"([{"op":"replace","path":"/programme","value":""}])", "/programme", "too short", "at least 1"},
        {"a secret of no form", R"([{"op":"replace","path":"/wechat/0/token","value":7}])", "/wechat/0/token",
         "allowed forms", "{\"env\": NAME}"},
        {"a secret misspelt", R"([{"op":"replace","path":"/data_key","value":{"enw":"X"}}])", "/data_key",
         "allowed forms", "{\"file\": PATH}"},
        {"no such variable", R"([{"op":"replace","path":"/data_key","value":{"env":"WARMLINE_TEST_ABSENT"}}])",
         "/data_key", "no variable WARMLINE_TEST_ABSENT", "Set it"},
        {"no such secret file", R"([{"op":"replace","path":"/wechat/0/secret","value":{"file":"absent"}}])",
         "/wechat/0/secret", "absent cannot be read", "Set it"},
        {"data key too short", R"([{"op":"replace","path":"/data_key","value":"abc"}])", "/data_key", "64 hexadecimal",
         "openssl rand"},
        {"no address", R"([{"op":"add","path":"/listen","value":{"address":"example"}}])", "/listen/address",
         "no IP address", "127.0.0.1"},
        {"no contacts at all", R"([{"op":"add","path":"/overrides","value":{"contacts_per_day_max":0}}])",
         "/overrides/contacts_per_day_max", "out of range", "1"},
        {"bad hours", R"([{"op":"add","path":"/overrides","value":{"quiet_hours":"night"}}])", "/overrides/quiet_hours",
         "no span of hours", "21:30-07:00"},
        {"mode without key", R"([{"op":"remove","path":"/wechat/0/encoding_aes_key"}])", "/wechat/0",
         "needs an encoding_aes_key", "EncodingAESKey"},
        {"account twice", R"([{"op":"copy","from":"/wechat/0","path":"/wechat/1"}])", "/wechat/1/id", "second time",
         "of its own"},
        {"line twice", R"([{"op":"copy","from":"/hotline/0","path":"/hotline/1"}])", "/hotline/1/id", "second time",
         "of its own"},
    };
    for (const auto& row : rows) expect_problem(good_document(), row, load_settings);
}

TEST(Settings, TakeSecretsFromEnvironmentAndFile) {
    const Folder folder;
    (void)folder.write("token", "from-a-file\r\n");
    ::setenv("WARMLINE_TEST_KEY", key.c_str(), 1);
    auto document = patched(good_document(), R"([
        {"op":"replace","path":"/data_key","value":{"env":"WARMLINE_TEST_KEY"}},
        {"op":"replace","path":"/wechat/0/token","value":{"file":"token"}}])");
    const auto loaded = load_settings(folder.write("settings.json", document.dump()));
    EXPECT_EQ(good(loaded).data_key, key);
    EXPECT_EQ(good(loaded).wechat[0].token, "from-a-file") << "the line end is no part of it";
    ::unsetenv("WARMLINE_TEST_KEY");
}

TEST(Settings, RefuseAnEmptySecretFile) {
    const Folder folder;
    (void)folder.write("token", "\n");
    const auto document =
        patched(good_document(), R"([{"op":"replace","path":"/wechat/0/token","value":{"file":"token"}}])");
    const auto loaded = load_settings(folder.write("settings.json", document.dump()));
    ASSERT_TRUE(std::holds_alternative<Problems>(loaded));
    EXPECT_NE(lines_of(std::get<Problems>(loaded)).find("is empty"), std::string::npos);
}

TEST(Settings, NeverRepeatASecretInAProblem) {
    const auto document = patched(good_document(), R"([
        {"op":"replace","path":"/data_key","value":"hidden-words"},
        {"op":"replace","path":"/wechat/0/token","value":{"enw":"hidden-words"}}])");
    const auto loaded = load(document);
    EXPECT_EQ(lines_of(std::get<Problems>(loaded)).find("hidden-words"), std::string::npos);
}

TEST(Settings, KeepDemonstrationSecretsOnLoopback) {
    struct {
        const char* address;
        bool taken;
    } const rows[] = {{"127.0.0.1", true}, {"127.8.9.1", true}, {"::1", true},      {"localhost", true},
                      {"0.0.0.0", false},  {"::", false},       {"10.0.0.7", false}};
    const Spoiled secrets[] = {
        {"app secret", R"([{"op":"replace","path":"/wechat/0/secret","value":"warmline-demo-secret"}])",
         "/wechat/0/secret", "well-known", "of your own"},
        {"token", R"([{"op":"replace","path":"/wechat/0/token","value":"warmline-demo"}])", "/wechat/0/token",
         "well-known", "of your own"},
        {"message key",
         R"([{"op":"replace","path":"/wechat/0/encoding_aes_key",
              "value":"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"}])",
         "/wechat/0/encoding_aes_key", "well-known", "of your own"},
        {"hotline", R"([{"op":"replace","path":"/hotline/0/keys/0/secret","value":"warmline-demo-hotline"}])",
         "/hotline/0/keys/0/secret", "well-known", "of your own"},
        {"account", R"([{"op":"add","path":"/console/demo_user","value":true}])", "/console/demo_user", "loopback only",
         "/console/users"},
    };
    for (const auto& row : rows)
        for (const auto& secret : secrets) {
            SCOPED_TRACE(row.address);
            auto document = good_document();
            document["listen"] = {{"address", row.address}};
            if (row.taken) {
                EXPECT_TRUE(std::holds_alternative<Settings>(load(patched(document, secret.patch)))) << secret.why;
            } else {
                expect_problem(document, secret, load_settings);
            }
        }
}

nlohmann::json with_second_reader() {
    auto document = good_document();
    document["second_reader"] = {{"base_url", "https://reader.example.org/v1"}, {"model", "m"}, {"key", "k"}};
    return document;
}

TEST(Settings, SecondReaderIsOffUnlessItStandsThere) {
    const auto without = load(good_document());
    EXPECT_FALSE(good(without).second_reader);
    const auto loaded = load(with_second_reader());
    const auto& reader = *good(loaded).second_reader;
    EXPECT_EQ(reader.base_url, "https://reader.example.org/v1");
    EXPECT_EQ(reader.model, "m");
    EXPECT_EQ(reader.key, "k");
    EXPECT_LT(reader.reply_ms, reader.late_ms);
    EXPECT_EQ(reader.per_minute, 60);
    auto changed = with_second_reader();
    changed["second_reader"].merge_patch({{"reply_ms", 3000},
                                          {"late_ms", 9000},
                                          {"per_minute", 7},
                                          {"key", nullptr},
                                          {"base_url", "http://127.0.0.1:8000/v1"},
                                          {"breaker", {{"failures", 2}, {"rest_ms", 1000}}}});
    const auto again = load(changed);
    const auto& local = *good(again).second_reader;
    EXPECT_EQ(local.reply_ms, 3000);
    EXPECT_EQ(local.late_ms, 9000);
    EXPECT_EQ(local.per_minute, 7);
    EXPECT_EQ(local.key, "");
    EXPECT_EQ(local.failures, 2);
    EXPECT_EQ(local.rest_ms, 1000);
}

TEST(Settings, NamePlaceAndRemedyOfASecondReadersProblems) {
    const Spoiled rows[] = {
        {"no model", R"([{"op":"remove","path":"/second_reader/model"}])", "/second_reader", "\"model\" is missing",
         "Add it"},
        {"a slash at the end", R"([{"op":"replace","path":"/second_reader/base_url","value":"https://a.example/v1/"}])",
         "/second_reader/base_url", "right form", "https?://"},
        {"no address", R"([{"op":"replace","path":"/second_reader/base_url","value":"https://[::1/v1"}])",
         "/second_reader/base_url", "is no address", "https://"},
        {"no encryption", R"([{"op":"replace","path":"/second_reader/base_url","value":"http://a.example/v1"}])",
         "/second_reader/base_url", "without encryption", "Use https"},
        {"key not set", R"([{"op":"replace","path":"/second_reader/key","value":{"env":"WARMLINE_TEST_NOT_SET"}}])",
         "/second_reader/key", "WARMLINE_TEST_NOT_SET", "Set it"},
        {"longer than a reply can wait", R"([{"op":"add","path":"/second_reader/reply_ms","value":5000}])",
         "/second_reader/reply_ms", "out of range", "100 to 3000"},
        {"late before the reply", R"([{"op":"add","path":"/second_reader/late_ms","value":500}])",
         "/second_reader/late_ms", "shorter than reply_ms", "at least as long"},
        {"no budget", R"([{"op":"add","path":"/second_reader/per_minute","value":0}])", "/second_reader/per_minute",
         "out of range", "1 to 6000"},
        {"never resting", R"([{"op":"add","path":"/second_reader/breaker","value":{"failures":0}}])",
         "/second_reader/breaker/failures", "out of range", "1 to 100"},
    };
    for (const auto& row : rows) expect_problem(with_second_reader(), row, load_settings);
}

TEST(Settings, SecureCookiesFollowTls) {
    auto document = good_document();
    document["listen"] = {{"tls", {{"certificate", "c.pem"}, {"key", "k.pem"}}}};
    const auto loaded = load(document);
    EXPECT_TRUE(good(loaded).secure_cookies);
    EXPECT_TRUE(good(loaded).listen.tls_certificate.ends_with("/c.pem"));
}

}  // namespace
}  // namespace warmline::settings
