#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

class IncidentApi : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(service.sign_in("chen"), 200U);
        play_mass_event(service.backend());
    }
    http::Response make(const Json& tickets = {"10201", "10202", "10203"}) {
        return service.post("/incidents", {{"need", "medical.care"},
                                           {"hospital", ""},
                                           {"district", "440103"},
                                           {"title", "荔湾区缺药"},
                                           {"words", "正在统一调药"},
                                           {"tickets", tickets}});
    }
    std::string id() { return service.json("/incidents")["open"][0]["id"]; }
    [[nodiscard]] bool linked(const char* ticket) { return !service.backend().at(ticket).incident.empty(); }
    Service service;
};

TEST_F(IncidentApi, ManyLikeNeedsAreProposedWithTheirTickets) {
    const auto proposed = service.json("/incidents")["proposed"];
    ASSERT_EQ(proposed.size(), 1U);
    EXPECT_EQ(proposed[0]["title"], "荔湾区 4 户：就医用药");
    EXPECT_EQ(proposed[0]["tickets"].size(), 4U);
}

TEST_F(IncidentApi, AProposalBecomesOneAndItsTicketsGoOn) {
    const auto before = service.backend().at("10201").state;
    const auto made = make();
    ASSERT_EQ(made.status, 200U) << made.body;
    const auto now = Json::parse(made.body);
    ASSERT_EQ(now["open"].size(), 1U);
    EXPECT_EQ(now["open"][0]["tickets"].size(), 3U);
    EXPECT_EQ(now["open"][0]["alike"].size(), 2U) << "the one that was not chosen, and one told earlier";
    EXPECT_TRUE(now["proposed"].empty());
    EXPECT_EQ(service.backend().at("10201").state, before);
    const auto history = service.json("/tickets/10201")["history"];
    EXPECT_EQ(history.back()["kind"], "incident_linked");
    EXPECT_EQ(history.back()["text"], "荔湾区缺药");
}

TEST_F(IncidentApi, TicketsAreLinkedAndTakenOut) {
    ASSERT_EQ(make().status, 200U);
    const auto path = "/incidents/" + id() + "/tickets";
    EXPECT_EQ(service.post(path, {{"link", {"10204"}}}).status, 200U);
    EXPECT_TRUE(linked("10204"));
    EXPECT_EQ(service.post(path, {{"unlink", {"10204"}}}).status, 422U) << "a reason is needed";
    EXPECT_EQ(service.post(path, {{"unlink", {"10204"}}, {"reason", "不同的药"}}).status, 200U);
    EXPECT_FALSE(linked("10204"));
    EXPECT_EQ(service.post(path, {{"link", {"10005"}}}).status, 409U) << "one that is not alike";
    EXPECT_EQ(service.post(path, {{"link", "10204"}}).status, 422U);
}

TEST_F(IncidentApi, ItsEndClosesTheTicketsOrLetsThemGo) {
    ASSERT_EQ(make().status, 200U);
    const auto path = "/incidents/" + id() + "/close";
    EXPECT_EQ(service.post(path, {{"reason", "药已送到"}}).status, 422U);
    EXPECT_EQ(service.post(path, {{"reason", "药已送到"}, {"tickets", "drop"}}).status, 422U);
    const auto closed = service.post(path, {{"reason", "药已送到"}, {"tickets", "close"}});
    ASSERT_EQ(closed.status, 200U) << closed.body;
    EXPECT_TRUE(Json::parse(closed.body)["open"].empty());
    EXPECT_EQ(service.backend().at("10201").state, dispatcher::TicketState::closed);
    EXPECT_EQ(service.backend().at("10204").state == dispatcher::TicketState::closed, false) << "it was not linked";
    EXPECT_EQ(service.post(path, {{"reason", "药已送到"}, {"tickets", "close"}}).status, 404U);
}

TEST_F(IncidentApi, OrTheyGoTheirOwnWays) {
    ASSERT_EQ(make().status, 200U);
    ASSERT_EQ(service.post("/incidents/" + id() + "/close", {{"reason", "分头办"}, {"tickets", "return"}}).status,
              200U);
    EXPECT_FALSE(linked("10201"));
    EXPECT_FALSE(dispatcher::is_over(service.backend().at("10201").state));
}

TEST_F(IncidentApi, WhatIsRefused) {
    EXPECT_EQ(make(Json::array()).status, 422U);
    EXPECT_EQ(make({"10005"}).status, 409U) << "not of the proposal";
    EXPECT_EQ(make({1}).status, 422U);
    ASSERT_EQ(service.sign_in("he"), 200U);
    EXPECT_EQ(make().status, 403U) << "a leader reads";
    EXPECT_EQ(service.json("/incidents")["proposed"].size(), 1U);
}

}  // namespace
}  // namespace warmline::console::testing
