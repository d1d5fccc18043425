#include "target.hpp"

#include <gtest/gtest.h>

#include "wire.hpp"

namespace warmline::http {
namespace {

using Query = std::map<std::string, std::string>;

TEST(Target, IsDecodedOnce) {
    struct {
        const char* why;
        const char* target;
        const char* path;
        const char* raw_query;
        Query query;
    } const rows[] = {
        {"bare", "/a/b", "/a/b", "", {}},
        {"absolute form", "http://host.invalid:80/a?b=c", "/a", "b=c", {{"b", "c"}}},
        {"absolute form without a path", "http://host.invalid", "/", "", {}},
        {"UTF-8 in the path", "/%E6%9A%96", "/暖", "", {}},
        {"plus stays in a path", "/a+b", "/a+b", "", {}},
        {"plus is a blank in a query", "/?q=a+b", "/", "q=a+b", {{"q", "a b"}}},
        {"only one decoding", "/%2525?q=%252B", "/%25", "q=%252B", {{"q", "%2B"}}},
        {"base64", "/?echostr=a%2Bb%2Fc%3D%3D", "/", "echostr=a%2Bb%2Fc%3D%3D", {{"echostr", "a+b/c=="}}},
        {"the first of a repeated name", "/?a=1&a=2", "/", "a=1&a=2", {{"a", "1"}}},
        {"no value, empty pairs, value with =",
         "/?a&&b=&c=d=e&",
         "/",
         "a&&b=&c=d=e&",
         {{"a", ""}, {"b", ""}, {"c", "d=e"}}},
        {"a fragment is no business of ours", "/a#b?c=d", "/a", "", {}},
        {"dots that are no segment", "/.a/b../...", "/.a/b../...", "", {}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto target = parse_target(row.target);
        ASSERT_TRUE(target);
        EXPECT_EQ(target->path, row.path);
        EXPECT_EQ(target->raw_query, row.raw_query);
        EXPECT_EQ(target->query, row.query);
    }
}

TEST(Target, IsRefused) {
    for (const char* target : {"", "*", "a", "/%", "/%1", "/%1g", "/%g1", "/?a=%", "/?%zz=1", "/a/../b", "/..", "/./a",
                               "/a/%2e%2e/b", "/a%2f..%2fb", "/%00", "/%0a", "/%7f", "?a=b", "http:///../a"}) {
        EXPECT_FALSE(parse_target(target)) << target;
    }
}

TEST(Wire, KnowsHarmlessIds) {
    EXPECT_TRUE(is_harmless_id("a-B_c.9"));
    EXPECT_TRUE(is_harmless_id(std::string(64, 'x')));
    for (const char* id : {"", " ", "a b", "a\r\nb", "<b>", "暖"}) EXPECT_FALSE(is_harmless_id(id)) << id;
    EXPECT_FALSE(is_harmless_id(std::string(65, 'x')));
}

TEST(Wire, RefusesHeadersThatBreakTheFraming) {
    Response response;
    response.headers = {{"X-Good", "yes"}};
    EXPECT_NO_THROW(check_headers(response));
    response.headers = {{"X-Bad", "a\r\nSet-Cookie: b"}};
    EXPECT_THROW(check_headers(response), std::invalid_argument);
    response.headers = {{"X Bad", "a"}};
    EXPECT_THROW(check_headers(response), std::invalid_argument);
}

}  // namespace
}  // namespace warmline::http
