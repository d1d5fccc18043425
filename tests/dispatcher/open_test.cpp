#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

TEST(OpenTicket, IsOfferedToThePartnerAtOnceWithItsPromises) {
    World w;
    const auto id = w.open("living.eldercare");
    const auto& t = w.ticket(id);
    EXPECT_EQ(t.state, TicketState::offered);
    EXPECT_EQ(w.candidate(id), "partner");
    EXPECT_EQ(t.offer->why, "这户家庭的手拉手结对人");
    EXPECT_EQ(t.offer->answer_by, w.now + 4h);
    EXPECT_EQ(t.owner, PersonId{"partner"});
    EXPECT_EQ(t.organisation, OrganisationId{"gz"});
    EXPECT_EQ(t.tier, Tier::t3);
    EXPECT_TRUE(w.told(NoticeKind::offer, "partner"));
    EXPECT_EQ(w.deadline(id, DeadlineKind::reply)->met, w.now);
    EXPECT_EQ(w.deadline(id, DeadlineKind::offer)->met, w.now);
    EXPECT_EQ(w.deadline(id, DeadlineKind::accept)->due, w.now + 4h);
    EXPECT_EQ(w.deadline(id, DeadlineKind::contact)->due, w.now + 24h) << "one working day: Tuesday, the same hour";
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, w.now + 7 * 24h) << "five working days: next Monday";
    EXPECT_EQ(w.person("partner").helper->offers, std::vector{id});
    EXPECT_EQ(w.person("husband").requested, std::vector{id});
    EXPECT_EQ(w.state.households.at(HouseholdId{"home"}).open_tickets, std::vector{id});
}

TEST(OpenTicket, PoolGoesToASpecialistAndThePartnerStaysOwner) {
    World w;
    const auto id = w.open("education.tutoring", {{"subject", "小学数学"}});
    EXPECT_EQ(w.candidate(id), "tutor-1");
    EXPECT_EQ(w.ticket(id).owner, PersonId{"partner"});
    EXPECT_TRUE(w.told(NoticeKind::owner_informed, "partner"));
    EXPECT_FALSE(w.told(NoticeKind::offer, "partner"));
}

TEST(OpenTicket, TierFollowsUrgency) {
    World w;
    EXPECT_EQ(w.ticket(w.open("funds.relief")).tier, Tier::t4);
    EXPECT_EQ(w.ticket(w.open("funds.relief", {}, false, true)).tier, Tier::t1);
    EXPECT_EQ(w.ticket(w.open("psych.counsel", {}, true)).tier, Tier::t0);
}

TEST(OpenTicket, ReachesTheOrganisationThatAnswers) {
    struct {
        const char* why;
        std::map<std::string, std::string> facts;
        const char* household;
        const char* organisation;
        const char* requester_organisation;
        bool with_coordinator;
    } const rows[] = {
        {"hospital named", {{"hospital", "八院"}}, "", "gz", "", false},
        {"staff of an affiliated hospital",
         {{"hospital", "示范大学附属医院"}, {"beneficiary", "self"}},
         "",
         "gd",
         "",
         false},
        {"family of the same", {{"hospital", "示范大学附属医院"}, {"beneficiary", "family"}}, "", "sz", "", false},
        {"district, hospital unknown", {{"hospital", "没听说过的医院"}, {"district", "荔湾"}}, "", "gz.lw", "", false},
        {"named comes before the household's", {{"district", "南山区"}}, "home", "sz", "", false},
        {"the household's", {}, "home", "gz", "", false},
        {"the requester's", {}, "", "sz", "sz", false},
        {"nobody's: the root, with a coordinator", {{"hospital", "没听说过的医院"}}, "", "gd", "", true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        World w;
        auto caller = w.person("stranger");
        caller.organisation = OrganisationId{row.requester_organisation};
        ASSERT_TRUE(w.run(ChangePerson{caller}));
        OpenTicket command;
        command.id = TicketId{"1"};
        command.need = "psych.counsel";
        command.requester = PersonId{"stranger"};
        command.household = HouseholdId{row.household};
        command.facts = row.facts;
        ASSERT_TRUE(w.as("stranger", command));
        EXPECT_EQ(w.ticket(command.id).organisation.value, row.organisation);
        EXPECT_EQ(w.ticket(command.id).with_coordinator, row.with_coordinator);
        EXPECT_EQ(w.candidate(command.id).empty(), row.with_coordinator);
        EXPECT_EQ(w.told(NoticeKind::coordinator_needed, "coordinator-gd"), row.with_coordinator);
    }
}

TEST(OpenTicket, OtherGoesToACoordinatorEvenWithoutACatalogueItem) {
    World w;
    const auto id = w.open("other");
    EXPECT_TRUE(w.ticket(id).with_coordinator);
    EXPECT_EQ(w.ticket(id).state, TicketState::new_);
    EXPECT_TRUE(w.told(NoticeKind::coordinator_needed, "coordinator-gz"));
    EXPECT_FALSE(w.told(NoticeKind::coordinator_needed, "coordinator-gd")) << "the nearest coordinators are enough";
    EXPECT_TRUE(next_due(w.ticket(id), w.programme)) << "the coordinator has deadlines too";
}

TEST(OpenTicket, IsRefusedForAReason) {
    World w;
    OpenTicket good;
    good.id = TicketId{"1"};
    good.need = "living.eldercare";
    good.requester = PersonId{"husband"};
    auto unknown_need = good, unknown_person = good, no_number = good;
    unknown_need.need = "living.moon";
    unknown_person.requester = PersonId{"nobody"};
    no_number.id = {};
    EXPECT_EQ(w.run(unknown_need).error(), Errc::need_unknown);
    EXPECT_EQ(w.run(unknown_person).error(), Errc::person_unknown);
    EXPECT_EQ(w.run(no_number).error(), Errc::value_out_of_range);
    ASSERT_TRUE(w.run(good));
    EXPECT_EQ(w.run(good).error(), Errc::value_out_of_range) << "a number is used once";
}

TEST(OpenTicket, DraftAsksNobodyUntilConfirmed) {
    World w;
    OpenTicket draft;
    draft.id = TicketId{"1"};
    draft.need = "living.eldercare";
    draft.requester = PersonId{"husband"};
    draft.draft = true;
    ASSERT_TRUE(w.as("husband", draft));
    EXPECT_TRUE(w.last.notices.empty());
    EXPECT_FALSE(w.ticket(draft.id).offer);
    EXPECT_EQ(w.ticket(draft.id).household, HouseholdId{"home"}) << "the requester's household is known";
    w.now += 10min;
    ASSERT_TRUE(w.office(ConfirmTicket{draft.id}));
    EXPECT_FALSE(w.ticket(draft.id).draft);
    EXPECT_EQ(w.candidate(draft.id), "partner");
    EXPECT_EQ(w.deadline(draft.id, DeadlineKind::accept)->due, w.now + 4h) << "promises count from now";
    EXPECT_EQ(w.office(ConfirmTicket{draft.id}).error(), Errc::illegal_move);
}

TEST(OpenTicket, DraftThatNobodyConfirmsBecomesFirmByItself) {
    World w;
    OpenTicket draft;
    draft.id = TicketId{"1"};
    draft.need = "living.eldercare";
    draft.requester = PersonId{"husband"};
    draft.draft = true;
    ASSERT_TRUE(w.as("husband", draft));
    w.wait(2h);
    EXPECT_EQ(w.candidate(draft.id), "partner");
}

TEST(OpenTicket, DraftWithASlowPromiseBecomesFirmFourHoursAfterItsLastChange) {
    World w;
    OpenTicket draft;
    draft.id = TicketId{"1"};
    draft.need = "funds.relief";
    draft.requester = PersonId{"husband"};
    draft.draft = true;
    ASSERT_TRUE(w.as("husband", draft));
    w.wait(3h);
    ASSERT_TRUE(w.as("husband", AmendTicket{draft.id, {}, "还要交学费"}));
    w.wait(4h - 1ms);
    EXPECT_TRUE(w.ticket(draft.id).draft) << "the call may still go on";
    w.wait(1ms);
    EXPECT_FALSE(w.ticket(draft.id).draft);
    EXPECT_EQ(w.candidate(draft.id), "partner");
    EXPECT_EQ(w.ticket(draft.id).history.back().actor.kind, ActorKind::system);
}

TEST(OpenTicket, CrisisIsNeverADraft) {
    World w;
    OpenTicket draft;
    draft.id = TicketId{"1"};
    draft.need = "psych.crisis";
    draft.requester = PersonId{"husband"};
    draft.draft = draft.crisis = true;
    ASSERT_TRUE(w.as("husband", draft));
    EXPECT_EQ(w.candidate(draft.id), "expert-1");
}

TEST(AmendTicket, MergesFactsAppendsWordsAndTellsTheAssignee) {
    World w;
    const auto id = w.open("living.eldercare", {{"people", "1"}});
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, PersonId{"partner"}}));
    ASSERT_TRUE(w.as("husband", AmendTicket{id, {{"people", "2"}, {"when", "今晚"}}, "还有外婆"}));
    EXPECT_EQ(w.ticket(id).facts, (std::map<std::string, std::string>{{"people", "2"}, {"when", "今晚"}}));
    EXPECT_EQ(w.ticket(id).summary, "家里需要帮助\n还有外婆");
    EXPECT_TRUE(w.told(NoticeKind::assignee_card, "partner"));
}

TEST(AmendTicket, FindsTheWayForATicketThatHadNoOrganisation) {
    World w;
    OpenTicket command;
    command.id = TicketId{"1"};
    command.need = "living.eldercare";
    command.requester = PersonId{"stranger"};
    ASSERT_TRUE(w.as("stranger", command));
    ASSERT_TRUE(w.ticket(command.id).with_coordinator);
    ASSERT_TRUE(w.as("stranger", AmendTicket{command.id, {{"hospital", "市八医院"}}, ""}));
    EXPECT_EQ(w.ticket(command.id).organisation, OrganisationId{"gz"});
    EXPECT_EQ(w.candidate(command.id), "carer-1");
    EXPECT_FALSE(w.ticket(command.id).with_coordinator);
}

TEST(AmendTicket, LeavesAKnownOrganisationAlone) {
    World w;
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.as("husband", AmendTicket{id, {{"district", "南山"}}, ""}));
    EXPECT_EQ(w.ticket(id).organisation, OrganisationId{"gz"});
}

TEST(CancelTicket, TellsWhoeverWasInvolved) {
    World w;
    const auto offered = w.open("living.eldercare");
    ASSERT_TRUE(w.as("husband", CancelTicket{offered, ""}));
    EXPECT_EQ(w.ticket(offered).state, TicketState::cancelled);
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "partner"));
    EXPECT_FALSE(w.told(NoticeKind::cancelled, "husband")) << "he knows";
    EXPECT_TRUE(w.person("partner").helper->offers.empty());
    EXPECT_TRUE(w.person("husband").requested.empty());

    const auto carried = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", AcceptOffer{carried, PersonId{"partner"}}));
    ASSERT_TRUE(w.office(CancelTicket{carried, "重复"}));
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::cancelled, "husband"));
    EXPECT_TRUE(w.person("partner").helper->tickets.empty());
}

TEST(CancelTicket, IsRefusedForAReason) {
    World w;
    const auto id = w.open("living.eldercare");
    EXPECT_EQ(w.as("stranger", CancelTicket{id, ""}).error(), Errc::not_yours);
    EXPECT_EQ(w.office(CancelTicket{id, ""}).error(), Errc::reason_missing);
    EXPECT_EQ(w.as("husband", CancelTicket{TicketId{"9"}, ""}).error(), Errc::ticket_unknown);
    ASSERT_TRUE(w.as("husband", CancelTicket{id, ""}));
    EXPECT_EQ(w.as("husband", CancelTicket{id, ""}).error(), Errc::illegal_move);
    const auto crisis = w.open("psych.crisis", {}, true);
    EXPECT_EQ(w.as("husband", CancelTicket{crisis, "没事了"}).error(), Errc::crisis_protected);
}

}  // namespace
}  // namespace warmline::dispatcher
