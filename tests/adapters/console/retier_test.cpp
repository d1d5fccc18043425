#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

struct Signed : Service {
    explicit Signed(const char* name) { EXPECT_EQ(sign_in(name), 200U); }
};

TEST(Retier, GoesOnFasterAndTheHistorySaysFromWhatToWhat) {
    Signed service("chen");
    EXPECT_EQ(service.json("/tickets/10005")["may_retier"], true);
    const auto before = service.json("/tickets/10005")["ticket"]["tier"].get<std::string>();
    const std::string tier = before == "t1" ? "t2" : "t1";
    const auto response = service.post("/tickets/10005/tier", {{"tier", tier}, {"reason", "老人病了"}});
    ASSERT_EQ(response.status, 200U) << response.body;
    const auto detail = Json::parse(response.body);
    EXPECT_EQ(detail["ticket"]["tier"], tier);
    Json step;
    for (const auto& one : detail["history"])
        if (one["kind"] == "ticket_retiered") step = one;
    EXPECT_EQ(step["from_tier"], before);
    EXPECT_EQ(step["tier"], tier);
    EXPECT_EQ(step["text"], "老人病了");
    EXPECT_EQ(step["actor_name"], "陈协调");
    EXPECT_FALSE(step.contains("facts"));
}

TEST(Retier, IsRefusedWithTheReason) {
    struct {
        const char *why, *name, *ticket;
        Json body;
        unsigned status;
    } const rows[] = {
        {"an operator", "wu", "10005", {{"tier", "t1"}, {"reason", "x"}}, 403},
        {"a leader", "he", "10005", {{"tier", "t1"}, {"reason", "x"}}, 403},
        {"another city's", "lin", "10005", {{"tier", "t1"}, {"reason", "x"}}, 404},
        {"no reason", "chen", "10005", {{"tier", "t1"}, {"reason", " "}}, 422},
        {"a crisis is none by this", "chen", "10005", {{"tier", "t0"}, {"reason", "x"}}, 422},
        {"no such tier", "chen", "10005", {{"tier", "t9"}, {"reason", "x"}}, 422},
        {"a crisis stays one", "chen", "10009", {{"tier", "t1"}, {"reason", "x"}}, 409},
    };
    for (const auto& row : rows) {
        Signed service(row.name);
        const auto response = service.post(std::string("/tickets/") + row.ticket + "/tier", row.body);
        EXPECT_EQ(response.status, row.status) << row.why << ": " << response.body;
    }
    EXPECT_EQ(Signed("he").json("/tickets/10005")["may_retier"], false);
    EXPECT_EQ(Signed("chen").json("/tickets/10009")["may_retier"], false);
}

}  // namespace
}  // namespace warmline::console::testing
