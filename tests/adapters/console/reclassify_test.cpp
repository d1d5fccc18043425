#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

struct Signed : Service {
    explicit Signed(const char* name) { EXPECT_EQ(sign_in(name), 200U); }
};

Json step_of(const Json& detail, const char* kind) {
    for (const auto& step : detail["history"])
        if (step["kind"] == kind) return step;
    return {};
}

TEST(Reclassify, GoesOnAsAnotherKind) {
    Signed service("chen");
    EXPECT_EQ(service.json("/tickets/10005")["may_reclassify"], true);
    const auto response =
        service.post("/tickets/10005/reclassify", {{"need", "medical.care"}, {"reason", "老人要看病"}});
    ASSERT_EQ(response.status, 200U) << response.body;
    const auto detail = Json::parse(response.body);
    EXPECT_EQ(detail["ticket"]["id"], "10005");
    EXPECT_EQ(detail["ticket"]["need"], "medical.care");
    const auto step = step_of(detail, "ticket_reclassified");
    EXPECT_EQ(step["from_name"], "长者照护");
    EXPECT_EQ(step["need_name"], detail["ticket"]["need_name"]);
    EXPECT_EQ(step["text"], "老人要看病");
    EXPECT_EQ(step["actor_name"], "陈协调");
    EXPECT_FALSE(step.contains("facts"));
}

TEST(Reclassify, NoRequestEndsOutOfScope) {
    Signed service("chen");
    const auto response = service.post("/tickets/10005/reclassify", {{"intent", "consult"}, {"reason", "只是打听"}});
    ASSERT_EQ(response.status, 200U) << response.body;
    const auto detail = Json::parse(response.body);
    EXPECT_EQ(detail["ticket"]["state"], "out_of_scope");
    EXPECT_EQ(step_of(detail, "ticket_reclassified")["intent"], "consult");
    EXPECT_EQ(detail["may_reclassify"], false) << "it is over";
}

TEST(Reclassify, IsRefusedWithTheReason) {
    struct {
        const char *why, *name, *ticket;
        Json body;
        unsigned status;
    } const rows[] = {
        {"an operator", "wu", "10005", {{"need", "medical.care"}, {"reason", "x"}}, 403},
        {"a leader", "he", "10005", {{"need", "medical.care"}, {"reason", "x"}}, 403},
        {"another city's", "lin", "10005", {{"need", "medical.care"}, {"reason", "x"}}, 404},
        {"no reason", "chen", "10005", {{"need", "medical.care"}, {"reason", " "}}, 422},
        {"neither", "chen", "10005", {{"reason", "x"}}, 422},
        {"both", "chen", "10005", {{"need", "medical.care"}, {"intent", "consult"}, {"reason", "x"}}, 422},
        {"no such need", "chen", "10005", {{"need", "no.such"}, {"reason", "x"}}, 422},
        {"no such intent", "chen", "10005", {{"intent", "request"}, {"reason", "x"}}, 422},
        {"the same", "chen", "10005", {{"need", "living.eldercare"}, {"reason", "x"}}, 422},
        {"a crisis", "chen", "10009", {{"need", "medical.care"}, {"reason", "x"}}, 409},
    };
    for (const auto& row : rows) {
        Signed service(row.name);
        const auto response = service.post(std::string("/tickets/") + row.ticket + "/reclassify", row.body);
        EXPECT_EQ(response.status, row.status) << row.why << ": " << response.body;
    }
    Signed leader("he");
    EXPECT_EQ(leader.json("/tickets/10005")["may_reclassify"], false);
    Signed service("chen");
    EXPECT_EQ(service.json("/tickets/10009")["may_reclassify"], false) << "a crisis";
}

}  // namespace
}  // namespace warmline::console::testing
