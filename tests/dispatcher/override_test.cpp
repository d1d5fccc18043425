#include <gtest/gtest.h>

#include "dispatcher/outreach.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

/// Guangzhou has rules of its own: eldercare is urgent there, and that tier is shorter (S16).
class CityRules : public ::testing::Test {
protected:
    CityRules() {
        auto& own = w.programme.overrides[OrganisationId{"gz"}];
        auto care = *w.programme.service("living.eldercare");
        care.tier = Tier::t2;
        care.name = "长者上门";
        own.services.emplace(care.need, care);
        auto rule = w.programme.tiers.at(Tier::t2);
        rule.resolve = {12h, 0};
        own.tiers.emplace(Tier::t2, rule);
        own.outreach_at = std::vector{std::chrono::minutes{8h}};
        w.programme.outreach_at = {std::chrono::minutes{9h}};
    }
    World w;
};

TEST_F(CityRules, HoldForItAndAllBelowIt) {
    const auto& p = w.programme;
    struct {
        const char* organisation;
        Tier tier;
        std::chrono::seconds resolve;
        std::chrono::minutes outreach;
    } const rows[] = {
        {"gd", Tier::t3, 24h, 9h}, {"gz", Tier::t2, 12h, 8h}, {"gz.lw", Tier::t2, 12h, 8h},
        {"sz", Tier::t3, 24h, 9h}, {"", Tier::t3, 24h, 9h},   {"unknown", Tier::t3, 24h, 9h},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.organisation);
        const OrganisationId at{row.organisation};
        EXPECT_EQ(p.service("living.eldercare", at)->tier, row.tier);
        EXPECT_EQ(p.tier(Tier::t2, at)->resolve.clock, row.resolve);
        EXPECT_EQ(p.outreach_of(at), std::vector{row.outreach});
        EXPECT_EQ(p.service("nothing", at), nullptr);
        const auto name = row.tier == Tier::t2 ? "长者上门" : p.service("living.eldercare")->name;
        EXPECT_EQ(p.name_of("living.eldercare", at), name);
        EXPECT_EQ(p.name_of("nothing", at), "nothing");
    }
}

TEST_F(CityRules, ItsLimitsAndQuietHoursToo) {
    auto& p = w.programme;
    auto& own = p.overrides[OrganisationId{"gz"}];
    own.contacts_per_day_max = 1;
    own.families_per_partner = 4;
    own.quiet_hours = QuietHours{23h, 6h};
    const OrganisationId province{"gd"}, city{"gz"}, district{"gz.lw"};
    EXPECT_EQ(p.contacts_per_day_of(district), 1);
    EXPECT_EQ(p.contacts_per_day_of(province), p.contacts_per_day_max);
    EXPECT_EQ(p.families_of(city), 4);
    EXPECT_EQ(p.families_of(province), p.families_per_partner);
    EXPECT_EQ(p.quiet_hours_of(city).to, 6h);
    EXPECT_EQ(p.quiet_hours_of(province).to, p.quiet_hours.to);
    w.now = at(monday, 21h);
    const auto id = w.open("living.eldercare");  // T2: half an hour to answer, and the city sleeps from 23
    EXPECT_EQ(w.ticket(id).offer->answer_by, w.now + 30min);
    w.now = at(monday, 22h + 45min);
    EXPECT_EQ(w.ticket(w.open("living.eldercare")).offer->answer_by, at(monday, 30h + 15min));
}

TEST_F(CityRules, TheNearestAboveWins) {
    auto care = *w.programme.service("living.eldercare");
    care.tier = Tier::t1;
    w.programme.overrides[OrganisationId{"gz.lw"}].services.emplace(care.need, care);
    EXPECT_EQ(w.programme.service("living.eldercare", OrganisationId{"gz.lw"})->tier, Tier::t1);
    EXPECT_EQ(w.programme.service("living.eldercare", OrganisationId{"gz"})->tier, Tier::t2);
    EXPECT_EQ(w.programme.tier(Tier::t2, OrganisationId{"gz.lw"})->resolve.clock, 12h) << "what it does not change";
}

TEST_F(CityRules, MakeThePromisesOfATicket) {
    const auto in_city = w.open("living.eldercare", {{"district", "荔湾"}});
    EXPECT_EQ(w.ticket(in_city).tier, Tier::t2);
    EXPECT_EQ(w.deadline(in_city, DeadlineKind::resolve)->due, w.now + 12h);
    const auto elsewhere = w.open("living.eldercare", {{"district", "南山"}});
    EXPECT_EQ(w.ticket(elsewhere).organisation, OrganisationId{"sz"});
    EXPECT_EQ(w.ticket(elsewhere).tier, Tier::t3);
    const auto same_tier = w.open("transport", {{"district", "南山"}});
    EXPECT_EQ(w.deadline(same_tier, DeadlineKind::resolve)->due, w.now + 24h) << "the province's rule";
}

TEST_F(CityRules, SayWhenItsLiaisonsAreAsked) {
    Person liaison;
    liaison.id = PersonId{"liaison"};
    liaison.roles = {Role::liaison};
    liaison.conversations = {ConversationId{"chat"}};
    liaison.organisation = OrganisationId{"gz.lw"};
    EXPECT_EQ(outreach_round(liaison, w.programme, at(monday, 8h + 1min)), at(monday, 8h));
    liaison.organisation = OrganisationId{"sz"};
    EXPECT_EQ(outreach_round(liaison, w.programme, at(monday, 8h + 1min)), std::nullopt);
}

}  // namespace
}  // namespace warmline::dispatcher
