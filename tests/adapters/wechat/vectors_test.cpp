#include "vectors.hpp"

#include <gtest/gtest.h>

#include "wechat/crypto.hpp"
#include "wechat/reply.hpp"

namespace warmline::wechat {
namespace {

std::string id_of(const Json& vector) { return vector.at("id").get<std::string>(); }

TEST(Vectors, AddressVerificationOfOfficialAccounts) {
    for (const auto& vector : load_vectors("oa_url_verify")) {
        SCOPED_TRACE(id_of(vector));
        const auto query = query_of(vector);
        const auto got = verify_address(keys_of(vector, Mode::safe), CallbackQuery::from(query), some_time);
        const auto& expect = vector.at("expect");
        ASSERT_EQ(got.has_value(), expect.at("ok").get<bool>());
        if (got) {
            EXPECT_EQ(*got, expect.at("body").get<std::string>());
        } else {
            EXPECT_EQ(got.error(), Errc::signature);
            EXPECT_EQ(status_of(got.error()), expect.at("status").get<unsigned>());
        }
    }
}

TEST(Vectors, AddressVerificationOfWeCom) {
    for (const auto& vector : load_vectors("wecom_url_verify")) {
        SCOPED_TRACE(id_of(vector));
        const auto query = query_of(vector);
        const auto q = CallbackQuery::from(query);
        const auto& expect = vector.at("expect");
        const bool signed_well =
            signature_matches({vector["token"].get<std::string>(), q.timestamp, q.nonce, q.echostr}, q.msg_signature);
        EXPECT_EQ(signed_well, expect.value("error", "") != "SIGNATURE");
        if (!signed_well) continue;
        const auto keys = keys_of(vector, Mode::safe);
        const auto got = decrypt(*keys.aes_key, q.echostr, keys.receive_id);
        ASSERT_EQ(got.has_value(), expect.at("ok").get<bool>());
        if (got) {
            EXPECT_EQ(*got, expect.at("body").get<std::string>());
        } else {
            EXPECT_EQ(got.error(), Errc::receive_id);
        }
    }
}

void expect_callback(const Json& vector, Mode mode, bool encrypted) {
    SCOPED_TRACE(id_of(vector));
    const auto query = query_of(vector);
    const auto opened =
        open_callback(keys_of(vector, mode), CallbackQuery::from(query), vector["body"].get<std::string>(), some_time);
    ASSERT_TRUE(opened) << opened.error().message();
    EXPECT_EQ(opened->encrypted, encrypted);
    const auto& expect = vector.at("expect");
    EXPECT_EQ(fields_of(opened->fields), expect.at("fields"));
    const auto callback = read_callback(opened->fields);
    ASSERT_TRUE(callback) << callback.error().message();
    const auto key = expect.at("dedup_key").get<std::string>();
    if (key.starts_with("none:")) return;  // a notice that names no sender
    EXPECT_EQ(dedup_key(*callback), key);
}

TEST(Vectors, ClearCallbacks) {
    for (const auto& vector : load_vectors("oa_plain"))
        for (const auto mode : {Mode::plain, Mode::compatible}) expect_callback(vector, mode, false);
}

TEST(Vectors, EncryptedCallbacks) {
    for (const auto* name : {"oa_aes", "wecom_aes"})
        for (const auto& vector : load_vectors(name))
            if (vector.at("direction") == "inbound")
                for (const auto mode : {Mode::plain, Mode::compatible, Mode::safe}) expect_callback(vector, mode, true);
}

TEST(Vectors, EncryptedReplies) {
    for (const auto* name : {"oa_aes", "wecom_aes"}) {
        for (const auto& vector : load_vectors(name)) {
            if (vector.at("direction") != "outbound") continue;
            SCOPED_TRACE(id_of(vector));
            const auto timestamp =
                std::chrono::sys_seconds(std::chrono::seconds(std::stoll(vector["timestamp"].get<std::string>())));
            const auto plaintext = vector["plaintext"].get<std::string>();
            const auto keys = keys_of(vector, Mode::safe);
            const auto body =
                seal_reply(keys, plaintext, vector["nonce"].get<std::string>(), timestamp, random_of(vector));
            const auto fields = parse_xml(body);
            ASSERT_TRUE(fields);
            EXPECT_EQ(fields_of(*fields), vector["expect"]["response_fields"]);
            const auto back = decrypt(*keys.aes_key, fields->text_of("Encrypt"), keys.receive_id);
            ASSERT_TRUE(back);
            EXPECT_EQ(*back, plaintext);
        }
    }
}

void expect_both_ways(const Json& vector, const std::string& plaintext, std::string_view timestamp,
                      std::string_view nonce, std::string_view msg_signature) {
    SCOPED_TRACE(id_of(vector));
    const auto keys = keys_of(vector, Mode::safe);
    const auto sealed = vector["encrypt"].get<std::string>();
    EXPECT_EQ(encrypt(*keys.aes_key, plaintext, keys.receive_id, random_of(vector)), sealed);
    const auto opened = decrypt(*keys.aes_key, sealed, keys.receive_id);
    ASSERT_TRUE(opened) << opened.error().message();
    EXPECT_EQ(*opened, plaintext);
    EXPECT_TRUE(signature_matches({keys.token, timestamp, nonce, sealed}, msg_signature));
}

TEST(Vectors, EveryLengthOfPadding) {
    for (const auto& v : load_vectors("padding"))
        expect_both_ways(v, v["plaintext"], v["timestamp"].get<std::string>(), v["nonce"].get<std::string>(),
                         v["msg_signature"].get<std::string>());
}

TEST(Vectors, CiphertextsOfTheVendor) {
    for (const auto& v : load_vectors("published")) {
        const auto query = query_of(v);
        const auto q = CallbackQuery::from(query);
        expect_both_ways(v, v["expect"]["plaintext"], q.timestamp, q.nonce, q.msg_signature);
    }
}

Errc errc_of(const std::string& error) {
    static const std::map<std::string, Errc> table{
        {"AES_KEY", Errc::aes_key},       {"XML", Errc::xml},
        {"EMPTY", Errc::empty},           {"SIGNATURE", Errc::signature},
        {"BASE64", Errc::base64},         {"CIPHERTEXT_LENGTH", Errc::ciphertext_length},
        {"PADDING", Errc::padding},       {"LENGTH_FIELD", Errc::length_field},
        {"RECEIVE_ID", Errc::receive_id}, {"DOWNGRADE", Errc::downgrade}};
    return table.at(error);
}

TEST(Vectors, EveryBadCaseIsRefusedAtItsStage) {
    for (const auto& vector : load_vectors("bad_cases")) {
        SCOPED_TRACE(id_of(vector));
        const auto expected = errc_of(vector["expect"]["error"]);
        if (expected == Errc::aes_key) {
            AccountSettings settings;
            settings.encoding_aes_key = vector["encoding_aes_key"].get<std::string>();
            const auto keys = CallbackKeys::from(settings);
            ASSERT_FALSE(keys);
            EXPECT_EQ(keys.error(), expected);
            continue;
        }
        const auto query = query_of(vector);
        const auto got = open_callback(keys_of(vector, Mode::safe), CallbackQuery::from(query),
                                       vector["body"].get<std::string>(), some_time);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error(), expected) << got.error().message();
    }
}

TEST(Vectors, AreAllThere) {
    const std::map<std::string, std::size_t> counts{{"oa_url_verify", 17}, {"wecom_url_verify", 17}, {"oa_plain", 28},
                                                    {"oa_aes", 39},        {"wecom_aes", 26},        {"padding", 64},
                                                    {"published", 6},      {"bad_cases", 103}};
    for (const auto& [name, count] : counts) EXPECT_EQ(load_vectors(name).size(), count) << name;
}

}  // namespace
}  // namespace warmline::wechat
