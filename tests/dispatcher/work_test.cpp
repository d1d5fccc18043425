#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

/// A ticket that the partner has accepted.
TicketId accepted(World& w) {
    const auto id = w.open("living.eldercare");
    w.as("partner", AcceptOffer{id, who("partner")}).value();
    return id;
}

/// A ticket that the partner has completed.
TicketId resolved(World& w) {
    const auto id = accepted(w);
    w.as("partner", CompleteTicket{id, who("partner"), "已送到"}).value();
    return id;
}

TEST(ReportProgress, MeansTheFamilyWasContacted) {
    World w;
    const auto id = accepted(w);
    ASSERT_TRUE(w.as("partner", ReportProgress{id, who("partner"), "已电话联系"}));
    EXPECT_EQ(w.ticket(id).state, TicketState::in_progress);
    EXPECT_EQ(w.deadline(id, DeadlineKind::contact)->met, w.now);
    EXPECT_TRUE(w.told(NoticeKind::progress, "husband"));
    EXPECT_EQ(w.as("backup", ReportProgress{id, who("backup"), ""}).error(), Errc::not_yours);
    const auto unaccepted = w.open("living.eldercare");
    EXPECT_EQ(w.as("partner", ReportProgress{unaccepted, who("partner"), ""}).error(), Errc::illegal_move);
}

TEST(ReportProgress, PartlyDoneStaysInProgressAndTheFamilyHearsWhat) {
    World w;
    const auto id = accepted(w);
    ASSERT_TRUE(w.as("partner", ReportProgress{id, who("partner"), "米送到了，药还没有", true}));
    EXPECT_EQ(w.ticket(id).state, TicketState::in_progress);
    EXPECT_EQ(w.last.events.front().step, 1);
    EXPECT_TRUE(w.told(NoticeKind::partly_done, "husband"));
    EXPECT_FALSE(w.told(NoticeKind::progress, "husband"));
    EXPECT_FALSE(w.told(NoticeKind::resolved_ask, "husband"));
    EXPECT_FALSE(w.deadline(id, DeadlineKind::resolve)->met) << "the rest is promised as before";
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), "药也送到了"}));
    EXPECT_EQ(w.ticket(id).state, TicketState::resolved);
}

TEST(CompleteTicket, AsksTheFamilyHowItWas) {
    World w;
    const auto id = resolved(w);
    const auto& t = w.ticket(id);
    EXPECT_EQ(t.state, TicketState::resolved);
    EXPECT_EQ(t.resolved_at, w.now);
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->met, w.now);
    ASSERT_TRUE(w.deadline(id, DeadlineKind::call_back));
    EXPECT_GT(w.deadline(id, DeadlineKind::call_back)->due, w.now);
    EXPECT_TRUE(w.told(NoticeKind::resolved_ask, "husband"));
    EXPECT_TRUE(w.person("partner").helper->tickets.empty()) << "room for the next one";
    EXPECT_EQ(w.person("husband").requested, std::vector{id}) << "not over before the family says so";
    EXPECT_EQ(w.as("partner", CompleteTicket{id, who("partner"), ""}).error(), Errc::illegal_move);
}

TEST(CompleteTicket, OwnerAndOfficeMayDoItForTheAssignee) {
    World w;
    const auto one = w.open("education.tutoring", {{"subject", "数学"}});
    EXPECT_EQ(w.as("partner", CompleteTicket{one, who("partner"), ""}).error(), Errc::illegal_move) << "nobody has it";
    ASSERT_TRUE(w.as("tutor-1", AcceptOffer{one, who("tutor-1")}));
    EXPECT_EQ(w.as("carer-1", CompleteTicket{one, who("carer-1"), ""}).error(), Errc::not_yours);
    ASSERT_TRUE(w.as("partner", CompleteTicket{one, who("partner"), "老师已上课"}));
    const auto two = accepted(w);
    ASSERT_TRUE(w.office(CompleteTicket{two, {}, "电话核实已完成"}));
}

TEST(RateTicket, SolvedClosesAndThanks) {
    World w;
    const auto id = resolved(w);
    ASSERT_TRUE(w.as("husband", RateTicket{id, true, 5, "谢谢"}));
    EXPECT_EQ(w.ticket(id).state, TicketState::closed);
    EXPECT_EQ(w.ticket(id).closed_at, w.now);
    EXPECT_EQ(w.ticket(id).rating->score, 5);
    EXPECT_EQ(w.deadline(id, DeadlineKind::call_back)->met, w.now);
    EXPECT_TRUE(w.told(NoticeKind::closed_thanks, "partner"));
    EXPECT_TRUE(w.person("husband").requested.empty());
    EXPECT_FALSE(next_due(w.ticket(id), w.programme));
    EXPECT_EQ(w.as("husband", RateTicket{id, true, 5, ""}).error(), Errc::illegal_move) << "rated once";
}

TEST(RateTicket, UnsolvedReopensWithANewPromise) {
    World w;
    const auto id = resolved(w);
    w.now += 24h;
    ASSERT_TRUE(w.as("husband", RateTicket{id, false, 2, "人没来"}));
    EXPECT_EQ(w.ticket(id).state, TicketState::reopened);
    EXPECT_EQ(w.ticket(id).assignee, who("partner"));
    EXPECT_EQ(w.person("partner").helper->tickets, std::vector{id});
    EXPECT_TRUE(w.told(NoticeKind::reopened, "partner"));
    const auto* resolve = w.deadline(id, DeadlineKind::resolve);
    EXPECT_FALSE(resolve->met);
    EXPECT_EQ(resolve->due, w.now + 7 * 24h);
    EXPECT_FALSE(w.ticket(id).resolved_at);
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), "这次到了"}));
    ASSERT_TRUE(w.as("husband", RateTicket{id, true, 4, ""}));
    EXPECT_EQ(w.ticket(id).state, TicketState::closed);
}

TEST(RateTicket, ReopenedGoesToSomebodyElseIfTheAssigneeIsFull) {
    World w;
    auto partner = w.person("partner");
    partner.helper->capacity = 1;
    ASSERT_TRUE(w.run(ChangePerson{partner}));
    const auto first = resolved(w);
    const auto second = accepted(w);
    ASSERT_TRUE(w.as("husband", RateTicket{first, false, 1, "没解决"}));
    EXPECT_EQ(w.candidate(first), "backup");
    EXPECT_EQ(w.person("partner").helper->tickets, std::vector{second});
}

TEST(RateTicket, IsRefusedForAReason) {
    World w;
    const auto id = accepted(w);
    EXPECT_EQ(w.as("husband", RateTicket{id, true, 5, ""}).error(), Errc::illegal_move);
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), ""}));
    for (const int score : {0, 6, -1}) {
        EXPECT_EQ(w.as("husband", RateTicket{id, true, score, ""}).error(), Errc::value_out_of_range) << score;
    }
    EXPECT_EQ(w.as("stranger", RateTicket{id, true, 5, ""}).error(), Errc::not_yours);
    EXPECT_EQ(w.as("partner", RateTicket{id, true, 5, ""}).error(), Errc::not_yours) << "not by the helper himself";
    EXPECT_TRUE(w.office(RateTicket{id, true, 5, "电话回访"})) << "by telephone";
}

TEST(CallBack, RemindsOnceThenATelephoneCallThenClosesByItself) {
    World w;
    const auto id = resolved(w);
    w.wait(30h);
    EXPECT_EQ(w.ticket(id).state, TicketState::resolved);
    const auto asked = std::ranges::count(w.ticket(id).history, EventKind::escalated, &Event::kind);
    EXPECT_EQ(asked, 1);
    w.wait(24h);
    EXPECT_EQ(w.ticket(id).state, TicketState::resolved);
    const auto calls = [&] {
        return std::ranges::count(w.ticket(id).history, EventKind::call_task_opened, &Event::kind);
    };
    EXPECT_EQ(calls(), 1);
    w.wait(4 * 24h);
    EXPECT_EQ(w.ticket(id).state, TicketState::closed);
    EXPECT_EQ(calls(), 1);
    EXPECT_EQ(w.ticket(id).history.back().text, "聊天和电话回访都没有联系上，自动办结");
    EXPECT_EQ(std::ranges::count(w.ticket(id).history, EventKind::escalated, &Event::kind), 1);
    ASSERT_TRUE(w.as("husband", RateTicket{id, false, 1, "其实没有解决"})) << "late, but heard";
    EXPECT_EQ(w.ticket(id).state, TicketState::reopened);
    EXPECT_EQ(w.person("husband").requested, std::vector{id});
}

TEST(AskForHelp, ReachesTheCoordinators) {
    World w;
    const auto id = accepted(w);
    ASSERT_TRUE(w.as("partner", AskForHelp{id, who("partner"), "联系不上家属"}));
    EXPECT_TRUE(w.told(NoticeKind::help_needed, "coordinator-gz"));
    EXPECT_EQ(w.ticket(id).state, TicketState::accepted);
    EXPECT_EQ(w.as("carer-1", AskForHelp{id, who("carer-1"), ""}).error(), Errc::not_yours);
}

TEST(AddNote, StandsInTheHistory) {
    World w;
    const auto id = accepted(w);
    ASSERT_TRUE(w.office(AddNote{id, "老人听力不好"}));
    EXPECT_EQ(w.ticket(id).history.back().text, "老人听力不好");
    EXPECT_EQ(w.ticket(id).history.back().actor.person, who("coordinator-gz"));
    EXPECT_EQ(w.office(AddNote{TicketId{"9"}, ""}).error(), Errc::ticket_unknown);
}

}  // namespace
}  // namespace warmline::dispatcher
