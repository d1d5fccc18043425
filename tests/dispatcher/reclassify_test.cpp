#include <gmock/gmock.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

class ReclassifyTest : public ::testing::Test {
protected:
    Result<void> reclassify(const Code& need) { return w.office(ReclassifyTicket{id, need, {}, "说的是另一件事"}); }
    Result<void> no_request() { return w.office(ReclassifyTicket{id, {}, "consult", "只是打听"}); }
    World w;
    TicketId id = w.open("living.eldercare");
};

TEST_F(ReclassifyTest, GoesOnAsAnotherKindUnderItsNumber) {
    ASSERT_EQ(w.candidate(id), "partner");
    ASSERT_TRUE(reclassify("psych.counsel"));
    const auto& ticket = w.ticket(id);
    EXPECT_EQ(ticket.need, "psych.counsel");
    EXPECT_EQ(ticket.tier, Tier::t2);
    EXPECT_THAT(w.candidate(id), ::testing::StartsWith("expert"));
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::owner_informed, "partner")) << "the partner stays in charge of a specialist's work";
    const auto& event = *std::ranges::find(ticket.history, EventKind::ticket_reclassified, &Event::kind);
    EXPECT_EQ(event.facts, (std::map<std::string, std::string>{
                               {"from", "living.eldercare"}, {"need", "psych.counsel"}, {"tier", "t2"}}));
    EXPECT_EQ(event.text, "说的是另一件事");
    EXPECT_EQ(event.actor.kind, ActorKind::coordinator);
}

TEST_F(ReclassifyTest, PromisesCountFromTheOpening) {
    w.wait(3h);
    ASSERT_TRUE(reclassify("transport"));
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, w.ticket(id).opened + 24h);
    EXPECT_TRUE(w.told(NoticeKind::reclassified, "husband")) << "another moment";
}

TEST_F(ReclassifyTest, TimeThatStoodStillDoesNotCount) {
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::waiting, "等家属", {}, {}}));
    w.wait(2h);
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::in_progress, "", {}, {}}));
    ASSERT_TRUE(reclassify("transport"));
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, w.ticket(id).opened + 26h);
}

TEST_F(ReclassifyTest, KeptPromisesStayKept) {
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, PersonId{"partner"}}));
    ASSERT_TRUE(w.as("partner", ReportProgress{id, PersonId{"partner"}, "联系上了"}));
    const auto contact = *w.deadline(id, DeadlineKind::contact);
    ASSERT_TRUE(contact.met);
    ASSERT_TRUE(reclassify("funds.relief"));
    EXPECT_EQ(w.deadline(id, DeadlineKind::contact)->met, contact.met);
}

TEST_F(ReclassifyTest, WhoDoesBothStaysAndTheRequesterHearsOnlyOfTheMoment) {
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, PersonId{"partner"}}));
    ASSERT_TRUE(reclassify("funds.relief"));
    EXPECT_EQ(w.ticket(id).assignee, PersonId{"partner"});
    EXPECT_EQ(w.ticket(id).state, TicketState::accepted);
    EXPECT_TRUE(w.told(NoticeKind::assignee_card, "partner"));
    EXPECT_FALSE(w.told(NoticeKind::offer_withdrawn, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::reclassified, "husband"));
    const auto notice = std::ranges::find(w.last.notices, NoticeKind::reclassified, &Notice::kind);
    EXPECT_EQ(notice->about, PersonId{"partner"});
}

TEST_F(ReclassifyTest, RequesterIsNotToldWhatChangesNothingForHim) {
    w.programme.services[1].tier = Tier::t3;  // as soon as the other
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, PersonId{"partner"}}));
    ASSERT_TRUE(reclassify("funds.relief"));
    EXPECT_FALSE(w.told(NoticeKind::reclassified, "husband"));
}

TEST_F(ReclassifyTest, WhoCannotDoItIsThankedAndOthersComeInstead) {
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, PersonId{"partner"}}));
    ASSERT_TRUE(reclassify("psych.counsel"));
    EXPECT_TRUE(w.ticket(id).assignee.empty());
    EXPECT_EQ(w.ticket(id).bounces, 0) << "nobody handed anything back";
    EXPECT_THAT(w.person("partner").helper->tickets, IsEmpty());
    EXPECT_THAT(w.candidate(id), ::testing::StartsWith("expert"));
    const auto notice = std::ranges::find(w.last.notices, NoticeKind::reclassified, &Notice::kind);
    ASSERT_NE(notice, w.last.notices.end());
    EXPECT_TRUE(notice->about.empty());
}

TEST_F(ReclassifyTest, AnswersToTheOldKindDoNotCountForTheNew) {
    const auto tutoring = w.open("education.tutoring", {{"subject", "数学"}});
    const auto first = w.candidate(tutoring);
    ASSERT_TRUE(w.as(first, DeclineOffer{tutoring, PersonId{first}, "没空"}));
    ASSERT_TRUE(w.office(ReclassifyTicket{tutoring, "living.eldercare", {}, "看错了"}));
    EXPECT_THAT(w.ticket(tutoring).declined, IsEmpty());
    EXPECT_EQ(w.candidate(tutoring), "partner");
}

TEST_F(ReclassifyTest, UrgentStaysUrgent) {
    const auto urgent = w.open("living.eldercare", {}, false, true);
    ASSERT_EQ(w.ticket(urgent).tier, Tier::t1);
    ASSERT_TRUE(w.office(ReclassifyTicket{urgent, "transport", {}, "要车"}));
    EXPECT_EQ(w.ticket(urgent).tier, Tier::t1);
}

TEST_F(ReclassifyTest, BecomesACrisisWhoseClocksBeginNow) {
    w.wait(3h);
    ASSERT_TRUE(reclassify("psych.crisis"));
    const auto& ticket = w.ticket(id);
    EXPECT_TRUE(ticket.crisis);
    EXPECT_EQ(ticket.tier, Tier::t0);
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, w.now + 1h);
    EXPECT_EQ(w.happened(EventKind::call_task_opened), 1U) << "a person telephones";
    EXPECT_THAT(w.candidate(id), ::testing::StartsWith("expert"));
}

TEST_F(ReclassifyTest, CrisisIsTakenForNothingElse) {
    const auto crisis = w.open("psych.crisis", {}, true);
    EXPECT_EQ(w.office(ReclassifyTicket{crisis, "transport", {}, "要车"}).error(), Errc::crisis_protected);
    EXPECT_EQ(w.office(ReclassifyTicket{crisis, {}, "chitchat", "闲聊"}).error(), Errc::crisis_protected);
}

TEST_F(ReclassifyTest, NoRequestEndsOutOfScope) {
    ASSERT_TRUE(no_request());
    const auto& ticket = w.ticket(id);
    EXPECT_EQ(ticket.state, TicketState::out_of_scope);
    EXPECT_EQ(ticket.need, "living.eldercare");
    EXPECT_TRUE(w.told(NoticeKind::cancelled, "husband"));
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "partner"));
    const auto event = std::ranges::find(w.last.events, EventKind::ticket_reclassified, &Event::kind);
    EXPECT_EQ(event->facts.at("intent"), "consult");
    EXPECT_THAT(w.person("husband").requested, Not(Contains(id)));
}

TEST_F(ReclassifyTest, IsRefusedWhereItMeansNothing) {
    EXPECT_EQ(reclassify("living.eldercare").error(), Errc::value_out_of_range) << "the same";
    EXPECT_EQ(reclassify("no.such").error(), Errc::need_unknown);
    EXPECT_EQ(w.office(ReclassifyTicket{id, "transport", {}, ""}).error(), Errc::reason_missing);
    EXPECT_EQ(w.office(ReclassifyTicket{id, {}, {}, "不是"}).error(), Errc::value_out_of_range) << "what else is it";
    EXPECT_EQ(w.as("husband", ReclassifyTicket{id, "transport", {}, "要车"}).error(), Errc::not_yours);
    EXPECT_EQ(w.office(ReclassifyTicket{TicketId{"999"}, "transport", {}, "x"}).error(), Errc::ticket_unknown);
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::cancelled, "不用了", {}, {}}));
    EXPECT_EQ(reclassify("transport").error(), Errc::illegal_move);
}

}  // namespace
}  // namespace warmline::dispatcher
