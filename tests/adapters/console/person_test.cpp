#include <gtest/gtest.h>

#include "dispatcher/json.hpp"
#include "service.hpp"

namespace warmline::console::testing {
namespace {

using namespace std::chrono_literals;

class PersonApi : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(service.sign_in("chen"), 200U);
        play_persons(service.backend());
    }
    Json search(const Json& wanted) {
        const auto response = service.post("/persons/search", wanted);
        EXPECT_EQ(response.status, 200U) << response.body;
        return Json::parse(response.body);
    }
    Json ok(const std::string& path, const Json& body) {
        const auto response = service.post(path, body);
        EXPECT_EQ(response.status, 200U) << response.body;
        return response.status == 200 ? Json::parse(response.body) : Json{};
    }
    static Json shifts(int weekday, int from, int to) {
        Json one{{"weekday", weekday}, {"from", from}, {"to", to}};
        return Json::array({std::move(one)});
    }
    static std::int64_t ms(dispatcher::Time at) { return dispatcher::to_ms(at); }
    static std::string preview(dispatcher::Time from, dispatcher::Time to) {
        return "/persons/liang/leave?from=" + std::to_string(ms(from)) + "&to=" + std::to_string(ms(to));
    }
    static std::vector<std::string> names(const Json& page) {
        std::vector<std::string> out;
        for (const auto& item : page["items"]) out.push_back(item["name"]);
        return out;
    }
    Service service;
    const dispatcher::Time now = demo_now;
};

TEST_F(PersonApi, FindsByNameDigitsWorkDayAndLicence) {
    EXPECT_EQ(names(search({{"text", "高师"}})), std::vector<std::string>{"高师傅"});
    EXPECT_EQ(names(search({{"text", "6666"}})), std::vector<std::string>{"高师傅"});
    EXPECT_TRUE(search({{"text", "周先生"}})["items"].empty()) << "a family's man helps nobody";
    for (const auto& item : search({{"need", "psych.counsel"}, {"limit", 200}})["items"])
        EXPECT_NE(item["works"].dump().find("心理咨询"), std::string::npos) << item;
    const auto off = search({{"off_today", true}, {"limit", 200}});
    EXPECT_GT(off["total"], 0);
    for (const auto& item : off["items"]) EXPECT_NE(item["duty"]["presence"], "on_duty") << item;
    const auto ending = search({{"expiring", true}, {"limit", 200}});
    EXPECT_GT(ending["total"], 0);
    for (const auto& item : ending["items"]) EXPECT_LT(item["expires"], ms(now + 30 * 24h));
    EXPECT_EQ(search({{"text", "没有这个人"}})["total"], 0);
}

TEST_F(PersonApi, PagesByNameWithEachOnceAndWithoutANameInTheCursor) {
    const auto all = search({{"limit", 200}});
    std::vector<std::string> seen;
    Json page = search({{"limit", 7}});
    EXPECT_EQ(page["total"], all["total"]);
    for (;;) {
        for (const auto& item : page["items"]) seen.push_back(item["id"]);
        if (!page.contains("next")) break;
        EXPECT_EQ(page["next"], page["items"].back()["id"]);
        page = search({{"limit", 7}, {"after", page["next"]}});
    }
    EXPECT_EQ(seen.size(), all["total"].get<std::size_t>());
    EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), seen.size());
    for (std::size_t i = 0; i < all["items"].size(); ++i) EXPECT_EQ(all["items"][i]["id"], seen[i]);
}

TEST_F(PersonApi, WhatASearchMayNotAsk) {
    struct {
        const char* why;
        Json body;
        unsigned status;
    } const rows[] = {
        {"a cursor of nobody", {{"after", "nobody"}}, 400},
        {"no page", {{"limit", 0}}, 422},
        {"too much", {{"limit", 201}}, 422},
        {"a long text", {{"text", std::string(21, 'x')}}, 422},
        {"no flag", {{"off_today", 1}}, 422},
        {"an organisation elsewhere", {{"organisation", "nowhere"}}, 403},
        {"an unknown field", {{"phone", "1234"}}, 400},
    };
    for (const auto& row : rows) EXPECT_EQ(service.post("/persons/search", row.body).status, row.status) << row.why;
}

TEST_F(PersonApi, ALeaderReadsMaskedAndWithoutReasonsAndNobodyLooksBesideTheSubtree) {
    ok("/persons/liang/leave", {{"from", ms(now + 24h)}, {"to", ms(now + 48h)}, {"reason", "探亲"}});
    EXPECT_EQ(service.json("/persons/liang")["leave"][0]["why"], "探亲");
    ASSERT_EQ(service.sign_in("he"), 200U);
    const auto read = service.json("/persons/liang");
    EXPECT_EQ(read["contact"]["phone"], "139****1111");
    EXPECT_FALSE(read["leave"][0].contains("why"));
    EXPECT_EQ(read["may_change"], false);
    for (const char* path : {"/leave", "/leave/end", "/duty", "/calendar"})
        EXPECT_EQ(service.post(std::string("/persons/liang") + path, Json::object()).status, 403U) << path;
    EXPECT_EQ(service.get(preview(now, now + 1h)).status, 403U);
    ASSERT_EQ(service.sign_in("lin"), 200U);  // Shenzhen's
    EXPECT_EQ(service.get("/persons/liang").status, 404U);
    EXPECT_EQ(service.post("/persons/liang/leave", {{"from", ms(now)}, {"to", ms(now + 1h)}}).status, 404U);
    EXPECT_EQ(search({{"text", "梁小军"}})["total"], 0);
    EXPECT_EQ(service.json("/persons/ou")["person"]["name"], "欧阳晴");
    for (const char* id : {"zhou", "nobody", "a%20b"})
        EXPECT_EQ(service.get(std::string("/persons/") + id).status, 404U) << id;
}

TEST_F(PersonApi, ShowsWhatSomebodyCarries) {
    const auto liang = service.json("/persons/liang");
    EXPECT_EQ(liang["families"].size(), 2U);
    EXPECT_EQ(liang["families"][0]["deputy_name"], "罗干事");
    EXPECT_FALSE(liang["tickets"].empty());
    EXPECT_EQ(liang["person"]["load"], liang["tickets"].size() + liang["offers"].size());
    const auto captain = service.json("/persons/person-3");
    EXPECT_EQ(captain["squad"]["captain"], true);
    EXPECT_GT(captain["squad"]["members"].size(), 1U);
    const auto driver = service.json("/persons/gao");
    EXPECT_EQ(driver["licences"][0]["licence"], "driving");
    EXPECT_TRUE(driver["licences"][0].contains("ends"));
}

TEST_F(PersonApi, ALeaveIsPreviewedNotedShortenedAndEnded) {
    service.backend().run(dispatcher::OpenTicket{.id = dispatcher::TicketId{"10401"},
                                                 .need = "living.groceries",
                                                 .requester = dispatcher::PersonId{"xu"},
                                                 .household = {},
                                                 .summary = "家里没有菜了",
                                                 .facts = {}});
    const auto seen = service.json(preview(now, now + 72h));
    ASSERT_EQ(seen["moved"].size(), 1U);
    EXPECT_EQ(seen["moved"][0]["id"], "10401");
    EXPECT_EQ(seen["families"].size(), 2U);
    EXPECT_EQ(seen["families"][0]["deputy_name"], "罗干事");
    EXPECT_EQ(service.json("/persons/liang")["offers"].size(), 1U) << "a preview changes nothing";
    const Json wanted{{"from", ms(now)}, {"to", ms(now + 72h)}, {"reason", "考试周"}};
    const auto noted = ok("/persons/liang/leave", wanted);
    EXPECT_EQ(noted["person"]["duty"]["presence"], "on_leave");
    EXPECT_EQ(noted["offers"].size(), 0U);
    EXPECT_NE(service.json("/tickets/10401")["offer"]["candidate_name"], "梁小军");
    EXPECT_EQ(service.post("/persons/liang/leave", wanted).status, 409U) << "a second click";
    const auto shorter =
        ok("/persons/liang/leave/end", {{"from", ms(now)}, {"to", ms(now + 72h)}, {"until", ms(now + 24h)}});
    EXPECT_EQ(shorter["leave"][0]["to"], ms(now + 24h));
    const auto stale = service.post("/persons/liang/leave/end", {{"from", ms(now)}, {"to", ms(now + 72h)}});
    EXPECT_EQ(stale.status, 409U);
    EXPECT_NE(Json::parse(stale.body)["detail"].get<std::string>().find("刚刚有人改过"), std::string::npos);
    EXPECT_TRUE(ok("/persons/liang/leave/end", {{"from", ms(now)}, {"to", ms(now + 24h)}})["leave"].empty());
}

TEST_F(PersonApi, WhatIsNoLeave) {
    struct {
        const char* why;
        Json body;
    } const rows[] = {
        {"no end", {{"from", ms(now)}}},
        {"backwards", {{"from", ms(now + 2h)}, {"to", ms(now + 1h)}}},
        {"over", {{"from", ms(now - 2h)}, {"to", ms(now - 1h)}}},
        {"began too long ago", {{"from", ms(now - 25h)}, {"to", ms(now + 1h)}}},
        {"too far", {{"from", ms(now)}, {"to", ms(now + 367 * 24h)}}},
        {"no time", {{"from", "now"}, {"to", ms(now + 1h)}}},
        {"a long reason", {{"from", ms(now)}, {"to", ms(now + 1h)}, {"reason", std::string(61, 'x')}}},
    };
    for (const auto& row : rows) EXPECT_EQ(service.post("/persons/liang/leave", row.body).status, 422U) << row.why;
    EXPECT_EQ(service.get("/persons/liang/leave?from=x&to=y").status, 422U);
    EXPECT_EQ(service.get("/persons/liang/leave").status, 422U);
    EXPECT_EQ(service.post("/persons/liang/leave/end", {{"from", ms(now)}}).status, 422U);
}

TEST_F(PersonApi, DutyIsChangedAsItWasSeen) {
    const Json seen{{"shifts", Json::array()}, {"capacity", 3}, {"per_day", 0}};
    Json wanted{{"shifts", shifts(5, 1320, 1800)}, {"capacity", 2}, {"per_day", 1}, {"seen", seen}};
    wanted["kind_limits"] = {{"transport", 1}};
    const auto changed = ok("/persons/gao/duty", wanted);
    EXPECT_EQ(changed["shifts"], wanted["shifts"]);
    EXPECT_EQ(changed["capacity"], 2);
    for (const auto& kind : changed["kinds"])
        EXPECT_EQ(kind.value("limit", 0), kind["need"] == "transport" ? 1 : 0) << kind.dump();
    EXPECT_EQ(changed["person"]["duty"]["presence"], "off_shift") << "the demonstration stands on a Tuesday";
    EXPECT_EQ(service.post("/persons/gao/duty", wanted).status, 409U);
    auto endless = shifts(1, 0, 60);
    endless[0].erase("to");
    struct {
        const char *why, *field;
        Json value;
    } const rows[] = {
        {"no list", "shifts", 7},
        {"no such day", "shifts", shifts(8, 0, 60)},
        {"no end", "shifts", endless},
        {"longer than a day", "shifts", shifts(1, 0, 1441)},
        {"no object", "shifts", Json::array({1})},
        {"below nothing", "capacity", -1},
        {"no number", "capacity", "3"},
        {"too much", "per_day", 1001},
        {"not seen", "seen", nullptr},
        {"no limits", "kind_limits", 3},
        {"no number of a kind", "kind_limits", {{"transport", "1"}}},
        {"too many of a kind", "kind_limits", {{"transport", 1001}}},
    };
    for (const auto& row : rows) {
        auto body = wanted;
        body[row.field] = row.value;
        EXPECT_EQ(service.post("/persons/gao/duty", body).status, 422U) << row.why;
    }
}

TEST_F(PersonApi, ACalendarIsMadeOnceAndReplacedOnWish) {
    EXPECT_EQ(service.json("/persons/gao")["calendar"], "none");
    const auto made = ok("/persons/gao/calendar", Json::object());
    EXPECT_EQ(service.json("/persons/gao")["calendar"], "given");
    EXPECT_EQ(ok("/persons/gao/calendar", {{"anew", false}}), made);
    EXPECT_NE(ok("/persons/gao/calendar", {{"anew", true}}), made);
    EXPECT_EQ(service.post("/persons/gao/calendar", {{"anew", 1}}).status, 422U);
}

TEST_F(PersonApi, WithoutTheStoreItSaysSo) {
    service.backend().away = true;
    EXPECT_EQ(service.get("/persons/gao").status, 503U);
}

}  // namespace
}  // namespace warmline::console::testing
