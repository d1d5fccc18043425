#include <gtest/gtest.h>

#include <regex>

#include "assets.hpp"
#include "service.hpp"

namespace warmline::console::testing {
namespace {

TEST(Page, EveryAddressOfThePageGivesThePage) {
    Service service;
    for (const auto* path : {"//", "//tickets", "//tickets/10005", "//households", "//households/home-xu", "//calls",
                             "//parked", "//sign-in"}) {
        const auto response = service.get(path);
        EXPECT_EQ(response.status, 200U) << path;
        EXPECT_EQ(response.content_type, "text/html; charset=utf-8") << path;
        EXPECT_NE(response.body.find("<div id=\"app\">"), std::string::npos) << path;
        EXPECT_EQ(response.header("Cache-Control"), "no-cache") << path;
    }
    EXPECT_EQ(service.get("//no-such-page").status, 404U);
    EXPECT_EQ(service.get("//assets/no-such-part.js").status, 404U);
}

TEST(Page, IsLockedToItsOwnOrigin) {
    Service service;
    const auto response = service.get("//");
    const std::string policy(response.header("Content-Security-Policy"));
    EXPECT_NE(policy.find("default-src 'self'"), std::string::npos);
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.header("X-Frame-Options"), "DENY");
    EXPECT_EQ(response.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(response.body.find("<style"), std::string::npos) << "the policy would block it";
    EXPECT_EQ(response.body.find("<script>"), std::string::npos) << "the policy would block it";
}

TEST(Page, PartsAreKeptForEverAndSentPacked) {
    Service service;
    const auto index = service.get("//").body;
    std::smatch found;
    ASSERT_TRUE(std::regex_search(index, found, std::regex("/assets/index-[^\"]+\\.js")));
    const auto path = "/" + found.str();
    const auto plain = service.get(path);
    const auto packed = service.get(path, {{"Accept-Encoding", "gzip, br"}});
    EXPECT_EQ(plain.header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
    EXPECT_TRUE(plain.header("Content-Encoding").empty());
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_LT(packed.body.size(), plain.body.size());
    EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
}

TEST(Page, KnownVersionsAreNotSentAgain) {
    Service service;
    const std::string etag(service.get("//").header("ETag"));
    ASSERT_FALSE(etag.empty());
    const auto again = service.get("//", {{"If-None-Match", etag}});
    EXPECT_EQ(again.status, 304U);
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(service.get("//", {{"If-None-Match", "\"old\""}}).status, 200U);
}

TEST(Page, DataIsNeverKept) {
    Service service;
    for (const auto* path : {"/session", "/openapi.json"}) {
        const auto response = service.get(path);
        EXPECT_EQ(response.header("Cache-Control"), "no-store") << path;
        EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff") << path;
        EXPECT_EQ(response.header("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'") << path;
    }
}

TEST(Page, NoPartComesFromElsewhere) {
    for (const auto& asset : page_assets()) {
        if (asset.type.find("html") == std::string_view::npos) continue;
        EXPECT_EQ(asset.raw.find("src=\"http"), std::string_view::npos);
        EXPECT_EQ(asset.raw.find("href=\"http"), std::string_view::npos);
    }
}

}  // namespace
}  // namespace warmline::console::testing
