#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

class PlacesApi : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(service.sign_in("chen"), 200U);
        play_rest(service.backend());
    }
    http::Response book(const std::string& ticket, const std::string& first, const std::string& house = "hill") {
        return service.post("/tickets/" + ticket + "/stay", {{"house", house}, {"first", first}});
    }
    Json detail(const std::string& ticket) { return service.json("/tickets/" + ticket); }
    Service service;
};

TEST_F(PlacesApi, ATicketOfTheServiceShowsWhereARoomIsFree) {
    const auto shown = detail("10231");
    EXPECT_FALSE(shown.contains("stay"));
    ASSERT_EQ(shown["houses"].size(), 2U);
    EXPECT_EQ(shown["houses"][0]["next_free"], "2026-02-17") << "today";
    EXPECT_FALSE(detail("10005").contains("houses")) << "another service books nothing";
}

TEST_F(PlacesApi, BookedFullAndTheNextFreeDayIsSaid) {
    const auto booked = book("10231", "2026-02-20");
    ASSERT_EQ(booked.status, 200U) << booked.body;
    const auto stay = Json::parse(booked.body)["stay"];
    EXPECT_EQ(stay["house_name"], "示例山疗养院");
    EXPECT_EQ(stay["first"], "2026-02-20");
    EXPECT_EQ(stay["leaves"], "2026-03-06");
    EXPECT_EQ(stay["price"], "优惠价每晚150元");
    const auto full = book("10232", "2026-02-25");
    EXPECT_EQ(full.status, 409U);
    const auto problem = Json::parse(full.body);
    EXPECT_EQ(problem["code"], "house_full");
    EXPECT_NE(problem["detail"].get<std::string>().find("2026-03-06"), std::string::npos) << full.body;
    EXPECT_EQ(detail("10232")["houses"][0]["next_free"], "2026-03-06");
    EXPECT_EQ(book("10232", "2026-03-06").status, 200U);
    EXPECT_EQ(book("10231", "2026-02-18").status, 200U) << "the date can be changed";
}

TEST_F(PlacesApi, FreeRoomsByDay) {
    ASSERT_EQ(book("10231", "2026-02-20").status, 200U);
    const auto house = service.json("/places")["houses"][0];
    EXPECT_EQ(house["name"], "示例山疗养院");
    ASSERT_EQ(house["days"].size(), 30U);
    EXPECT_EQ(house["days"][0], (Json{{"day", "2026-02-17"}, {"free", 1}}));
    EXPECT_EQ(house["days"][3]["free"], 0);
    EXPECT_EQ(house["days"][16]["free"], 0);
    EXPECT_EQ(house["days"][17]["free"], 1);
    EXPECT_EQ(house["stays"], Json::array({{{"ticket", "10231"}, {"first", "2026-02-20"}, {"leaves", "2026-03-06"}}}));
    const auto freed = service.post("/tickets/10231/stay/free", {{"reason", "不去了"}});
    ASSERT_EQ(freed.status, 200U) << freed.body;
    EXPECT_EQ(service.json("/places")["houses"][0]["days"][3]["free"], 1);
    ASSERT_EQ(service.sign_in("lin"), 200U);
    EXPECT_TRUE(service.json("/places")["houses"].empty()) << "another organisation's houses";
}

TEST_F(PlacesApi, WhatIsRefused) {
    struct {
        const char* why;
        Json body;
        unsigned status;
    } const rows[] = {
        {"no house", {{"first", "2026-02-20"}}, 422},
        {"another house", {{"house", "sea"}, {"first", "2026-02-20"}}, 404},
        {"no day", {{"house", "hill"}}, 422},
        {"no such day", {{"house", "hill"}, {"first", "2026-02-31"}}, 422},
        {"yesterday", {{"house", "hill"}, {"first", "2026-02-16"}}, 422},
        {"beyond a year", {{"house", "hill"}, {"first", "2027-03-20"}}, 422},
        {"an unknown field", {{"house", "hill"}, {"first", "2026-02-20"}, {"rooms", 2}}, 400},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(service.post("/tickets/10231/stay", row.body).status, row.status);
    }
    EXPECT_EQ(service.post("/tickets/10231/stay/free", {{"reason", "x"}}).status, 409U) << "nothing is booked";
    ASSERT_EQ(service.sign_in("he"), 200U);
    EXPECT_EQ(book("10231", "2026-02-20").status, 403U) << "a leader reads";
}

}  // namespace
}  // namespace warmline::console::testing
