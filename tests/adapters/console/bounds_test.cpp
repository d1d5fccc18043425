#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

const Json liwan_only{{"area", {"440103"}}, {"sealed", {"440305"}}, {"reason", "先办荔湾"}};

TEST(BoundsApi, TheRootsCoordinatorChangesThemAndEveryPageHears) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    const auto before = service.json("/bounds");
    EXPECT_EQ(before["area"], Json::array());
    EXPECT_FALSE(before.contains("since")) << "the file holds";
    ASSERT_FALSE(before["districts"].empty());
    int told = 0;
    const auto listening = service.backend().subscribe(
        [&](const Change& change) { told += change.what == Change::What::situation ? 1 : 0; });
    const auto done = service.post("/bounds", liwan_only);
    ASSERT_EQ(done.status, 200U) << done.body;
    EXPECT_EQ(told, 1);
    const auto now = service.json("/bounds");
    EXPECT_EQ(now["area"], Json::array({"440103"}));
    EXPECT_EQ(now["sealed"], Json::array({"440305"}));
    EXPECT_EQ(now["by"], "chen");
    EXPECT_EQ(now["reason"], "先办荔湾");
    EXPECT_EQ(service.backend().programme().sealed_now(), std::set<std::string>{"440305"});
    EXPECT_EQ(service.post("/bounds", liwan_only).status, 409U) << "it is so already";
}

TEST(BoundsApi, WhatIsRefused) {
    const auto with = [](Json change) {
        auto body = liwan_only;
        body.update(change);
        return body;
    };
    struct {
        const char *why, *who;
        Json body;
        unsigned status;
    } const rows[] = {
        {"a leader reads", "he", liwan_only, 403},
        {"a coordinator of a city", "lin", liwan_only, 403},
        {"no reason", "chen", with({{"reason", " "}}), 422},
        {"no list", "chen", with({{"area", "440103"}}), 422},
        {"no district", "chen", with({{"area", {"999999"}}}), 422},
        {"a name in place of an id", "chen", with({{"sealed", {"荔湾区"}}}), 422},
        {"a number", "chen", with({{"sealed", {440103}}}), 422},
        {"one list only", "chen", {{"area", {"440103"}}, {"reason", "x"}}, 422},
        {"an unknown field", "chen", with({{"city", "gz"}}), 400},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Service service;
        ASSERT_EQ(service.sign_in(row.who), 200U);
        EXPECT_EQ(service.post("/bounds", row.body).status, row.status);
        EXPECT_TRUE(service.backend().programme().sealed_now().empty());
    }
}

}  // namespace
}  // namespace warmline::console::testing
