#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

struct Signed : Service {
    explicit Signed(const char* name) { EXPECT_EQ(sign_in(name), 200U); }
};

TEST(Households, ListsThoseWhoWaitWithTheReason) {
    Signed service("chen");
    const auto waiting = service.json("/households?which=waiting")["items"];
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0]["name"], "宁护士");
    EXPECT_EQ(waiting[0]["waiting"]["why"], "没有还能结对的人");
    EXPECT_EQ(service.json("/households")["items"].size(), 4U);
    const auto found = service.json("/households?phone=2345")["items"];
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]["id"], "home-xu");
    EXPECT_EQ(found[0].dump().find("13800002345"), std::string::npos) << "a list shows no telephone";
}

TEST(Households, RefusesWhatIsNotAsked) {
    Signed service("chen");
    for (const char* path : {"/households?which=some", "/households?phone=13800002345", "/households?phone=ab12"})
        EXPECT_EQ(service.get(path).status, 400U) << path;
    EXPECT_EQ(service.get("/households?organisation=nowhere").status, 403U);
    for (const char* path : {"/households/none", "/households/a%20b"})
        EXPECT_EQ(service.get(path).status, 404U) << path;
    EXPECT_EQ(service.get("/breaks?day=yesterday").status, 400U);
}

TEST(Households, RolesAndSubtreesAreHeld) {
    const Json partner{{"person", "luo"}, {"note", "x"}};
    const Json end{{"reason", "x"}, {"open_work", "close"}};
    struct {
        const char *name, *path;
        Json body;
        unsigned status;
    } const rows[] = {
        {"wu", "/households/home-xu/hand-over", partner, 403},
        {"he", "/households/home-xu/end", end, 403},
        {"he", "/households/home-xu/backup", {{"person", "luo"}}, 403},
        {"wu", "/households/home-xu/members", {{"ticket", "10005"}}, 403},
        {"lin", "/households/home-xu/hand-over", partner, 404},  // Guangzhou's
        {"lin", "/households/home-fang/members", {{"ticket", "10005"}}, 404},
        {"chen", "/households/home-xu/hand-over", {{"person", "luo"}, {"note", " "}}, 422},
        {"chen", "/households/home-xu/hand-over", {{"person", "ou"}, {"note", "x"}}, 409},   // has a family
        {"chen", "/households/home-xu/hand-over", {{"person", "gao"}, {"note", "x"}}, 409},  // no officer
        {"chen", "/households/home-xu/end", {{"reason", "x"}, {"open_work", "forget"}}, 422},
    };
    for (const auto& row : rows) {
        Signed service(row.name);
        const auto response = service.post(row.path, row.body);
        EXPECT_EQ(response.status, row.status) << row.name << ' ' << row.path << ' ' << response.body;
    }
    Signed lin("lin");
    EXPECT_EQ(lin.json("/households")["items"].size(), 2U) << "Shenzhen's";
}

TEST(Households, HandOverTellsTheHistoryWhoDidItAndWhy) {
    Signed service("chen");
    const auto response = service.post("/households/home-xu/hand-over", {{"person", "luo"}, {"note", "梁小军外派"}});
    ASSERT_EQ(response.status, 200U) << response.body;
    const auto detail = Json::parse(response.body);
    EXPECT_EQ(detail["partner"]["name"], "罗干事");
    const auto step = detail["history"].back();
    EXPECT_EQ(step["kind"], "household_paired");
    EXPECT_EQ(step["text"], "梁小军外派");
    EXPECT_EQ(step["actor_name"], "陈协调");
    for (const auto& ticket : detail["tickets"]) EXPECT_EQ(ticket["owner_name"], "罗干事");
}

TEST(Households, ARegularServiceIsPausedAndEndedWithAReason) {
    Signed service("chen");
    const auto before = service.json("/households/home-xu")["series"];
    ASSERT_EQ(before.size(), 1U);
    EXPECT_EQ(before[0]["need_name"], "生活物资配送");
    EXPECT_EQ(before[0]["every_days"], 7);
    EXPECT_EQ(service.json("/tickets/10001")["series"]["next"], before[0]["next"]);
    const auto move = [&](const Json& body) { return service.post("/households/home-xu/series", body); };
    EXPECT_EQ(move({{"need", "living.groceries"}, {"move", "pause"}}).status, 422U) << "a reason";
    EXPECT_EQ(move({{"need", "living.groceries"}, {"move", "dance"}, {"reason", "x"}}).status, 422U);
    EXPECT_EQ(move({{"need", "transport"}, {"move", "end"}, {"reason", "x"}}).status, 409U);
    const auto paused = move({{"need", "living.groceries"}, {"move", "pause"}, {"reason", "小区封控"}});
    ASSERT_EQ(paused.status, 200U) << paused.body;
    const auto detail = Json::parse(paused.body);
    EXPECT_EQ(detail["series"][0]["paused"], true);
    EXPECT_EQ(detail["history"].back()["kind"], "series_paused");
    EXPECT_EQ(detail["history"].back()["need_name"], "生活物资配送");
    const auto ended = move({{"need", "living.groceries"}, {"move", "end"}, {"reason", "医护已回家"}});
    ASSERT_EQ(ended.status, 200U) << ended.body;
    EXPECT_TRUE(Json::parse(ended.body)["series"].empty());
    Signed leader("he");
    EXPECT_EQ(leader.post("/households/home-xu/series", {{"need", "living.groceries"}, {"move", "skip"}}).status, 403U);
}

TEST(Households, OnePlanGivesAllTicketsOneOwner) {
    Signed service("chen");
    const auto made = service.post("/households/home-xu/plan", Json::object());
    ASSERT_EQ(made.status, 200U) << made.body;
    const auto detail = Json::parse(made.body);
    EXPECT_TRUE(detail.contains("plan_since"));
    for (const auto& ticket : detail["tickets"]) EXPECT_EQ(ticket["owner_name"], "梁小军");
}

TEST(Households, TheOfficeNotesHowOftenAFamilyWishesToBeWrittenTo) {
    Signed service("chen");
    EXPECT_EQ(service.json("/households/home-xu")["contacts_every_days"], 0);
    const auto limit = [&](const Json& body) { return service.post("/households/home-xu/contacts", body); };
    const auto limited = limit({{"every_days", 7}});
    ASSERT_EQ(limited.status, 200U) << limited.body;
    EXPECT_EQ(Json::parse(limited.body)["contacts_every_days"], 7);
    for (const auto& wrong : {Json{{"every_days", 32}}, Json{{"every_days", -1}}, Json{{"every_days", "7"}},
                              Json{{"every_days", 1.5}}, Json::object()})
        EXPECT_EQ(limit(wrong).status, 422U) << wrong.dump();
    EXPECT_EQ(service.json("/households/home-xu")["contacts_every_days"], 7);
    Signed leader("he");
    EXPECT_EQ(leader.post("/households/home-xu/contacts", {{"every_days", 0}}).status, 403U);
}

TEST(Households, ALeaderSeesMaskedNumbersAndNoButton) {
    Signed service("he");
    const auto detail = service.json("/households/home-xu");
    EXPECT_EQ(detail["members"][0]["phone"], "138****2345");
    EXPECT_FALSE(detail["may_pair"]);
}

TEST(Breaks, ListsWhyThePartnerWasNotAsked) {
    Signed service("chen");
    ASSERT_EQ(service.post("/tickets/10005/reassign", {{"person", "gao"}, {"reason", "离得近"}}).status, 200U);
    const auto found = service.json("/breaks")["items"];
    ASSERT_FALSE(found.empty());
    const auto mine = std::ranges::find(found, "10005", [](const Json& one) { return one["ticket"]; });
    ASSERT_NE(mine, found.end());
    EXPECT_EQ((*mine)["person_name"], "高师傅");
    EXPECT_EQ((*mine)["why"], "协调员指派：离得近");
}

}  // namespace
}  // namespace warmline::console::testing
