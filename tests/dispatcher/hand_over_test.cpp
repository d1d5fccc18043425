#include <gtest/gtest.h>

#include "dispatcher/fit.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

const HouseholdId home{"home"};
const PersonId next{"backup"};

/// One ticket carried, one offered, one resolved by the partner, one carried by a tutor; two officers.
class HandOverTest : public ::testing::Test {
protected:
    HandOverTest() {
        w.as("partner", AcceptOffer{carried, PersonId{"partner"}}).value();
        w.as("partner", AcceptOffer{resolved, PersonId{"partner"}}).value();
        w.as("partner", CompleteTicket{resolved, PersonId{"partner"}, "办好了"}).value();
        w.as(w.candidate(tutored), AcceptOffer{tutored, PersonId{w.candidate(tutored)}}).value();
    }
    World w;
    TicketId carried = w.open("living.eldercare"), resolved = w.open("living.eldercare");
    TicketId tutored = w.open("education.tutoring", {{"subject", "数学"}});
    TicketId offered = w.open("funds.relief");
};

TEST_F(HandOverTest, ThePartnerAsksAndTheOtherTakesEverything) {
    const auto due = w.deadline(carried, DeadlineKind::resolve)->due;
    const auto accepted = w.ticket(carried).history.size();
    w.now += 2h;
    ASSERT_TRUE(w.as("partner", HandOverFamily{home, next, "奶奶听力不好，请打电话大声一点"}));
    EXPECT_EQ(w.home().pair->partner.value, "partner") << "until the other says yes";
    EXPECT_EQ(w.heard("backup"), std::vector{NoticeKind::hand_over_asked});
    EXPECT_TRUE(w.heard("husband").empty());
    ASSERT_TRUE(w.as("backup", AnswerHandOver{home, next, true, ""}));
    EXPECT_EQ(w.home().pair->partner, next);
    EXPECT_EQ(w.home().pair->backup, PersonId{}) << "nobody stands in for himself";
    EXPECT_FALSE(w.home().pair->hand_over);
    EXPECT_TRUE(w.person("partner").families.empty());
    EXPECT_EQ(w.person("backup").families, std::vector{home});

    EXPECT_EQ(w.ticket(carried).assignee, next);
    EXPECT_EQ(w.ticket(carried).state, TicketState::accepted);
    EXPECT_EQ(w.deadline(carried, DeadlineKind::resolve)->due, due) << "elapsed time is kept";
    EXPECT_GT(w.ticket(carried).history.size(), accepted);
    EXPECT_EQ(w.ticket(carried).history.back().text, "奶奶听力不好，请打电话大声一点") << "the note";
    EXPECT_EQ(w.candidate(offered), "backup");
    EXPECT_EQ(w.ticket(resolved).assignee.value, "partner") << "who did it";
    EXPECT_EQ(w.ticket(resolved).owner, next);
    EXPECT_NE(w.ticket(tutored).assignee, next) << "the specialist goes on";
    EXPECT_EQ(w.ticket(tutored).owner, next);
    EXPECT_TRUE(w.person("partner").helper->tickets.empty());
    EXPECT_EQ(w.heard("husband"), std::vector{NoticeKind::partner_changed}) << "one message";
    EXPECT_TRUE(w.told(NoticeKind::hand_over_answered, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::hand_over_done, "backup"));
    EXPECT_EQ(w.home().history.back().text, "奶奶听力不好，请打电话大声一点");
}

TEST_F(HandOverTest, ANoAndSilenceLeaveEverythingAsItWas) {
    ASSERT_TRUE(w.as("partner", HandOverFamily{home, next, "出差"}));
    EXPECT_EQ(w.as("partner", AnswerHandOver{home, PersonId{"partner"}, true, ""}).error(), Errc::pair_missing);
    EXPECT_EQ(w.as("partner", AnswerHandOver{home, next, true, ""}).error(), Errc::not_yours);
    ASSERT_TRUE(w.as("backup", AnswerHandOver{home, next, false, "走不开"}));
    EXPECT_TRUE(w.told(NoticeKind::hand_over_answered, "partner"));
    EXPECT_EQ(w.as("backup", AnswerHandOver{home, next, true, ""}).error(), Errc::pair_missing);
    ASSERT_TRUE(w.as("partner", HandOverFamily{home, next, "出差"}));
    w.wait(25h);
    EXPECT_FALSE(w.home().pair->hand_over);
    EXPECT_EQ(w.home().history.back().kind, EventKind::hand_over_expired);
    EXPECT_EQ(w.ticket(carried).assignee.value, "partner");
}

TEST_F(HandOverTest, TheOfficeHandsOverAtOnce) {
    ASSERT_TRUE(w.office(HandOverFamily{home, next, "林干事调往武汉"}));
    EXPECT_EQ(w.home().pair->partner, next);
    EXPECT_TRUE(w.told(NoticeKind::partner_relieved, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::hand_over_done, "backup"));
    EXPECT_TRUE(w.told(NoticeKind::partner_changed, "husband"));
}

TEST_F(HandOverTest, GoesOnlyToAnOfficerWithRoom) {
    EXPECT_EQ(w.as("partner", HandOverFamily{home, PersonId{"carer-1"}, ""}).error(), Errc::not_a_partner);
    EXPECT_EQ(w.as("partner", HandOverFamily{home, PersonId{"partner"}, ""}).error(), Errc::not_a_partner);
    EXPECT_EQ(w.as("partner", HandOverFamily{home, PersonId{"nobody"}, ""}).error(), Errc::person_unknown);
    EXPECT_EQ(w.as("backup", HandOverFamily{home, next, ""}).error(), Errc::not_yours);
    w.add_family("new", "gz");
    ASSERT_EQ(w.home("new").pair->partner, next);
    EXPECT_EQ(w.as("partner", HandOverFamily{home, next, ""}).error(), Errc::partner_full);
    EXPECT_EQ(w.office(HandOverFamily{home, next, ""}).error(), Errc::partner_full);
}

TEST_F(HandOverTest, WhatTheNewPartnerHasNoRoomForIsPlacedAnew) {
    auto small = w.person("backup");
    small.helper->capacity = 1;
    ASSERT_TRUE(w.run(ChangePerson{small}));
    ASSERT_TRUE(w.office(HandOverFamily{home, next, "调走"}));
    EXPECT_EQ(load_of(w.person("backup")), 1);
    EXPECT_TRUE(w.person("partner").helper->tickets.empty());
    EXPECT_TRUE(w.person("partner").helper->offers.empty());
    for (const auto& id : {carried, offered}) {
        const auto& t = w.ticket(id);
        EXPECT_EQ(t.owner, next);
        EXPECT_TRUE(t.assignee == next || t.offer || t.with_coordinator) << "with somebody";
    }
}

TEST_F(HandOverTest, AContactPromisedInVainIsPromisedAnew) {
    w.wait(30h);
    ASSERT_TRUE(w.deadline(carried, DeadlineKind::contact)->missed);
    ASSERT_EQ(w.ticket(carried).assignee.value, "partner");
    const auto due = w.deadline(carried, DeadlineKind::resolve)->due;
    ASSERT_TRUE(w.office(HandOverFamily{home, next, "调走"}));
    EXPECT_FALSE(w.deadline(carried, DeadlineKind::contact)->missed);
    EXPECT_GT(w.deadline(carried, DeadlineKind::contact)->due, w.now);
    EXPECT_EQ(w.deadline(carried, DeadlineKind::resolve)->due, due);
}

TEST(HandOver, ANewOneReplacesTheOneBefore) {
    World w;
    w.add_officer("officer-2", "gz");
    ASSERT_TRUE(w.as("partner", HandOverFamily{home, next, ""}));
    ASSERT_TRUE(w.as("partner", HandOverFamily{home, PersonId{"officer-2"}, ""}));
    EXPECT_TRUE(w.told(NoticeKind::hand_over_withdrawn, "backup"));
    EXPECT_EQ(w.as("backup", AnswerHandOver{home, next, true, ""}).error(), Errc::pair_missing);
    ASSERT_TRUE(w.as("officer-2", AnswerHandOver{home, PersonId{"officer-2"}, true, ""}));
    EXPECT_EQ(w.home().pair->backup, next) << "the backup stays";
}

TEST(SetBackup, IsAnOfficerOrHelperOutsideTheFamily) {
    World w;
    EXPECT_EQ(w.office(SetBackup{home, PersonId{"partner"}}).error(), Errc::not_a_partner);
    EXPECT_EQ(w.office(SetBackup{home, PersonId{"husband"}}).error(), Errc::not_a_partner);
    EXPECT_EQ(w.as("partner", SetBackup{home, PersonId{"carer-1"}}).error(), Errc::not_yours);
    ASSERT_TRUE(w.office(SetBackup{home, PersonId{"carer-1"}}));
    EXPECT_EQ(w.home().pair->backup.value, "carer-1");
    ASSERT_TRUE(w.office(SetBackup{home, PersonId{}}));
    EXPECT_FALSE(w.home().pair->backup);
}

TEST(Deputy, StandsInWhileThePartnerIsAwayAndTheFamilyHearsOnceEachWay) {
    World w;
    ASSERT_TRUE(w.as("partner", Rest{PersonId{"partner"}, w.now + 72h, w.now + 24h, "出差"}));
    EXPECT_TRUE(w.heard("husband").empty()) << "not before it begins";
    w.wait(24h);
    EXPECT_TRUE(w.home().pair->away->begun);
    EXPECT_EQ(w.heard("husband"), std::vector{NoticeKind::deputy_began});
    EXPECT_EQ(w.heard("backup"), std::vector{NoticeKind::deputy_asked});
    const auto id = w.open("living.eldercare");
    EXPECT_EQ(w.candidate(id), "backup");
    EXPECT_EQ(w.ticket(id).owner.value, "partner") << "the deputy stands in; the partner stays it";
    EXPECT_EQ(w.ticket(id).offer->broken, "结对人请假中（2月13日10:00起可以）") << "continuity was broken, and why";
    ASSERT_TRUE(w.as("partner", Rest{PersonId{"partner"}, w.now + 96h}));
    EXPECT_TRUE(w.heard("husband").empty()) << "told once";
    w.wait(97h);
    EXPECT_FALSE(w.home().pair->away);
    EXPECT_EQ(w.candidate(w.open("living.eldercare")), "partner");
}

TEST(Deputy, EndsEarlyAndIsSkippedForAShortRest) {
    World w;
    ASSERT_TRUE(w.as("partner", Rest{PersonId{"partner"}, w.now + 10h}));
    EXPECT_FALSE(w.home().pair->away);
    EXPECT_TRUE(w.heard("husband").empty()) << "not worth a message";
    ASSERT_TRUE(w.as("partner", Rest{PersonId{"partner"}, w.now + 48h}));
    EXPECT_EQ(w.heard("husband"), std::vector{NoticeKind::deputy_began});
    ASSERT_TRUE(w.as("partner", Rest{PersonId{"partner"}, std::nullopt}));
    EXPECT_EQ(w.heard("husband"), std::vector{NoticeKind::deputy_ended});
    EXPECT_EQ(w.heard("backup"), std::vector{NoticeKind::deputy_done});
    EXPECT_FALSE(next_due(w.home()));
}

TEST(Continuity, EachBreakIsRecordedWithItsReason) {
    World w;
    const auto kept = w.open("living.eldercare");
    EXPECT_EQ(w.ticket(kept).offer->broken, "");
    ASSERT_TRUE(w.as("partner", DeclineOffer{kept, PersonId{"partner"}, "开会"}));
    EXPECT_EQ(w.ticket(kept).offer->broken, "结对人已婉拒或未答复这张工单");
    const auto moved = w.open("living.eldercare");
    ASSERT_TRUE(w.office(Reassign{moved, PersonId{"carer-1"}, "离得近"}));
    EXPECT_EQ(w.ticket(moved).offer->broken, "协调员指派：离得近");
    EXPECT_EQ(w.ticket(w.open("education.tutoring", {{"subject", "数学"}})).offer->broken, "")
        << "a specialist's work breaks nothing";
}

}  // namespace
}  // namespace warmline::dispatcher
