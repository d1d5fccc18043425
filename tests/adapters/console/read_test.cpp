#include <gtest/gtest.h>

#include "present.hpp"
#include "service.hpp"

namespace warmline::console::testing {
namespace {

struct Signed : Service {
    explicit Signed(const char* name) { EXPECT_EQ(sign_in(name), 200U); }
};

TEST(Read, LedgerOfTodayIsTheDefault) {
    Signed service("chen");
    const auto ledger = service.json("/ledger");
    EXPECT_EQ(ledger["day"], "2026-02-17");
    EXPECT_EQ(ledger["total"]["came"], 6);
    EXPECT_EQ(ledger["total"]["closed"], 1);
    EXPECT_EQ(ledger["total"]["solved"], 1);
    EXPECT_EQ(ledger["outreach"]["answered"], 9);
    EXPECT_FALSE(service.json("/ledger?day=2026-02-16").contains("outreach")) << "known of today only";
    EXPECT_EQ(service.json("/ledger?day=2026-02-17"), ledger);
    EXPECT_EQ(service.json("/ledger?day=2026-02-16")["total"]["came"], 4);
}

TEST(Read, LedgerHasTheOwnSubtreeOnly) {
    Signed service("lin");
    for (const auto& row : service.json("/ledger")["rows"]) EXPECT_EQ(row["organisation"], "gd.sz");
    EXPECT_EQ(service.get("/ledger?organisation=gd.gz").status, 403U);
    EXPECT_EQ(service.get("/ledger?organisation=gd").status, 403U);
    EXPECT_EQ(service.get("/tickets?organisation=gd.gz").status, 403U);
    EXPECT_EQ(service.get("/tickets/10005").status, 404U);
    const auto catalogue = service.json("/catalogue");
    ASSERT_EQ(catalogue["organisations"].size(), 1U);
    EXPECT_EQ(catalogue["organisations"][0]["id"], "gd.sz");
}

TEST(Read, RatesOfATime) {
    Signed service("chen");
    const auto report = service.json("/rates");
    EXPECT_EQ(report["from"], "2026-01-19");
    EXPECT_EQ(report["to"], "2026-02-17");
    EXPECT_EQ(report["rows"].size(), 2U);
    EXPECT_EQ(report["total"]["resolution"], (Json{{"of", 1}, {"hit", 1}}));
    int opened = 0;
    for (const auto& row : report["rows"]) opened += row["rates"]["opened"].get<int>();
    EXPECT_EQ(report["total"]["opened"], opened);
    EXPECT_EQ(service.json("/rates?from=2026-02-17&to=2026-02-17")["total"]["opened"], 6);
    for (const auto* bad : {"from=2026-02-18", "to=2026-02-18", "from=2026-02-17&to=2026-02-16", "from=2025-02-16"})
        EXPECT_EQ(service.get(std::string("/rates?") + bad).status, 400U) << bad;
    EXPECT_EQ(service.get("/rates?organisation=nowhere").status, 403U);
}

TEST(Read, BadDaysAreRefused) {
    Signed service("chen");
    for (const auto* day : {"2026-02-30", "2026-2-1", "yesterday", "1999-12-31", "2026-02-18", "2026-13-01"}) {
        EXPECT_EQ(service.get(std::string("/ledger?day=") + day).status, 400U) << day;
    }
}

TEST(Read, ListsMaskTelephones) {
    Signed service("chen");
    const auto text = service.get("/tickets").body + service.get("/tickets/10010/candidates").body;
    EXPECT_NE(text.find("138****1234"), std::string::npos);
    EXPECT_EQ(text.find("13800001234"), std::string::npos);
    EXPECT_EQ(text.find("13900006666"), std::string::npos);
}

TEST(Read, DetailShowsTheNumberToWhoWorksWithIt) {
    struct {
        const char *name, *phone;
    } const rows[] = {{"chen", "13800001234"}, {"wu", "13800001234"}, {"he", "138****1234"}};
    for (const auto& row : rows) {
        Signed service(row.name);
        EXPECT_EQ(service.json("/tickets/10005")["requester"]["phone"], row.phone) << row.name;
    }
}

TEST(Read, MasksShortNumbersToo) {
    EXPECT_EQ(masked("13800001234"), "138****1234");
    EXPECT_EQ(masked("12355"), "****55");
    EXPECT_EQ(masked("1"), "****1");
    EXPECT_EQ(masked(""), "");
}

TEST(Read, DetailTellsTheWholeStory) {
    Signed service("chen");
    const auto detail = service.json("/tickets/10005");
    EXPECT_EQ(detail["ticket"]["need_name"], "长者照护");
    EXPECT_EQ(detail["ticket"]["state"], "in_progress");
    EXPECT_EQ(detail["assignee"]["name"], "梁小军");
    EXPECT_EQ(detail["household"]["address"], "示范路 12 号 3 栋 502");
    EXPECT_EQ(detail["household"]["district"], "荔湾区");
    EXPECT_EQ(detail["household"]["partner_name"], "梁小军");
    EXPECT_EQ(detail["history"].front()["kind"], "ticket_opened");
    EXPECT_FALSE(detail["lines"].empty());
    EXPECT_TRUE(detail["may_reassign"]);
    EXPECT_FALSE(detail["moves"].empty());
}

TEST(Read, LeadersAreOfferedNoActions) {
    Signed service("he");
    const auto detail = service.json("/tickets/10005");
    EXPECT_TRUE(detail["moves"].empty());
    EXPECT_FALSE(detail["may_reassign"]);
    EXPECT_EQ(service.get("/tickets/10005/candidates").status, 403U);
}

TEST(Read, CrisisCallComesFirst) {
    Signed service("chen");
    const auto calls = service.json("/calls")["items"];
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[0]["reason"], "crisis");
    EXPECT_TRUE(calls[0]["urgent"]);
}

TEST(Read, ParkedMessagesOfTheOwnSubtree) {
    EXPECT_EQ(Signed("lin").json("/parked")["items"].size(), 1U);
    const auto of_guangzhou = Signed("wu").json("/parked")["items"];
    ASSERT_EQ(of_guangzhou.size(), 1U);
    EXPECT_EQ(of_guangzhou[0]["id"], "parked-2");
    EXPECT_EQ(of_guangzhou[0]["waiting"], true);
}

TEST(Read, PagesHoldEveryTicketOnce) {
    Signed service("chen");
    std::set<std::string> seen;
    std::string after;
    int pages = 0;
    do {
        const auto page = service.json("/tickets?limit=3" + (after.empty() ? "" : "&after=" + after));
        for (const auto& item : page["items"]) EXPECT_TRUE(seen.insert(item["id"]).second);
        after = page.value("next", "");
        ++pages;
    } while (!after.empty() && pages < 20);
    EXPECT_EQ(seen.size(), 10U);
    EXPECT_EQ(pages, 4);
}

TEST(Read, EveryFigureOfTheLedgerIsAList) {
    Signed service("chen");
    int figures = 0;
    for (const auto* day : {"2026-02-16", "2026-02-17"}) {
        const auto ledger = service.json(std::string("/ledger?day=") + day);
        for (const auto& row : ledger["rows"]) {
            for (const auto& [figure, count] : row["figures"].items()) {
                if (figure == "solved" || figure == "score_sum") continue;
                const auto list = service.json("/tickets?day=" + std::string(day) + "&figure=" + figure +
                                               "&organisation=" + row["organisation"].get<std::string>() +
                                               "&need=" + row["need"].get<std::string>());
                EXPECT_EQ(list["items"].size(), count.get<std::size_t>()) << day << row << figure;
                ++figures;
            }
        }
    }
    EXPECT_GT(figures, 50);
}

}  // namespace
}  // namespace warmline::console::testing
