#include "store/vault.hpp"

#include <gtest/gtest.h>

#include <set>

namespace warmline::store {
namespace {

const std::string key = std::string(62, '0') + "a1";

Vault vault() { return *Vault::open(key); }

TEST(Vault, OpensWhatItSealed) {
    for (const auto* text : {"", "家里老人没人照顾", "\x01\x02"}) {
        const auto sealed = vault().seal("wl:{gd}:t:10001", text);
        EXPECT_EQ(*vault().unseal("wl:{gd}:t:10001", sealed), text) << "another process with the same key";
    }
}

TEST(Vault, ShowsNothingAndNeverTheSameTwice) {
    const auto v = vault();
    const std::string text = "13800001234";
    const auto first = v.seal("p", text), second = v.seal("p", text);
    EXPECT_EQ(first.find(text), std::string::npos);
    EXPECT_NE(first, second);
    EXPECT_EQ(first.size(), 24 + text.size() + 16);
}

TEST(Vault, RefusesAnotherPlace) {
    const auto sealed = vault().seal("wl:{gd}:p:a", "x");
    EXPECT_EQ(vault().unseal("wl:{gd}:p:b", sealed).error(), Errc::damaged);
    EXPECT_EQ(vault().unseal("", sealed).error(), Errc::damaged);
}

TEST(Vault, RefusesAnotherKey) {
    const auto other = *Vault::open(std::string(64, 'f'));
    EXPECT_EQ(other.unseal("p", vault().seal("p", "x")).error(), Errc::damaged);
}

TEST(Vault, RefusesEveryTruncationAndEveryChangedByte) {
    const auto v = vault();
    const auto sealed = v.seal("p", "text");
    for (std::size_t size = 0; size < sealed.size(); ++size)
        EXPECT_EQ(v.unseal("p", sealed.substr(0, size)).error(), Errc::damaged) << size;
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        auto changed = sealed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_EQ(v.unseal("p", changed).error(), Errc::damaged) << at;
    }
    EXPECT_EQ(v.unseal("p", sealed + "x").error(), Errc::damaged);
}

TEST(Vault, HashesTellNothingButEquality) {
    const auto v = vault();
    const auto hash = v.hash("phone", "13800001234");
    EXPECT_EQ(hash.size(), 32U);
    EXPECT_EQ(hash, vault().hash("phone", "13800001234"));
    EXPECT_NE(hash, v.hash("phone", "13800001235"));
    EXPECT_NE(hash, v.hash("call", "13800001234")) << "each kind has its own names";
    EXPECT_NE(v.hash("a", "bc"), v.hash("ab", "c")) << "kind and value do not run together";
    EXPECT_NE(hash, Vault::open(std::string(64, 'f'))->hash("phone", "13800001234"));
}

TEST(Vault, WantsSixtyFourHexadecimalDigits) {
    for (const auto& bad : {std::string(), std::string(63, '0'), std::string(65, '0'), std::string(64, 'g'),
                            std::string("0x").append(62, '0'), std::string(63, '0').append(1, ' ')})
        EXPECT_EQ(Vault::open(bad).error(), Errc::key_malformed) << bad;
    EXPECT_TRUE(Vault::open(std::string(64, 'A')));
    EXPECT_TRUE(Vault::open(Vault::random_key_hex()));
}

TEST(Vault, RandomIdsDiffer) {
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) {
        const auto id = Vault::random_id();
        EXPECT_EQ(id.size(), 16U);
        EXPECT_EQ(id.find_first_not_of("0123456789abcdefghijklmnopqrstuv"), std::string::npos) << id;
        ids.insert(id);
    }
    EXPECT_EQ(ids.size(), 1000U);
}

}  // namespace
}  // namespace warmline::store
