#include "hotline/signature.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"

namespace warmline::hotline {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds now{1715501001s};

std::string describe(const Result<void>& checked) {
    if (checked) return "accept";
    return checked.error() == Errc::stale ? "stale" : "signature";
}

TEST(Signature, AgreesWithEveryVector) {
    const auto& all = test::vectors();
    ASSERT_EQ(all.all.size(), 25u);
    for (const auto& one : all.all) {
        SCOPED_TRACE(one.id + ": " + one.note);
        const auto checked = check_signature({one.key_id, one.timestamp, one.signature, one.body},
                                             {{"gw-01", all.secret}}, one.receive_time);
        EXPECT_EQ(describe(checked), one.status == 401 ? one.result : "accept");
    }
}

TEST(Signature, TriesEveryKeyOfTheIdAndNoOther) {
    const std::string signature = "v1=" + sign("new", "1715501001", "{}");
    const SignedCall call{"gw-01", "1715501001", signature, "{}"};
    EXPECT_TRUE(check_signature(call, {{"gw-01", "old"}, {"gw-01", "new"}}, now));
    EXPECT_EQ(check_signature(call, {{"gw-02", "new"}}, now).error(), Errc::signature);
    EXPECT_EQ(check_signature(call, {{"gw-01", "old"}}, now).error(), Errc::signature);
    EXPECT_EQ(check_signature(call, {}, now).error(), Errc::signature);
}

TEST(Signature, RefusesAnEmptySecret) {
    const std::string signature = "v1=" + sign("", "1715501001", "{}");
    EXPECT_EQ(check_signature({"", "1715501001", signature, "{}"}, {{"", ""}}, now).error(), Errc::signature);
}

TEST(Signature, HoldsTheWindowOnBothSides) {
    struct {
        const char* why;
        const char* timestamp;
        const char* result;
    } const rows[] = {
        {"now", "1715501001", "accept"},
        {"oldest", "1715500701", "accept"},
        {"too old", "1715500700", "stale"},
        {"newest", "1715501301", "accept"},
        {"too new", "1715501302", "stale"},
        {"long ago", "0", "stale"},
        {"far ahead", "999999999999", "stale"},
        {"no number", "now", "signature"},
        {"negative", "-1", "signature"},
        {"a fraction", "1715501001.0", "signature"},
        {"blank before", " 1715501001", "signature"},
        {"too long", "1715501001000", "signature"},
        {"nothing", "", "signature"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const std::string signature = "v1=" + sign("secret", row.timestamp, "{}");
        EXPECT_EQ(describe(check_signature({"k", row.timestamp, signature, "{}"}, {{"k", "secret"}}, now)), row.result);
    }
}

TEST(Signature, ReadsTheHeaderStrictly) {
    const std::string good = sign("secret", "1715501001", "{}");
    std::string upper = good;
    for (auto& c : upper) c = static_cast<char>(std::toupper(c));
    std::string crowd;
    for (int i = 0; i < 8; ++i) crowd += "v1=" + std::string(64, '0') + ",";
    struct {
        const char* why;
        std::string header;
        const char* result;
    } const rows[] = {
        {"alone", "v1=" + good, "accept"},
        {"after another version and a blank", "v2=abc, v1=" + good, "accept"},
        {"without version", good, "signature"},
        {"upper case", "v1=" + upper, "signature"},
        {"cut", "v1=" + good.substr(0, 63), "signature"},
        {"longer", "v1=" + good + "0", "signature"},
        {"empty", "", "signature"},
        {"commas", ",,,", "signature"},
        {"beyond the eighth", crowd + "v1=" + good, "signature"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(describe(check_signature({"k", "1715501001", row.header, "{}"}, {{"k", "secret"}}, now)), row.result);
    }
}

TEST(Signature, HashesAsTheStandardSays) {  // FIPS 180-4, the example "abc"
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(HotlineErrc, HasASentenceForEachValue) {
    for (int value = 1; value <= static_cast<int>(Errc::stored_call); ++value) {
        EXPECT_NE(make_error_code(static_cast<Errc>(value)).message(), "unknown") << value;
    }
}

}  // namespace
}  // namespace warmline::hotline
