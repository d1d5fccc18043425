#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

namespace d = dispatcher;

/// Guangzhou leads, Shenzhen cooperates.
struct Shared : Service {
    explicit Shared(const char* name) {
        d::OpenTicket open;
        open.id = d::TicketId{"10201"};
        open.need = "manpower.site";
        open.requester = d::PersonId{"zhou"};
        open.summary = "采样点要人引导";
        backend().run(open, {d::ActorKind::requester, open.requester});
        EXPECT_EQ(sign_in(name), 200U);
    }
    Json detail() { return json("/tickets/10201"); }
};

const Json& part(const Json& detail, const char* organisation) {
    for (const auto& one : detail["parties"])
        if (one["organisation"] == organisation) return one;
    throw std::runtime_error("no such party");
}

TEST(PartiesApi, ShowWhoSharesItAndWhatThisAccountMay) {
    struct {
        const char *name, *right;
        bool moves, reports_own, reports_lead;
    } const rows[] = {{"chen", "lead", true, true, false}, {"lin", "cooperating", false, true, false}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        Shared service(row.name);
        const auto detail = service.detail();
        EXPECT_EQ(detail["right"], row.right);
        EXPECT_EQ(!detail["moves"].empty(), row.moves);
        EXPECT_EQ(detail["may_reclassify"], row.moves);
        EXPECT_EQ(part(detail, "gd.sz")["may_report"], row.reports_own);
        EXPECT_EQ(part(detail, "gd.gz")["may_report"], row.reports_lead) << "who leads has no part";
        EXPECT_TRUE(part(detail, "gd.sz").contains("due"));
    }
}

TEST(PartiesApi, HaveNothingElseToDoWithTheFamily) {
    Shared chen("chen");
    EXPECT_FALSE(chen.detail()["lines"].empty());
    const auto home = chen.detail()["household"]["id"].get<std::string>();
    EXPECT_FALSE(chen.detail()["household"]["open_tickets"].empty());
    Shared lin("lin");
    EXPECT_TRUE(lin.detail()["lines"].empty());
    EXPECT_TRUE(lin.detail()["household"]["open_tickets"].empty());
    const auto linked = lin.post("/households/" + home + "/members", {{"ticket", "10201"}});
    EXPECT_EQ(linked.status, 403U) << linked.body;
    EXPECT_EQ(lin.get("/tickets/10201/candidates").status, 403U);
}

TEST(PartiesApi, StandInTheListOfWhoCooperates) {
    Shared service("lin");
    const auto items = service.json("/tickets")["items"];
    EXPECT_TRUE(std::ranges::any_of(items, [](const Json& item) { return item["id"] == "10201"; }));
}

TEST(PartiesApi, AreReportedReturnedAndReleased) {
    Shared lin("lin");
    const auto asked = lin.post("/tickets/10201/parts/return", {{"organisation", "gd.sz"}, {"reason", "人手不够"}});
    ASSERT_EQ(asked.status, 200U) << asked.body;
    EXPECT_EQ(part(Json::parse(asked.body), "gd.sz")["asks_return"], true);
    EXPECT_EQ(part(Json::parse(asked.body), "gd.sz")["may_return"], false) << "asked once";
    const auto done = lin.post("/tickets/10201/parts/report", {{"organisation", "gd.sz"}, {"note", "派了两人"}});
    ASSERT_EQ(done.status, 200U) << done.body;
    EXPECT_TRUE(part(Json::parse(done.body), "gd.sz").contains("done"));

    Shared chen("chen");
    const auto released = chen.post("/tickets/10201/parts/return", {{"organisation", "gd.sz"}, {"reason", "不用了"}});
    ASSERT_EQ(released.status, 200U) << released.body;
    EXPECT_EQ(Json::parse(released.body)["parties"].size(), 1U);
    EXPECT_EQ(Json::parse(released.body)["history"].back()["kind"], "part_released");
    EXPECT_EQ(Json::parse(released.body)["history"].back()["party_name"], "深圳团市委");
}

TEST(PartiesApi, AreRefusedWithTheReason) {
    struct {
        const char *why, *name, *path;
        Json body;
        unsigned status;
    } const rows[] = {
        {"only a part", "lin", "/move", {{"to", "cancelled"}, {"reason", "x"}}, 403},
        {"another's part", "lin", "/parts/report", {{"organisation", "gd.gz"}, {"note", "x"}}, 409},
        {"nothing said", "lin", "/parts/report", {{"organisation", "gd.sz"}, {"note", " "}}, 422},
        {"no organisation", "lin", "/parts/return", {{"reason", "x"}}, 422},
        {"a leader", "he", "/parts/report", {{"organisation", "gd.sz"}, {"note", "x"}}, 403},
        {"no ruling due", "chen", "/ruling", {{"organisation", "gd.sz"}, {"reason", "x"}}, 409},
        {"an operator rules", "wu", "/ruling", {{"organisation", "gd.sz"}, {"reason", "x"}}, 403},
    };
    for (const auto& row : rows) {
        Shared service(row.name);
        const auto response = service.post(std::string("/tickets/10201") + row.path, row.body);
        EXPECT_EQ(response.status, row.status) << row.why << ": " << response.body;
    }
}

TEST(PartiesApi, ARulingIsTheRootsAndForGood) {
    Shared service("chen");
    return_too_often(service.backend(), "10201");
    EXPECT_EQ(service.detail()["may_rule"], true);
    const auto ruled = service.post("/tickets/10201/ruling", {{"organisation", "gd.sz"}, {"reason", "就近"}});
    ASSERT_EQ(ruled.status, 200U) << ruled.body;
    const auto detail = Json::parse(ruled.body);
    EXPECT_EQ(detail["ticket"]["organisation"], "gd.sz");
    EXPECT_EQ(detail["ruled"], true);
    EXPECT_EQ(detail["may_rule"], false);
    EXPECT_FALSE(std::ranges::any_of(detail["moves"], [](const Json& to) { return to == "returned"; }));
}

}  // namespace
}  // namespace warmline::console::testing
