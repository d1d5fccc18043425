#include "dispatcher/dry_run.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

DryRunResult replay(const World& world, const Weights& tried, Time from = at(monday, 0h), Span length = 24h) {
    DryRun run(world.programme, tried, from, from + length);
    run.add(world.log);
    return std::move(run).take();
}

/// Three offers: to tutor-1, who declines; to tutor-2, who takes it; and of the same family's next ticket to tutor-2.
void two_lessons(World& w) {
    const auto first = w.open("education.tutoring", {{"subject", "数学"}});
    w.as("tutor-1", DeclineOffer{first, PersonId{"tutor-1"}, "来不了"}).value();
    w.as("tutor-2", AcceptOffer{first, PersonId{"tutor-2"}}).value();
    const auto second = w.open("education.tutoring", {{"subject", "数学"}});
    ASSERT_EQ(w.candidate(second), "tutor-2");
}

TEST(DryRun, TheSameWeightsDecideAsThen) {
    World w;
    two_lessons(w);
    const auto result = replay(w, w.programme.weights);
    ASSERT_EQ(result.offers.size(), 3U);
    for (const auto& one : result.offers) {
        EXPECT_FALSE(one.differs());
        ASSERT_TRUE(one.used);
        EXPECT_EQ(one.used->person, one.asked);
    }
    EXPECT_EQ(result.used.placed, 3);
    EXPECT_EQ(result.used.gini, result.tried.gini);
}

TEST(DryRun, OtherWeightsShowWhatWouldDifferAndWhy) {
    World w;
    two_lessons(w);
    auto weights = w.programme.weights;
    weights.continuity = 0;
    const auto result = replay(w, weights);
    ASSERT_EQ(result.offers.size(), 3U);
    EXPECT_FALSE(result.offers[0].differs());
    EXPECT_FALSE(result.offers[1].differs());
    const auto& last = result.offers[2];
    ASSERT_TRUE(last.differs());
    EXPECT_EQ(last.used->person.value, "tutor-2");
    EXPECT_EQ(last.tried->person.value, "tutor-1");
    EXPECT_NE(last.used->why.find("服务过这户家庭+50"), std::string::npos) << last.used->why;
    EXPECT_EQ(last.tried->why.find("服务过这户家庭"), std::string::npos) << last.tried->why;
    EXPECT_EQ(result.used.continued, 1);
    EXPECT_EQ(result.tried.continued, 0);
    EXPECT_GT(result.used.points_used, result.tried.points_used);
    EXPECT_LE(result.used.points_tried, result.tried.points_tried);
}

TEST(DryRun, WhatACoordinatorAssignedIsLeftAlone) {
    World w;
    const auto id = w.open("education.tutoring", {{"subject", "数学"}});
    w.office(Reassign{id, PersonId{"tutor-2"}, "离得近"}).value();
    const auto result = replay(w, w.programme.weights);
    EXPECT_EQ(result.offers.size(), 1U);
    EXPECT_EQ(result.by_hand, 1);
}

TEST(DryRun, OnlyTheSpanIsDecidedAgain) {
    World w;
    two_lessons(w);
    EXPECT_TRUE(replay(w, w.programme.weights, at(monday, 0h), 10h).offers.empty()) << "the end is outside";
    EXPECT_EQ(replay(w, w.programme.weights, at(monday, 10h), 1h).offers.size(), 3U) << "the beginning is inside";
}

TEST(DryRun, ACrisisThatRingsTwoAtATimeIsDecidedAsThen) {
    World w;
    w.open("psych.crisis", {}, true);
    w.wait(10min);
    const auto result = replay(w, w.programme.weights);
    EXPECT_GE(result.offers.size(), 3U);
    for (const auto& one : result.offers) {
        ASSERT_TRUE(one.used) << one.asked.value;
        EXPECT_EQ(one.used->person, one.asked);
    }
}

}  // namespace
}  // namespace warmline::dispatcher
