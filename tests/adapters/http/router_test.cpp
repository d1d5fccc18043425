#include "http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace warmline::http {
namespace {

Router make_router() {
    Router router;
    for (const char* pattern : {"/", "/tickets", "/tickets/", "/tickets/{id}", "/tickets/new", "/tickets/{id}/notes",
                                "/tickets/{ticket}/notes/{note}", "/assets/{*rest}"}) {
        router.add("GET", pattern, nullptr);
    }
    router.add("POST", "/tickets", nullptr);
    router.add("PUT", "/only-put", nullptr);
    return router;
}

TEST(Router, FindsThePatternAndItsParameters) {
    const auto router = make_router();
    struct {
        const char* why;
        const char* path;
        const char* pattern;  // null: not found
        std::map<std::string, std::string> params;
    } const rows[] = {
        {"root", "/", "/", {}},
        {"literal", "/tickets", "/tickets", {}},
        {"a final slash is another path", "/tickets/", "/tickets/", {}},
        {"parameter", "/tickets/42", "/tickets/{id}", {{"id", "42"}}},
        {"a literal wins over a parameter", "/tickets/new", "/tickets/new", {}},
        {"back from a literal that leads nowhere", "/tickets/new/notes", "/tickets/{id}/notes", {{"id", "new"}}},
        {"names belong to the pattern",
         "/tickets/1/notes/2",
         "/tickets/{ticket}/notes/{note}",
         {{"ticket", "1"}, {"note", "2"}}},
        {"rest of one segment", "/assets/app.js", "/assets/{*rest}", {{"rest", "app.js"}}},
        {"rest of several segments", "/assets/a/b/c.css", "/assets/{*rest}", {{"rest", "a/b/c.css"}}},
        {"an empty rest", "/assets/", nullptr, {}},
        {"an empty parameter", "/tickets//notes", nullptr, {}},
        {"too long", "/tickets/1/notes/2/3", nullptr, {}},
        {"too short", "/assets", nullptr, {}},
        {"unknown", "/nothing", nullptr, {}},
        {"no path at all", "", nullptr, {}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto matched = router.match("GET", row.path);
        const auto* match = std::get_if<Match>(&matched);
        ASSERT_EQ(match != nullptr, row.pattern != nullptr);
        if (!match) {
            EXPECT_TRUE(std::holds_alternative<NoSuchPath>(matched));
            continue;
        }
        EXPECT_EQ(match->route->pattern, row.pattern);
        EXPECT_EQ(match->params, row.params);
    }
}

TEST(Router, NamesTheMethodsThatAPathAllows) {
    const auto router = make_router();
    const auto matched = router.match("DELETE", "/tickets");
    ASSERT_TRUE(std::holds_alternative<NoSuchMethod>(matched));
    EXPECT_EQ(std::get<NoSuchMethod>(matched).allow, "GET, HEAD, POST, OPTIONS");
    EXPECT_TRUE(std::holds_alternative<NoSuchMethod>(router.match("HEAD", "/only-put")));
}

TEST(Router, TakesHeadForGet) {
    auto router = make_router();
    EXPECT_EQ(std::get<Match>(router.match("HEAD", "/tickets")).route->method, "GET");
    router.add("HEAD", "/tickets", nullptr);
    EXPECT_EQ(std::get<Match>(router.match("HEAD", "/tickets")).route->method, "HEAD");
}

TEST(Router, RefusesMalformedPatternsAndRepeats) {
    for (const char* pattern : {"", "tickets", "/{id", "/{}", "/{*}", "/{*rest}/more", "/{id}.json", "/tickets"}) {
        auto router = make_router();
        EXPECT_THROW(router.add("GET", pattern, nullptr), std::invalid_argument) << pattern;
    }
}

}  // namespace
}  // namespace warmline::http
