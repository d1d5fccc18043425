#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

namespace d = dispatcher;

struct Signed : Service {
    explicit Signed(const char* name) { EXPECT_EQ(sign_in(name), 200U); }
};

Json last_step(const Json& detail) { return detail["history"].back(); }

TEST(Act, OperatorsNoteStandsInTheHistoryUnderTheirName) {
    Signed service("wu");
    const auto response = service.post("/tickets/10005/notes", {{"text", " 已转告居委会 \n"}});
    ASSERT_EQ(response.status, 200U) << response.body;
    const auto step = last_step(Json::parse(response.body));
    EXPECT_EQ(step["kind"], "note_added");
    EXPECT_EQ(step["text"], "已转告居委会");
    EXPECT_EQ(step["actor_name"], "吴话务");
    EXPECT_EQ(step["actor_kind"], "operator");
}

TEST(Act, RolesAreHeld) {
    struct {
        const char *name, *path;
        Json body;
        unsigned status;
    } const rows[] = {
        {"he", "/tickets/10005/notes", {{"text", "x"}}, 403},
        {"he", "/calls/call-deng/done", {{"note", "x"}}, 403},
        {"wu", "/tickets/10005/move", {{"to", "cancelled"}, {"reason", "x"}}, 403},
        {"wu", "/tickets/10005/reassign", {{"person", "gao"}, {"reason", "x"}}, 403},
        {"lin", "/tickets/10005/notes", {{"text", "x"}}, 404},  // Guangzhou's
        {"lin", "/tickets/10005/move", {{"to", "cancelled"}, {"reason", "x"}}, 404},
        {"wu", "/calls/call-deng/done", {{"note", "x"}}, 404},  // Shenzhen's
    };
    for (const auto& row : rows) {
        Signed service(row.name);
        EXPECT_EQ(service.post(row.path, row.body).status, row.status) << row.name << ' ' << row.path;
    }
}

TEST(Act, ReassignPutsItToThatPerson) {
    Signed service("chen");
    const auto response = service.post("/tickets/10006/reassign", {{"person", "gao"}, {"reason", "唐老师请假"}});
    ASSERT_EQ(response.status, 200U) << response.body;
    const auto detail = Json::parse(response.body);
    EXPECT_EQ(detail["offer"]["candidate_name"], "高师傅");
    EXPECT_EQ(service.backend().at("10006").offer->candidate, d::PersonId{"gao"});
}

TEST(Act, CandidatesSayWhy) {
    Signed service("chen");
    const auto items = service.json("/tickets/10010/candidates")["items"];
    ASSERT_FALSE(items.empty());
    for (const auto& item : items) EXPECT_FALSE(item["why"].get<std::string>().empty());
    bool unfit_seen = false;
    for (const auto& item : items) {
        const bool suitable = item["suitable"];
        EXPECT_FALSE(suitable && unfit_seen) << "the suitable come first";
        unfit_seen = unfit_seen || !suitable;
    }
}

TEST(Act, MovesAndRefusals) {
    struct {
        const char *why, *ticket;
        Json body;
        unsigned status;
    } const rows[] = {
        {"parked with a plan",
         "10004",
         {{"to", "parked"},
          {"reason", "缺货"},
          {"replacement", "先用面屏"},
          {"review_at", d::to_ms(demo_now) + 86400000}},
         200},
        {"parked without a plan", "10004", {{"to", "parked"}, {"reason", "缺货"}}, 422},
        {"parked until the past",
         "10004",
         {{"to", "parked"}, {"reason", "缺货"}, {"replacement", "x"}, {"review_at", d::to_ms(demo_now) - 1}},
         422},
        {"cancelled without a reason", "10004", {{"to", "cancelled"}}, 422},
        {"resumed", "10008", {{"to", "in_progress"}}, 200},
        {"a crisis does not wait", "10009", {{"to", "waiting"}, {"reason", "x"}}, 409},
        {"closed is not parked", "10001", {{"to", "waiting"}, {"reason", "x"}}, 409},
        {"reopened", "10001", {{"to", "reopened"}, {"reason", "水果没收到"}}, 200},
        {"unknown state", "10004", {{"to", "gone"}, {"reason", "x"}}, 422},
        {"unknown ticket", "99999", {{"to", "cancelled"}, {"reason", "x"}}, 404},
        {"no ticket number", "abc", {{"to", "cancelled"}, {"reason", "x"}}, 404},
    };
    for (const auto& row : rows) {
        Signed service("chen");
        const auto response = service.post(std::string("/tickets/") + row.ticket + "/move", row.body);
        EXPECT_EQ(response.status, row.status) << row.why << ": " << response.body;
        if (row.status != 200) {
            EXPECT_EQ(response.content_type, "application/problem+json") << row.why;
        }
    }
}

TEST(Act, UnknownPersonIsRefused) {
    Signed service("chen");
    EXPECT_EQ(service.post("/tickets/10006/reassign", {{"person", "nobody"}, {"reason", "x"}}).status, 422U);
}

TEST(Act, CallsAreFinishedOnce) {
    Signed service("lin");
    ASSERT_EQ(service.json("/calls")["items"].size(), 1U);
    EXPECT_EQ(service.post("/calls/call-deng/done", {{"note", "已告知明天到货"}}).status, 204U);
    EXPECT_TRUE(service.json("/calls")["items"].empty());
    EXPECT_EQ(service.post("/calls/call-deng/done", {{"note", "再来一次"}}).status, 404U);
    EXPECT_EQ(service.backend().at("10004").history.back().text, "已告知明天到货");
}

}  // namespace
}  // namespace warmline::console::testing
