// Surge mode: what changes for what comes, and what never changes for what is there.
#include <gmock/gmock.h>

#include "dispatcher/clock.hpp"
#include "dispatcher/fit.hpp"
#include "dispatcher/json.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

class SurgeTest : public ::testing::Test {
protected:
    SurgeTest() {
        auto& surge = w.programme.surge;
        surge.tiers[Tier::t2] = w.programme.tiers[Tier::t2];
        surge.tiers[Tier::t2].contact = {4h, 0};
        surge.tiers[Tier::t2].resolve = {48h, 0};
        surge.capacity_percent = 150;
        w.programme.situation = &w.state.situation.emplace();
    }
    void turn(bool on) { ASSERT_TRUE(w.office(SwitchSurge{on, "很多人求助"})); }
    World w;
};

TEST_F(SurgeTest, OnlyTheOfficeSwitchesWithAReasonAndNothingTwice) {
    EXPECT_EQ(w.as("husband", SwitchSurge{true, "x"}).error(), Errc::not_yours);
    EXPECT_EQ(w.office(SwitchSurge{true, ""}).error(), Errc::reason_missing);
    EXPECT_EQ(w.office(SwitchSurge{false, "x"}).error(), Errc::already_so);
    turn(true);
    EXPECT_EQ(w.office(SwitchSurge{true, "x"}).error(), Errc::already_so);
    EXPECT_TRUE(w.programme.in_surge());
    EXPECT_EQ(w.state.situation->surge->since, w.now);
}

TEST_F(SurgeTest, WhatComesIsPromisedByTheSurgeRules) {
    turn(true);
    const auto id = w.open("transport");
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, w.now + 48h);
    EXPECT_EQ(w.deadline(id, DeadlineKind::contact)->due, w.now + 4h);
    const auto other = w.open("funds.relief");
    turn(false);
    const auto usual = w.open("funds.relief");
    EXPECT_EQ(w.deadline(other, DeadlineKind::resolve)->due, w.deadline(usual, DeadlineKind::resolve)->due)
        << "a tier that is not named stays as it is";
}

TEST_F(SurgeTest, ACrisisIsNeverTouched) {
    const auto before = w.open("psych.crisis", {}, true);
    turn(true);
    const auto during = w.open("psych.crisis", {}, true);
    for (const auto kind : {DeadlineKind::accept, DeadlineKind::contact, DeadlineKind::resolve})
        EXPECT_EQ(w.deadline(before, kind)->due, w.deadline(during, kind)->due);
}

TEST_F(SurgeTest, SwitchingLosesNoTimeOfAnOpenTicket) {
    const auto id = w.open("transport");
    w.wait(90min);
    const auto promised = to_json(w.ticket(id))["d"];
    const auto due = next_due(w.ticket(id), w.programme);
    turn(true);
    EXPECT_EQ(to_json(w.ticket(id))["d"], promised) << "what was promised stays promised";
    EXPECT_EQ(next_due(w.ticket(id), w.programme), due) << "so its timer need not be set anew";
    w.wait(1h);
    EXPECT_TRUE(w.deadline(id, DeadlineKind::contact)->missed) << "two hours, as was promised";
    turn(false);
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, w.ticket(id).opened + 24h);
}

TEST_F(SurgeTest, ATicketThatIsPromisedAnewInSurgeCountsFromItsOpening) {
    const auto id = w.open("living.eldercare");
    w.wait(3h);
    turn(true);
    ASSERT_TRUE(w.office(ReclassifyTicket{id, "transport", {}, "要车"}));
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, w.ticket(id).opened + 48h);
    EXPECT_EQ(w.deadline(id, DeadlineKind::contact)->due, w.ticket(id).opened + 4h);
}

TEST_F(SurgeTest, EveryClockEqualsItsReplayWhateverTheModeWas) {
    const auto before = w.open("transport");
    w.wait(1h);
    turn(true);
    const auto during = w.open("transport");
    w.wait(5h);
    turn(false);
    w.wait(30h);
    State again;
    again.roster = nullptr;
    for (const auto& event : w.log) apply(again, event);
    for (const auto& id : {before, during}) {
        EXPECT_EQ(to_json(again.tickets.at(id)), to_json(w.ticket(id))) << "the events alone give the same";
        const auto steps = clock_of(w.ticket(id), *w.deadline(id, DeadlineKind::resolve));
        ASSERT_FALSE(steps.empty());
        EXPECT_EQ(steps.front().at, w.ticket(id).opened);
        EXPECT_EQ(steps.front().due, w.ticket(id).opened + (id == before ? 24h : 48h));
    }
}

TEST_F(SurgeTest, HelpersCarryMoreAndNoneIsTakenBackWhenItEnds) {
    auto driver = helper("driver", "gz", {"transport"});
    driver.helper->licences = {"driving"};
    driver.helper->capacity = 2;
    ASSERT_TRUE(w.run(ChangePerson{driver}));
    const auto accept = [&](const TicketId& id) { return w.as("driver", AcceptOffer{id, PersonId{"driver"}}); };
    ASSERT_TRUE(accept(w.open("transport")));
    ASSERT_TRUE(accept(w.open("transport")));
    const auto waits = w.open("transport");
    EXPECT_EQ(w.candidate(waits), "") << "two are enough on an ordinary day";
    turn(true);
    EXPECT_TRUE(has_room(w.person("driver"), w.programme));
    const auto third = w.open("transport");
    EXPECT_EQ(w.candidate(third), "driver");
    ASSERT_TRUE(accept(third));
    EXPECT_EQ(w.candidate(w.open("transport")), "") << "half as much again, no more";
    turn(false);
    EXPECT_EQ(w.person("driver").helper->tickets.size(), 3U);
    EXPECT_FALSE(has_room(w.person("driver"), w.programme));
}

}  // namespace
}  // namespace warmline::dispatcher
