#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

class GroupApi : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(service.sign_in("chen"), 200U);
        play_groups(service.backend());
    }
    static Json wanted() {
        return {{"need", "psych.group"}, {"hospital", "示范区人民医院"}, {"name", "示范区人民医院心理支持群"},
                {"leader", "高领队"},    {"join", "找高领队要二维码"},   {"experts", {"qin"}}};
    }
    Json groups() { return service.json("/groups"); }
    Service service;
};

TEST_F(GroupApi, AHospitalThatAsksIsProposedWithWhoCouldLead) {
    const auto now = groups();
    EXPECT_TRUE(now["open"].empty());
    ASSERT_EQ(now["proposed"].size(), 1U);
    EXPECT_EQ(now["proposed"][0]["hospital"], "示范区人民医院");
    EXPECT_EQ(now["proposed"][0]["tickets"].size(), 2U);
    ASSERT_EQ(now["experts"].size(), 2U);
    EXPECT_EQ(now["experts"][0]["name"], "秦咨询师");
    EXPECT_EQ(now["hospitals"].size(), 2U);
    EXPECT_EQ(now["services"][0]["need"], "psych.group");
}

TEST_F(GroupApi, OnceOpenedThoseWhoAskedAreToldAndASecondIsRefused) {
    const auto made = service.post("/groups", wanted());
    ASSERT_EQ(made.status, 200U) << made.body;
    const auto now = Json::parse(made.body);
    EXPECT_TRUE(now["proposed"].empty());
    ASSERT_EQ(now["open"].size(), 1U);
    const auto& group = now["open"][0];
    EXPECT_EQ(group["organisation_name"], "广州团市委");
    EXPECT_EQ(group["leader"], "高领队");
    EXPECT_EQ(group["led"], true);
    EXPECT_EQ(group["referred"], 2);
    EXPECT_EQ(group["tickets"].size(), 2U);
    const auto history = service.json("/tickets/10221")["history"];
    EXPECT_EQ(history.back()["kind"], "group_referred");
    EXPECT_EQ(history.back()["text"], "示范区人民医院心理支持群");
    auto second = wanted();
    second["team"] = "急诊科";
    const auto refused = service.post("/groups", second);
    EXPECT_EQ(refused.status, 409U);
    EXPECT_EQ(Json::parse(refused.body)["code"], "group_exists");
    EXPECT_NE(Json::parse(refused.body)["detail"].get<std::string>().find("已经有支持群"), std::string::npos);
}

TEST_F(GroupApi, AGroupWhoseExpertIsGoneIsShownAsSuchAndGetsAnother) {
    ASSERT_EQ(service.post("/groups", wanted()).status, 200U);
    auto expert = service.backend().known("qin");
    expert.helper->licences.clear();
    service.backend().run(dispatcher::ChangePerson{expert});
    const auto group = groups()["open"][0];
    EXPECT_EQ(group["led"], false);
    EXPECT_EQ(group["experts"][0]["able"], false);
    const auto path = "/groups/" + group["id"].get<std::string>();
    EXPECT_EQ(service.post(path + "/change", {{"experts", {"gao"}}, {"join", "扫码"}}).status, 422U) << "a driver";
    const auto changed = service.post(path + "/change", {{"experts", {"shi"}}, {"join", "扫码"}});
    ASSERT_EQ(changed.status, 200U) << changed.body;
    EXPECT_EQ(groups()["open"][0]["led"], true);
    EXPECT_EQ(groups()["open"][0]["name"], wanted()["name"]) << "what is left out stays";
    Json more{{"experts", {"shi"}}, {"join", "扫码"}, {"name", "暖心群"}, {"leader", "凌护士长"}};
    EXPECT_EQ(service.post(path + "/change", more).status, 200U);
    EXPECT_EQ(groups()["open"][0]["name"], "暖心群");
    EXPECT_EQ(groups()["open"][0]["leader"], "凌护士长");
    more["leader"] = std::string(61, 'x');
    EXPECT_EQ(service.post(path + "/change", more).status, 422U);
    EXPECT_EQ(service.post(path + "/close", {{"reason", ""}}).status, 422U);
    EXPECT_EQ(service.post(path + "/close", {{"reason", "队伍回来了"}}).status, 200U);
    EXPECT_TRUE(groups()["open"].empty());
    EXPECT_EQ(service.post(path + "/close", {{"reason", "再来"}}).status, 404U);
}

TEST_F(GroupApi, WhatIsRefused) {
    struct {
        const char *why, *field;
        Json value;
        unsigned status;
    } const rows[] = {
        {"nobody agreed", "leader", "", 422},
        {"no way to join", "join", "", 422},
        {"no expert", "experts", Json::array(), 422},
        {"three experts", "experts", {"qin", "shi", "tang"}, 422},
        {"experts are no list", "experts", "qin", 422},
        {"an expert is no text", "experts", Json::array({7}), 422},
        {"a hospital that the programme does not know", "hospital", "火星医院", 422},
        {"a service without groups", "need", "psych.counsel", 422},
        {"a name beyond its length", "name", std::string(61, 'x'), 422},
        {"an unknown field", "tickets", Json::array(), 400},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto body = wanted();
        body[row.field] = row.value;
        EXPECT_EQ(service.post("/groups", body).status, row.status);
    }
    EXPECT_TRUE(groups()["open"].empty());
}

TEST_F(GroupApi, EachOrganisationSeesAndOpensItsOwnHospitals) {
    ASSERT_EQ(service.post("/groups", wanted()).status, 200U);
    ASSERT_EQ(service.sign_in("lin"), 200U);  // of another city
    EXPECT_TRUE(groups()["open"].empty());
    auto other = wanted();
    EXPECT_EQ(service.post("/groups", other).status, 403U);
    ASSERT_EQ(groups()["hospitals"].size(), 1U);
    other["hospital"] = groups()["hospitals"][0];
    EXPECT_EQ(service.post("/groups", other).status, 200U);
    ASSERT_EQ(service.sign_in("he"), 200U);
    EXPECT_EQ(service.post("/groups", wanted()).status, 403U) << "a leader reads";
}

}  // namespace
}  // namespace warmline::console::testing
