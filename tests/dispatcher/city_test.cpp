// The simulated city of tests/bench/city_*, small.
#include <gtest/gtest.h>

#include "city_report.hpp"
#include "city_run.hpp"
#include "city_scenarios.hpp"
#include "world.hpp"

namespace warmline::dispatcher::city {
namespace {

/// One city of six districts under a province.
Programme one_city() {
    auto programme = testing::small_programme();
    programme.districts.clear();
    for (const auto* id : {"440103", "440104", "440105", "440106", "440111", "440112"})
        programme.districts.push_back({id, std::string("区") + id, {}, OrganisationId{"gz"}});
    const auto add = [&](const Code& need, Tier tier, Executor executor) {
        Service service;
        service.need = need;
        service.name = need;
        service.tier = tier;
        service.executor = executor;
        programme.services.push_back(std::move(service));
    };
    programme.services.clear();
    for (const auto* need : {"living.groceries", "living.meals", "living.housekeeping", "living.family_plan"})
        add(need, Tier::t3, Executor::partner);
    for (const auto* need : {"living.eldercare", "living.childcare", "medical.care"})
        add(need, Tier::t2, Executor::partner);
    add("funds.relief", Tier::t4, Executor::partner);
    for (const auto* need : {"transport", "psych.counsel", "psych.clinic", "supplies.protective"})
        add(need, Tier::t2, Executor::pool);
    for (const auto* need :
         {"education.tutoring", "education.companion", "rest.lodging", "supplies.daily", "psych.group"})
        add(need, Tier::t3, Executor::pool);
    add("psych.crisis", Tier::t0, Executor::pool);
    for (auto& service : programme.services) {
        if (service.need.starts_with("psych.")) service.licences = {"psychology"};
        if (service.need == "transport") service.licences = {"driving"};
        service.match_subject = service.need == "education.tutoring";
        service.remote = service.need.starts_with("education.") || service.need.starts_with("psych.");
    }
    return programme;
}

TEST(City, SameSeedSameFate) {
    const auto programme = one_city();
    const auto plan = plan_of(sealed_city(programme, 0.05), programme, 3);
    const auto once = run(plan, Policy::ours), again = run(plan, Policy::ours);
    ASSERT_EQ(once.fates.size(), again.fates.size());
    for (std::size_t i = 0; i < once.fates.size(); ++i) EXPECT_EQ(once.fates[i].taken, again.fates[i].taken) << i;
    EXPECT_EQ(once.carried, again.carried);
    EXPECT_EQ(once.decisions, again.decisions);
}

/// Round robin and nearest first are what one would write in an afternoon; ours is ahead of both where it matters.
TEST(City, OursIsAheadOfRoundRobinAndOfNearestFirst) {
    auto programme = one_city();
    programme.tiers.at(Tier::t1).wave = 2;
    std::map<Policy, std::vector<Figures>> runs;
    for (unsigned seed = 1; seed <= 4; ++seed) {
        const auto plan = plan_of(sealed_city(programme, 0.1), programme, seed);
        for (const auto policy : {Policy::ours, Policy::round_robin, Policy::nearest})
            runs[policy].push_back(figures_of(plan, run(plan, policy)));
    }
    const auto ours = mean_of(runs[Policy::ours]);
    for (const auto other : {Policy::round_robin, Policy::nearest}) {
        const auto theirs = mean_of(runs[other]);
        EXPECT_GT(ours.contacted, theirs.contacted);
        EXPECT_GT(ours.resolved, theirs.resolved);
        EXPECT_GT(ours.continuity, theirs.continuity);
        EXPECT_LT(ours.median_min, theirs.median_min);
        EXPECT_LE(ours.tiers[0].late, theirs.tiers[0].late);
    }
}

}  // namespace
}  // namespace warmline::dispatcher::city
