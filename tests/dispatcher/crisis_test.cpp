#include <gtest/gtest.h>

#include "dispatcher/clock.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

TEST(Crisis, RingsAnExpertAndTheTelephoneAtOnce) {
    World w;
    w.now = at(monday, 27h);  // three in the morning
    const auto id = w.open("psych.crisis", {}, true);
    EXPECT_EQ(w.candidate(id), "expert-1");
    EXPECT_TRUE(w.told(NoticeKind::crisis_offer, "expert-1"));
    EXPECT_TRUE(w.told(NoticeKind::call_task, "coordinator-gz"));
    EXPECT_TRUE(w.told(NoticeKind::call_task, "operator"));
    for (const auto& notice : w.last.notices) EXPECT_TRUE(notice.urgent) << static_cast<int>(notice.kind);
    const auto& events = w.last.events;
    const auto task = std::ranges::find(events, EventKind::call_task_opened, &Event::kind);
    ASSERT_NE(task, events.end());
    EXPECT_EQ(task->call_task->reason, "crisis");
    EXPECT_EQ(task->call_task->conversation, ConversationId{"wechat-1"});
    EXPECT_EQ(task->call_task->organisation, OrganisationId{"gz"});
    EXPECT_TRUE(task->call_task->urgent);
    EXPECT_EQ(w.ticket(id).offer->answer_by, w.now + 2min) << "no quiet hours";
}

TEST(Crisis, RingsTheNextAndTheFormerMayStillCome) {
    World w;
    const auto id = w.open("psych.crisis", {}, true);
    w.wait(2min);
    EXPECT_EQ(w.candidate(id), "expert-2");
    EXPECT_EQ(w.ticket(id).offer->answer_by, w.ticket(id).opened + 5min);
    ASSERT_TRUE(w.as("expert-1", AcceptOffer{id, who("expert-1")}));
    EXPECT_EQ(w.ticket(id).assignee, who("expert-1"));
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "expert-2"));
    EXPECT_TRUE(w.person("expert-2").helper->offers.empty());
    EXPECT_EQ(w.as("expert-2", AcceptOffer{id, who("expert-2")}).error(), Errc::already_taken);
}

TEST(Crisis, RingsTwoAtOnceWhenTheFirstDidNotAnswer) {
    World w;
    const auto id = w.open("psych.crisis", {}, true);
    w.wait(2min);
    EXPECT_TRUE(w.told(NoticeKind::crisis_offer, "expert-2"));
    EXPECT_TRUE(w.told(NoticeKind::crisis_offer, "expert-3"));
    EXPECT_EQ(w.candidate(id), "expert-2");
    ASSERT_TRUE(w.as("expert-3", AcceptOffer{id, who("expert-3")}));
    EXPECT_EQ(w.ticket(id).assignee, who("expert-3"));
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "expert-2"));
}

TEST(Crisis, WhoIsRungBesideAnotherMaySayNo) {
    World w;
    const auto id = w.open("psych.crisis", {}, true);
    w.wait(2min);
    ASSERT_TRUE(w.as("expert-3", DeclineOffer{id, who("expert-3"), "正在接诊"}));
    EXPECT_EQ(w.candidate(id), "expert-2");
    w.wait(3min);
    EXPECT_TRUE(w.ticket(id).with_coordinator) << "all three were asked";
}

TEST(Crisis, RingsWhoIsFullAfterTheOthers) {
    World w;
    for (const auto* id : {"expert-1", "expert-2"}) {
        auto expert = w.person(id);
        expert.helper->capacity = 0;
        ASSERT_TRUE(w.run(ChangePerson{expert}));
    }
    const auto id = w.open("psych.crisis", {}, true);
    EXPECT_EQ(w.candidate(id), "expert-3");
    w.wait(2min);
    EXPECT_EQ(w.candidate(id), "expert-1");
    ASSERT_TRUE(w.as("expert-1", AcceptOffer{id, who("expert-1")}));
}

TEST(Crisis, NeverStopsRinging) {
    World w;
    const auto id = w.open("psych.crisis", {}, true);
    w.wait(5min);
    EXPECT_EQ(w.candidate(id), "expert-3");
    w.wait(5min);
    EXPECT_TRUE(w.ticket(id).with_coordinator);
    EXPECT_TRUE(w.told(NoticeKind::coordinator_needed, "coordinator-gz"));
    const auto called = [&] {
        return std::ranges::count(w.ticket(id).history, EventKind::coordinator_called, &Event::kind);
    };
    EXPECT_EQ(called(), 1);
    w.wait(30min);
    EXPECT_EQ(called(), 3) << "again after 10 and after 20 minutes";
    ASSERT_TRUE(w.as("expert-2", AcceptOffer{id, who("expert-2")}));
    w.wait(2h);
    EXPECT_EQ(called(), 4) << "accepted, but past its time to resolve: the coordinator hears of it once";
}

TEST(Crisis, RingingAgainReachesEverybodyAsked) {
    World w;
    const auto id = w.open("psych.crisis", {}, true);
    w.wait(20min);
    ASSERT_TRUE(w.ticket(id).with_coordinator);
    EXPECT_TRUE(w.told(NoticeKind::crisis_offer, "expert-1"));
    EXPECT_TRUE(w.told(NoticeKind::crisis_offer, "expert-3"));
}

TEST(Crisis, IsFollowedUpAndNeverClosedByItself) {
    World w;
    const auto id = w.open("psych.crisis", {}, true);
    ASSERT_TRUE(w.as("expert-1", AcceptOffer{id, who("expert-1")}));
    ASSERT_TRUE(w.as("expert-1", CompleteTicket{id, who("expert-1"), "情绪已平稳"}));
    const auto followed = [&] {
        return std::ranges::count_if(w.ticket(id).deadlines, [](const Deadline& d) {
            return d.kind == DeadlineKind::follow_up && d.met.has_value();
        });
    };
    EXPECT_EQ(followed(), 0);
    w.wait(24h);
    EXPECT_EQ(followed(), 1);
    w.wait(6 * 24h);
    EXPECT_EQ(followed(), 2);
    EXPECT_EQ(w.ticket(id).state, TicketState::resolved);
    EXPECT_TRUE(w.ticket(id).with_coordinator) << "nobody answered the call-back: a person must look";
    w.wait(30 * 24h);
    EXPECT_EQ(w.ticket(id).state, TicketState::resolved);
}

TEST(Crisis, StaysOpenForItsFollowUpsEvenWhenRated) {
    World w;
    const auto id = w.open("psych.crisis", {}, true);
    ASSERT_TRUE(w.as("expert-1", AcceptOffer{id, who("expert-1")}));
    ASSERT_TRUE(w.as("expert-1", CompleteTicket{id, who("expert-1"), ""}));
    ASSERT_TRUE(w.as("husband", RateTicket{id, true, 5, ""}));
    EXPECT_EQ(w.ticket(id).state, TicketState::resolved);
    w.wait(24h);
    EXPECT_TRUE(w.told(NoticeKind::follow_up, "husband"));
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::closed, "随访完成", {}, {}}));
}

TEST(Crisis, WithoutExpertsACoordinatorIsCalled) {
    World w;
    for (const auto* id : {"expert-1", "expert-2", "expert-3"}) {
        ASSERT_TRUE(w.as(id, Rest{who(id), w.now + 24h}));
    }
    const auto id = w.open("psych.crisis", {}, true);
    EXPECT_TRUE(w.ticket(id).with_coordinator);
    EXPECT_TRUE(w.told(NoticeKind::coordinator_needed, "coordinator-gz"));
    EXPECT_TRUE(w.told(NoticeKind::call_task, "coordinator-gz"));
}

TEST(Crisis, RingsEvenIfNobodyKnowsWhoAnswers) {
    World w;
    OpenTicket command;
    command.id = TicketId{"1"};
    command.need = "psych.crisis";
    command.requester = who("stranger");
    command.crisis = true;
    ASSERT_TRUE(w.as("stranger", command));
    EXPECT_EQ(w.candidate(command.id), "expert-1");
    EXPECT_TRUE(w.told(NoticeKind::call_task, "coordinator-gd"));
}

/// Taken at three in the morning by expert-1, who reports nothing.
class TakenCrisis : public ::testing::Test {
protected:
    TakenCrisis() {
        w.now = at(monday, 27h);
        id = w.open("psych.crisis", {}, true);
        w.as("expert-1", AcceptOffer{id, who("expert-1")}).value();
    }
    [[nodiscard]] bool urgently(NoticeKind kind, const std::string& to) const {
        return std::ranges::any_of(w.last.notices, [&](const Notice& n) {
            return n.kind == kind && n.to == who(to) && n.ticket == id && n.urgent;
        });
    }
    World w;
    TicketId id;
};

TEST_F(TakenCrisis, WithoutContactInTimeTheNextIsRungAndTheCoordinatorToldAtOnce) {
    w.wait(5min);
    EXPECT_TRUE(urgently(NoticeKind::progress_asked, "expert-1"));
    EXPECT_TRUE(urgently(NoticeKind::crisis_offer, "expert-2"));
    EXPECT_TRUE(urgently(NoticeKind::supervised, "coordinator-gz"));
    EXPECT_TRUE(w.ticket(id).supervised);
    EXPECT_EQ(w.ticket(id).assignee, who("expert-1")) << "may be speaking with the family";
    EXPECT_EQ(w.ticket(id).state, TicketState::accepted);
    EXPECT_FALSE(w.ticket(id).offer);
}

TEST_F(TakenCrisis, WhoeverIsRungBesideMayTakeItOver) {
    EXPECT_EQ(w.as("expert-2", AcceptOffer{id, who("expert-2")}).error(), Errc::not_offered_to_you);
    w.wait(5min);
    ASSERT_TRUE(w.as("expert-2", AcceptOffer{id, who("expert-2")}));
    EXPECT_EQ(w.ticket(id).assignee, who("expert-2"));
    EXPECT_TRUE(urgently(NoticeKind::offer_withdrawn, "expert-1"));
    EXPECT_TRUE(w.person("expert-1").helper->tickets.empty());
    EXPECT_EQ(w.person("expert-2").helper->tickets, std::vector{id});
    EXPECT_FALSE(w.ticket(id).supervised);
    w.wait(5min);
    EXPECT_TRUE(urgently(NoticeKind::progress_asked, "expert-2")) << "has the time of a contact as well";
    EXPECT_TRUE(urgently(NoticeKind::crisis_offer, "expert-3"));
}

TEST_F(TakenCrisis, IsNotTakenOverOnceTheFamilyWasReached) {
    w.wait(5min);
    ASSERT_TRUE(w.as("expert-1", ReportProgress{id, who("expert-1"), "通上话了"}));
    EXPECT_EQ(w.as("expert-2", AcceptOffer{id, who("expert-2")}).error(), Errc::already_taken);
    EXPECT_EQ(w.ticket(id).assignee, who("expert-1"));
}

TEST_F(TakenCrisis, WhoSaysNoIsFollowedByTheNextAndInTheEndByAll) {
    w.wait(5min);
    ASSERT_TRUE(w.as("expert-2", DeclineOffer{id, who("expert-2"), "正在接诊"}));
    EXPECT_TRUE(urgently(NoticeKind::crisis_offer, "expert-3"));
    ASSERT_TRUE(w.as("expert-3", DeclineOffer{id, who("expert-3"), "路上"}));
    EXPECT_TRUE(urgently(NoticeKind::crisis_offer, "expert-2")) << "nobody is left: all are rung again";
    ASSERT_TRUE(w.as("expert-2", AcceptOffer{id, who("expert-2")}));
    EXPECT_EQ(w.ticket(id).assignee, who("expert-2"));
}

int follow_ups(const Ticket& ticket, bool asked) {
    return static_cast<int>(std::ranges::count_if(ticket.deadlines, [&](const Deadline& d) {
        return d.kind == DeadlineKind::follow_up && d.met.has_value() == asked;
    }));
}

TEST_F(TakenCrisis, IsFollowedUpHoweverItEnds) {
    struct {
        const char* why;
        bool completed, closed;
    } const rows[] = {{"completed", true, false}, {"closed by the office", false, true}, {"both", true, true}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        World world;
        const auto ticket = world.open("psych.crisis", {}, true);
        ASSERT_TRUE(world.as("expert-1", AcceptOffer{ticket, who("expert-1")}));
        if (row.completed) {
            ASSERT_TRUE(world.as("expert-1", CompleteTicket{ticket, who("expert-1"), ""}));
        }
        if (row.closed) {
            ASSERT_TRUE(world.office(MoveTicket{ticket, TicketState::closed, "已送医", {}, {}}));
        }
        EXPECT_EQ(follow_ups(world.ticket(ticket), false), 2);
        world.wait(24h);
        EXPECT_TRUE(world.told(NoticeKind::follow_up, "husband"));
        EXPECT_EQ(follow_ups(world.ticket(ticket), true), 1);
        world.wait(6 * 24h);
        EXPECT_EQ(follow_ups(world.ticket(ticket), true), 2);
        world.wait(24h);
        if (row.closed) {
            EXPECT_FALSE(next_due(world.ticket(ticket), world.programme)) << "nothing is left to do";
        }
    }
}

TEST_F(TakenCrisis, ThatWasAMistakeIsNotFollowedUp) {
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::cancelled, "误触", {}, {}}));
    EXPECT_EQ(follow_ups(w.ticket(id), false), 0);
    EXPECT_FALSE(next_due(w.ticket(id), w.programme));
}

TEST_F(TakenCrisis, AFollowUpThatNobodyAnswersIsToldToTheCoordinator) {
    w.now = at(monday, 34h);
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::closed, "已平稳", {}, {}}));
    w.wait(24h);
    ASSERT_TRUE(w.told(NoticeKind::follow_up, "husband"));
    w.wait(12h - 1ms);
    EXPECT_FALSE(w.told(NoticeKind::call_task, "coordinator-gz"));
    w.wait(9h + 1ms);
    EXPECT_TRUE(urgently(NoticeKind::call_task, "coordinator-gz"));
    w.wait(24h);
    EXPECT_EQ(std::ranges::count(w.ticket(id).history, EventKind::call_task_opened, &Event::kind), 2)
        << "when it began, and once for the follow-up";
}

TEST_F(TakenCrisis, AnAnsweredFollowUpTroublesNobody) {
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::closed, "已平稳", {}, {}}));
    w.wait(30h);
    ASSERT_TRUE(w.as("husband", AddNote{id, "今天好多了"}));
    w.wait(48h);
    EXPECT_EQ(std::ranges::count(w.ticket(id).history, EventKind::call_task_opened, &Event::kind), 1);
}

TEST_F(TakenCrisis, EachFollowUpHasAClockOfItsOwn) {
    ASSERT_TRUE(w.as("expert-1", CompleteTicket{id, who("expert-1"), ""}));
    const auto done = w.now;
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::closed, "已平稳", {}, {}}));
    w.wait(48h);
    std::vector<std::vector<ClockStep>> clocks;
    for (const auto& deadline : w.ticket(id).deadlines)
        if (deadline.kind == DeadlineKind::follow_up) clocks.push_back(clock_of(w.ticket(id), deadline));
    ASSERT_EQ(clocks.size(), 2U);
    ASSERT_EQ(clocks[0].size(), 2U);
    EXPECT_EQ(clocks[0].back().kind, ClockStep::Kind::met);
    ASSERT_EQ(clocks[1].size(), 1U) << "not ended by closing, and not met with the first";
    EXPECT_EQ(clocks[1].back().due, done + 7 * 24h);
}

}  // namespace
}  // namespace warmline::dispatcher
