#include <gtest/gtest.h>

#include "dispatcher/json.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

TEST(Tick, TwiceAtTheSameMomentDoesNothingMore) {
    World w;
    const auto id = w.open("living.eldercare", {}, false, true);
    w.now += 90min;
    ASSERT_TRUE(w.run(Tick{id}));
    EXPECT_FALSE(w.last.events.empty());
    ASSERT_TRUE(w.run(Tick{id}));
    EXPECT_TRUE(w.last.events.empty());
    EXPECT_TRUE(w.last.notices.empty());
}

TEST(Tick, BeforeItIsDueDoesNothing) {
    World w;
    const auto id = w.open("living.eldercare");
    w.now = *next_due(w.ticket(id), w.programme) - 1ms;
    ASSERT_TRUE(w.run(Tick{id}));
    EXPECT_TRUE(w.last.events.empty());
    EXPECT_EQ(w.run(Tick{TicketId{"9"}}).error(), Errc::ticket_unknown);
}

TEST(Tick, ClimbsTheLadderStepByStep) {
    World w;
    const auto id = w.open("living.eldercare", {}, false, true);  // T1: 2 h, at 50, 80, 100 and 125 %
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    ASSERT_TRUE(w.as("partner", ReportProgress{id, who("partner"), ""}));
    w.wait(60min);
    EXPECT_EQ(w.ticket(id).escalation, 1);
    EXPECT_TRUE(w.told(NoticeKind::deadline_warning, "partner"));
    EXPECT_FALSE(w.told(NoticeKind::deadline_warning, "coordinator-gz"));
    w.wait(36min);
    EXPECT_EQ(w.ticket(id).escalation, 2);
    EXPECT_FALSE(w.deadline(id, DeadlineKind::resolve)->missed);
    w.wait(24min);
    EXPECT_EQ(w.ticket(id).escalation, 3);
    EXPECT_TRUE(w.deadline(id, DeadlineKind::resolve)->missed);
    EXPECT_TRUE(w.told(NoticeKind::deadline_missed, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::deadline_missed, "coordinator-gz"));
    EXPECT_FALSE(w.ticket(id).with_coordinator);
    w.wait(30min);
    EXPECT_EQ(w.ticket(id).escalation, 4);
    EXPECT_TRUE(w.ticket(id).with_coordinator) << "time has nothing more to say: a coordinator must act";
    EXPECT_FALSE(next_due(w.ticket(id), w.programme));
}

TEST(Tick, MarksEachMissedPromiseOnce) {
    World w;
    const auto id = w.open("funds.relief");
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    w.wait(25h);
    const auto missed = [&](DeadlineKind kind) {
        return std::ranges::count_if(w.ticket(id).history, [&](const Event& e) {
            return e.kind == EventKind::deadline_missed && e.deadlines.front().kind == kind;
        });
    };
    EXPECT_EQ(missed(DeadlineKind::contact), 1);
    EXPECT_EQ(missed(DeadlineKind::accept), 0);
    EXPECT_TRUE(w.deadline(id, DeadlineKind::contact)->missed);
    ASSERT_TRUE(w.as("partner", ReportProgress{id, who("partner"), ""}));
    EXPECT_TRUE(w.deadline(id, DeadlineKind::contact)->met) << "late, and both are known";
}

TEST(Tick, AsksForProgressThenSupervisesThenAsksSomebodyElse) {
    World w;
    const auto id = w.open("living.eldercare", {}, false, true);  // T1: contact within 30 min
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    w.wait(30min);
    EXPECT_TRUE(w.told(NoticeKind::progress_asked, "partner"));
    EXPECT_FALSE(w.ticket(id).supervised);
    w.wait(30min);
    EXPECT_TRUE(w.ticket(id).supervised);
    EXPECT_TRUE(w.told(NoticeKind::supervised, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::supervised, "coordinator-gz"));
    w.wait(30min);
    EXPECT_EQ(w.candidate(id), "backup") << "taken back, and not asked again";
    EXPECT_TRUE(w.told(NoticeKind::progress, "husband"));
    EXPECT_TRUE(w.person("partner").helper->tickets.empty());
    EXPECT_EQ(w.ticket(id).bounces, 0) << "no organisation returned it";
    EXPECT_FALSE(w.ticket(id).supervised);
}

TEST(Tick, AsksAboutWhatIsUrgentAtAnyHour) {
    World w;
    w.now = at(monday, 22h + 10min);
    const auto id = w.open("living.eldercare", {}, false, true);  // T1
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    const auto wakes = [&](NoticeKind kind, const std::string& to) {
        return std::ranges::any_of(w.last.notices,
                                   [&](const Notice& n) { return n.kind == kind && n.to == who(to) && n.urgent; });
    };
    w.wait(30min);
    EXPECT_TRUE(wakes(NoticeKind::progress_asked, "partner"));
    w.wait(30min);
    EXPECT_TRUE(wakes(NoticeKind::supervised, "partner"));
    EXPECT_TRUE(wakes(NoticeKind::supervised, "coordinator-gz"));
    w.wait(30min);
    EXPECT_TRUE(wakes(NoticeKind::offer_withdrawn, "partner"));
    EXPECT_EQ(w.candidate(id), "backup");
}

TEST(Tick, AsksAboutOthersInTheMorningAndTakesNothingBackBefore) {
    World w;
    w.programme.tiers.at(Tier::t2).quiet_hours_apply = false;
    w.now = at(monday, 21h);
    const auto id = w.open("psych.counsel");  // T2: contact within 2 h
    ASSERT_TRUE(w.as("expert-1", AcceptOffer{id, who("expert-1")}));
    w.wait(10h - 1ms);
    EXPECT_FALSE(w.deadline(id, DeadlineKind::contact)->missed);
    w.wait(1ms);
    EXPECT_TRUE(w.told(NoticeKind::progress_asked, "expert-1"));
    EXPECT_FALSE(w.ticket(id).supervised) << "first the question";
    EXPECT_EQ(w.ticket(id).assignee, who("expert-1"));
}

/// T3 opened on Monday at ten is promised for the next Monday at ten.
class CardTest : public ::testing::Test {
protected:
    CardTest() {
        w.programme.tiers.at(Tier::t3).cards = Cards{};
        w.programme.tiers.at(Tier::t3).ladder_percent.clear();
        id = w.open("living.eldercare");
        w.as("partner", AcceptOffer{id, who("partner")}).value();
        w.as("partner", ReportProgress{id, who("partner"), ""}).value();
    }
    void wait_until(Time when) { w.wait(when - w.now); }
    World w;
    TicketId id;
};

TEST_F(CardTest, IsYellowAWorkingDayBeforeAndRedAWorkingDayAfter) {
    const auto friday = at(monday, 4 * 24h + 10h), tuesday = at(monday, 8 * 24h + 10h);
    wait_until(friday - 1ms);
    EXPECT_EQ(w.ticket(id).card, Card::none);
    wait_until(friday);
    EXPECT_EQ(w.ticket(id).card, Card::yellow);
    EXPECT_TRUE(w.told(NoticeKind::deadline_warning, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::deadline_warning, "coordinator-gz"));
    EXPECT_FALSE(w.told(NoticeKind::deadline_warning, "coordinator-gd"));
    wait_until(tuesday - 1ms);
    EXPECT_EQ(w.ticket(id).card, Card::yellow);
    wait_until(tuesday);
    EXPECT_EQ(w.ticket(id).card, Card::red);
    EXPECT_TRUE(w.told(NoticeKind::deadline_missed, "coordinator-gz"));
    EXPECT_TRUE(w.told(NoticeKind::deadline_missed, "coordinator-gd")) << "the superior organisation hears of it";
}

TEST_F(CardTest, IsTakenAwayByMoreTimeAndByTheEnd) {
    wait_until(at(monday, 4 * 24h + 11h));
    ASSERT_EQ(w.ticket(id).card, Card::yellow);
    const auto until = at(monday, 8 * 24h + 10h);
    ASSERT_TRUE(w.as("partner", AskExtension{id, who("partner"), until, "等材料"}));
    ASSERT_TRUE(w.office(RuleExtension{id, true, ""}));
    EXPECT_EQ(w.ticket(id).card, Card::none);
    wait_until(at(monday, 7 * 24h + 10h));
    EXPECT_EQ(w.ticket(id).card, Card::yellow) << "a working day before the new moment";
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), ""}));
    EXPECT_EQ(w.ticket(id).card, Card::none);
}

TEST_F(CardTest, IsNotShownWhereTheTierHasNone) {
    w.programme.tiers.at(Tier::t3).cards.reset();
    w.wait(30 * 24h);
    EXPECT_EQ(w.ticket(id).card, Card::none);
}

TEST(Tick, ProgressEndsSupervision) {
    World w;
    const auto id = w.open("living.eldercare", {}, false, true);
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    w.wait(60min);
    ASSERT_TRUE(w.ticket(id).supervised);
    ASSERT_TRUE(w.as("partner", ReportProgress{id, who("partner"), "在路上了"}));
    EXPECT_FALSE(w.ticket(id).supervised);
    w.wait(50min);
    EXPECT_EQ(w.ticket(id).assignee, who("partner"));
}

TEST(Tick, WaitsForTheMorningWithWhatCanWait) {
    World w;
    w.now = at(monday, 23h);
    const auto quiet = w.open("psych.counsel");  // T2: contact and offer within 2 h
    ASSERT_TRUE(w.as("expert-1", AcceptOffer{quiet, who("expert-1")}));
    EXPECT_EQ(next_due(w.ticket(quiet), w.programme), at(monday, 24h + 7h));
    const auto urgent = w.open("living.eldercare", {}, false, true);
    EXPECT_EQ(next_due(w.ticket(urgent), w.programme), w.now + 10min);
}

TEST(Tick, LateCatchesUpInOrder) {
    World w;
    const auto id = w.open("living.eldercare");
    w.now += 30 * 24h;
    ASSERT_TRUE(w.run(Tick{id}));
    EXPECT_EQ(w.ticket(id).declined, std::vector{who("partner")}) << "the next gets the whole time to answer";
    EXPECT_EQ(w.candidate(id), "backup");
    EXPECT_GT(*next_due(w.ticket(id), w.programme), w.now);
}

TEST(Apply, RebuildsTheSameStateFromTheEvents) {
    World w;
    const auto one = w.open("living.eldercare");
    const auto two = w.open("education.tutoring", {{"subject", "数学"}});
    ASSERT_TRUE(w.as("partner", AcceptOffer{one, who("partner")}));
    ASSERT_TRUE(w.as("tutor-1", DeclineOffer{two, who("tutor-1"), "备考"}));
    w.wait(48h);
    State rebuilt;
    for (const auto& event : w.log) apply(rebuilt, event);
    ASSERT_EQ(rebuilt.tickets.size(), w.state.tickets.size());
    for (const auto& [id, t] : w.state.tickets) EXPECT_EQ(to_json(rebuilt.tickets.at(id)), to_json(t));
    for (const auto& [id, p] : w.state.persons) EXPECT_EQ(to_json(rebuilt.persons.at(id)), to_json(p));
    for (const auto& [id, h] : w.state.households) EXPECT_EQ(to_json(rebuilt.households.at(id)), to_json(h));
}

TEST(Apply, TakesAPersonFromTheRosterAndIgnoresStrangers) {
    World w;
    State loaded;
    loaded.roster = &w.roster;
    OpenTicket command;
    command.id = TicketId{"1"};
    command.need = "living.eldercare";
    command.requester = who("husband");
    command.facts = {{"hospital", "八院"}};
    const auto decision = decide(loaded, command, w.programme, {}, w.now);
    ASSERT_TRUE(decision);
    for (const auto& event : decision->events) apply(loaded, event);
    ASSERT_TRUE(loaded.persons.contains(who("carer-1")));
    EXPECT_EQ(loaded.persons.at(who("carer-1")).helper->offers, std::vector{command.id});
    EXPECT_FALSE(loaded.persons.contains(who("carer-2"))) << "only whom an event touches";
    State empty;
    for (const auto& event : decision->events) apply(empty, event);
    EXPECT_EQ(empty.tickets.size(), 1U);
    EXPECT_TRUE(empty.persons.empty());
}

TEST(Decide, StampsEveryEventWithTimeAndActor) {
    World w;
    w.open("psych.crisis", {}, true);
    ASSERT_FALSE(w.last.events.empty());
    for (const auto& event : w.last.events) {
        EXPECT_EQ(event.at, w.now);
        EXPECT_EQ(event.actor.person, who("husband"));
        EXPECT_EQ(event.actor.kind, ActorKind::requester);
    }
}

}  // namespace
}  // namespace warmline::dispatcher
