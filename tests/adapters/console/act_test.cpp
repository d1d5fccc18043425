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
        {"he", "/tickets/10011/confirm", Json::object(), 403},
        {"lin", "/tickets/10011/confirm", Json::object(), 404},
        {"he", "/parked/parked-1/retry", Json::object(), 403},
        {"he", "/parked/parked-1/dismiss", {{"reason", "x"}}, 403},
        {"wu", "/parked/parked-1/retry", Json::object(), 404},  // Shenzhen's
        {"wu", "/parked/parked-1/dismiss", {{"reason", "x"}}, 404},
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

/// The same need told again by the same man: ticket 10012.
void tell_again(FakeBackend& backend, const char* need = "living.eldercare") {
    backend.run(d::OpenTicket{.id = d::TicketId{"10012"},
                              .need = need,
                              .requester = d::PersonId{"zhou"},
                              .household = {},
                              .summary = "老人晚上没人照看",
                              .facts = {}},
                {d::ActorKind::requester, d::PersonId{"zhou"}});
}

TEST(Act, DuplicatesAreShownAndMerged) {
    Signed service("chen");
    EXPECT_TRUE(service.json("/tickets/10005")["duplicates"].empty());
    EXPECT_EQ(service.json("/tickets/10005")["may_merge"], false);
    tell_again(service.backend());
    const auto before = service.json("/tickets/10012");
    ASSERT_EQ(before["duplicates"].size(), 1U);
    EXPECT_EQ(before["duplicates"][0]["id"], "10005");
    EXPECT_EQ(before["may_merge"], true);
    EXPECT_EQ(service.post("/tickets/10012/merge", {{"into", "10005"}, {"reason", " "}}).status, 422U);
    const auto response = service.post("/tickets/10012/merge", {{"into", "10005"}, {"reason", "同一位老人"}});
    ASSERT_EQ(response.status, 200U) << response.body;
    const auto detail = Json::parse(response.body);
    EXPECT_EQ(detail["ticket"]["state"], "merged");
    EXPECT_EQ(detail["ticket"]["merged_into"], "10005");
    EXPECT_EQ(last_step(detail)["merged_into"], "10005");
    EXPECT_EQ(last_step(detail)["actor_name"], "陈协调");
    EXPECT_TRUE(detail["duplicates"].empty()) << "it is over";
    const auto undone = service.post("/tickets/10012/move", {{"to", "reopened"}, {"reason", "不是一件事"}});
    ASSERT_EQ(undone.status, 200U) << undone.body;
    EXPECT_FALSE(Json::parse(undone.body)["ticket"].contains("merged_into"));
}

TEST(Act, FollowersAreNamed) {
    Signed service("chen");
    auto& backend = service.backend();
    backend.run(d::OpenTicket{.id = d::TicketId{"10012"},
                              .need = "living.eldercare",
                              .requester = d::PersonId{"xu"},
                              .household = {},
                              .summary = "邻居家老人没人照看",
                              .facts = {}},
                {d::ActorKind::requester, d::PersonId{"xu"}});
    ASSERT_EQ(service.post("/tickets/10012/merge", {{"into", "10005"}, {"reason", "说的是周家老人"}}).status, 200U);
    EXPECT_EQ(service.json("/tickets/10005")["followers"], Json::array({"许女士"}));
}

TEST(Act, MergesAreRefusedWithTheReason) {
    struct {
        const char *why, *name, *ticket, *into;
        unsigned status;
    } const rows[] = {
        {"another need", "chen", "10006", "10005", 409}, {"itself", "chen", "10005", "10005", 409},
        {"a crisis", "chen", "10009", "10005", 409},     {"unknown", "chen", "10005", "99999", 404},
        {"no number", "chen", "10005", "x", 404},        {"an operator", "wu", "10012", "10005", 403},
        {"a leader", "he", "10012", "10005", 403},       {"of another city", "lin", "10004", "10005", 404},
    };
    for (const auto& row : rows) {
        Signed service(row.name);
        tell_again(service.backend());
        const auto response = service.post(std::string("/tickets/") + row.ticket + "/merge",
                                           {{"into", row.into}, {"reason", "同一件事"}});
        EXPECT_EQ(response.status, row.status) << row.why << ": " << response.body;
    }
    Signed leader("he");
    tell_again(leader.backend());
    const auto seen = leader.json("/tickets/10005");
    EXPECT_EQ(seen["duplicates"].size(), 1U);
    EXPECT_EQ(seen["may_merge"], false);
}

void ask_for_time(FakeBackend& backend) {
    d::Time due{};
    for (const auto& deadline : backend.at("10005").deadlines)
        if (deadline.kind == d::DeadlineKind::resolve) due = deadline.due;
    backend.run(d::AskExtension{d::TicketId{"10005"}, d::PersonId{"liang"}, due + std::chrono::hours(24), "等核酸结果"},
                {d::ActorKind::helper, d::PersonId{"liang"}});
}

TEST(Act, MoreTimeIsGrantedOrRefused) {
    for (const bool granted : {true, false}) {
        SCOPED_TRACE(granted);
        Signed service("chen");
        EXPECT_EQ(service.json("/tickets/10005")["may_rule_extension"], false);
        EXPECT_EQ(service.post("/tickets/10005/extension", {{"granted", granted}, {"reason", "x"}}).status, 409U);
        ask_for_time(service.backend());
        const auto before = service.json("/tickets/10005");
        EXPECT_EQ(before["may_rule_extension"], true);
        EXPECT_EQ(before["ticket"]["extension"], "asked");
        EXPECT_EQ(before["extension"]["by_name"], "梁小军");
        EXPECT_EQ(before["extension"]["reason"], "等核酸结果");
        EXPECT_EQ(service.post("/tickets/10005/extension", Json::object()).status, 422U);
        EXPECT_EQ(service.post("/tickets/10005/extension", {{"granted", "yes"}}).status, 422U);
        if (!granted) {
            EXPECT_EQ(service.post("/tickets/10005/extension", {{"granted", false}}).status, 422U)
                << "without a reason";
        }
        const auto response =
            service.post("/tickets/10005/extension", {{"granted", granted}, {"reason", granted ? "" : "老人等不了"}});
        ASSERT_EQ(response.status, 200U) << response.body;
        const auto detail = Json::parse(response.body);
        EXPECT_FALSE(detail.contains("extension"));
        EXPECT_EQ(detail["may_rule_extension"], false);
        EXPECT_EQ(detail["ticket"].value("extension", ""), granted ? "granted" : "");
    }
}

TEST(Act, MoreTimeIsACoordinatorsToGrant) {
    for (const char* name : {"wu", "he", "lin"}) {
        Signed service(name);
        ask_for_time(service.backend());
        const auto status = service.post("/tickets/10005/extension", {{"granted", true}}).status;
        EXPECT_EQ(status, name == std::string("lin") ? 404U : 403U) << name;
    }
    Signed service("he");
    ask_for_time(service.backend());
    EXPECT_EQ(service.json("/tickets/10005")["may_rule_extension"], false);
}

TEST(Act, CandidatesSayWhoIsAwayAndUntilWhen) {
    Signed service("chen");
    auto& backend = service.backend();
    const auto until = demo_now + std::chrono::hours(48);
    backend.run(d::Rest{d::PersonId{"gao"}, until, demo_now + std::chrono::minutes(1), "考试周"},
                {d::ActorKind::helper, d::PersonId{"gao"}});
    backend.clock = demo_now + std::chrono::minutes(2);
    bool found = false;
    const auto items = service.json("/tickets/10010/candidates")["items"];
    for (const auto& item : items) {
        if (item["person"] != "gao") {
            EXPECT_FALSE(item.contains("away"));
            continue;
        }
        found = true;
        EXPECT_EQ(item["suitable"], false);
        ASSERT_TRUE(item.contains("away")) << item.dump();
        EXPECT_EQ(item["away"]["until"], d::to_ms(until));
        EXPECT_EQ(item["away"]["why"], "考试周");
    }
    EXPECT_TRUE(found);
}

TEST(Act, CandidatesOffDutyShowTheirShifts) {
    Signed service("chen");
    auto& backend = service.backend();
    auto changed = backend.known("gao");
    changed.helper->shifts = {{6, std::chrono::hours(9), std::chrono::hours(12)}};  // Saturdays; it is a Tuesday
    backend.run(d::ChangePerson{changed});
    bool found = false;
    const auto items = service.json("/tickets/10010/candidates")["items"];
    for (const auto& item : items) {
        if (item["person"] != "gao") continue;
        found = true;
        ASSERT_TRUE(item.contains("shifts")) << item.dump();
        EXPECT_EQ(item["shifts"], Json::array({{{"weekday", 6}, {"from", 540}, {"to", 720}}}));
    }
    EXPECT_TRUE(found);
}

TEST(Act, MarksStandInTheList) {
    Signed service("chen");
    const auto row = [&](const std::string& id) {
        const auto items = service.json("/tickets")["items"];
        for (const auto& item : items)
            if (item["id"] == id) return item;
        return Json::object();
    };
    EXPECT_EQ(row("10005")["supervised"], false);
    EXPECT_FALSE(row("10005").contains("extension"));
    ask_for_time(service.backend());
    EXPECT_EQ(row("10005")["extension"], "asked");
}

TEST(Act, DraftBecomesFirmOnce) {
    Signed service("wu");
    ASSERT_EQ(service.json("/tickets?draft=1")["items"].size(), 1U);
    const auto before = service.json("/tickets/10011");
    EXPECT_EQ(before["ticket"]["draft"], true);
    EXPECT_EQ(before["may_confirm"], true);
    EXPECT_EQ(before["may_reassign"], false) << "a draft is confirmed before anything else";
    EXPECT_FALSE(service.backend().at("10011").offer);
    const auto response = service.post("/tickets/10011/confirm", Json::object());
    ASSERT_EQ(response.status, 200U) << response.body;
    const auto detail = Json::parse(response.body);
    EXPECT_EQ(detail["ticket"]["draft"], false);
    EXPECT_EQ(detail["may_confirm"], false);
    EXPECT_FALSE(detail["deadlines"].empty());
    bool told = false;
    for (const auto& step : detail["history"])
        told = told || (step["kind"] == "ticket_confirmed" && step["actor_name"] == "吴话务");
    EXPECT_TRUE(told);
    EXPECT_TRUE(service.json("/tickets?draft=1")["items"].empty());
    const auto again = service.post("/tickets/10011/confirm", Json::object());
    EXPECT_EQ(again.status, 409U);
    EXPECT_EQ(Json::parse(again.body)["code"], "illegal_move");
    EXPECT_EQ(service.post("/tickets/10011/confirm", {{"sure", true}}).status, 400U);
}

TEST(Act, ParkedMessageIsSentAgain) {
    Signed service("lin");
    EXPECT_EQ(service.post("/parked/parked-1/retry", Json::object()).status, 204U);
    EXPECT_TRUE(service.json("/parked")["items"].empty());
    const auto step = service.backend().at("10004").history.back();
    EXPECT_EQ(step.kind, d::EventKind::note_added);
    EXPECT_EQ(step.actor.person, d::PersonId{"lin"});
    const auto again = service.post("/parked/parked-1/retry", Json::object());
    EXPECT_EQ(again.status, 404U);
    EXPECT_EQ(Json::parse(again.body)["code"], "message_gone");
}

TEST(Act, ParkedMessageIsDismissedWithAReason) {
    Signed service("lin");
    EXPECT_EQ(service.post("/parked/parked-1/dismiss", {{"reason", "  "}}).status, 422U);
    EXPECT_EQ(service.json("/parked")["items"].size(), 1U);
    EXPECT_EQ(service.post("/parked/parked-1/dismiss", {{"reason", "已电话告知"}}).status, 204U);
    EXPECT_TRUE(service.json("/parked")["items"].empty());
    EXPECT_NE(service.backend().at("10004").history.back().text.find("已电话告知"), std::string::npos);
}

TEST(Act, WaitingMessagesAreLeftAlone) {
    Signed service("wu");
    for (const char* path : {"/parked/parked-2/retry", "/parked/parked-2/dismiss"}) {
        const auto body = std::string(path).ends_with("retry") ? Json::object() : Json{{"reason", "x"}};
        const auto response = service.post(path, body);
        EXPECT_EQ(response.status, 409U) << path;
        EXPECT_EQ(Json::parse(response.body)["code"], "message_waits") << path;
    }
    EXPECT_EQ(service.json("/parked")["items"].size(), 1U);
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
