#include <gtest/gtest.h>

#include "dispatcher/fit.hpp"
#include "world.hpp"

// Several candidates asked at a time (TierRule::wave): whoever says yes first has it.
namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

struct WaveTest : testing::World, ::testing::Test {
    WaveTest() {
        programme.tiers.at(Tier::t1).wave = 2;
        for (auto& service : programme.services)
            if (service.need == "living.eldercare") service.executor = Executor::pool;
        for (const auto* carer : {"carer-3", "carer-4"}) {
            auto more = helper(carer, "gz", {"living.eldercare"});
            more.helper->last_offer = now - 1h;
            EXPECT_TRUE(run(ChangePerson{more}));
        }
        id = open("living.eldercare", {}, false, true);
        first = candidate(id);
        beside = ticket(id).beside.empty() ? "" : ticket(id).beside.front().value;
    }
    TicketId id;
    std::string first, beside;
};

TEST_F(WaveTest, AsksTwoAtATimeAndBothCarryTheOffer) {
    ASSERT_EQ(ticket(id).tier, Tier::t1);
    ASSERT_NE(beside, "");
    EXPECT_NE(first, beside);
    EXPECT_TRUE(told(NoticeKind::offer, first));
    EXPECT_TRUE(told(NoticeKind::offer, beside));
    EXPECT_EQ(person(first).helper->offers, std::vector{id});
    EXPECT_EQ(person(beside).helper->offers, std::vector{id});
    EXPECT_EQ(person(beside).helper->kind_load.at("living.eldercare"), 1);
    EXPECT_TRUE(ticket(open("living.eldercare")).beside.empty()) << "T3 asks one at a time";
}

TEST_F(WaveTest, WhoeverIsFirstHasItAndTheOtherHearsSo) {
    ASSERT_TRUE(as(beside, AcceptOffer{id, who(beside)}));
    EXPECT_EQ(ticket(id).assignee, who(beside));
    EXPECT_TRUE(told(NoticeKind::offer_withdrawn, first));
    EXPECT_FALSE(told(NoticeKind::offer_withdrawn, beside));
    EXPECT_TRUE(person(first).helper->offers.empty());
    EXPECT_TRUE(person(beside).helper->offers.empty());
    EXPECT_EQ(as(first, AcceptOffer{id, who(first)}).error(), Errc::already_taken);
}

TEST_F(WaveTest, ANoLeavesTheOtherTheTimeThatIsLeft) {
    const auto answer_by = ticket(id).offer->answer_by;
    now += 3min;
    ASSERT_TRUE(as(first, DeclineOffer{id, who(first), "在外地"}));
    EXPECT_EQ(candidate(id), beside) << "nobody else is asked while one may still say yes";
    EXPECT_EQ(ticket(id).offer->answer_by, answer_by);
    EXPECT_TRUE(ticket(id).beside.empty());
    EXPECT_EQ(happened(EventKind::ticket_offered), 0U);
    ASSERT_TRUE(as(beside, DeclineOffer{id, who(beside), ""}));
    EXPECT_NE(candidate(id), "") << "the next wave";
    EXPECT_EQ(ticket(id).beside.size(), 1U);
    EXPECT_EQ(ticket(id).declined.size(), 2U);
}

TEST_F(WaveTest, WhoIsAskedBesideMaySayNoFirst) {
    ASSERT_TRUE(as(beside, DeclineOffer{id, who(beside), ""}));
    EXPECT_EQ(candidate(id), first);
    EXPECT_TRUE(ticket(id).beside.empty());
    EXPECT_TRUE(person(beside).helper->offers.empty());
}

TEST_F(WaveTest, SilenceOfBothAsksTheNextTwo) {
    wait(10min);
    EXPECT_NE(candidate(id), first);
    EXPECT_NE(candidate(id), beside);
    EXPECT_EQ(ticket(id).beside.size(), 1U);
    EXPECT_EQ(ticket(id).declined.size(), 2U);
    EXPECT_EQ(as(first, AcceptOffer{id, who(first)}).error(), Errc::not_offered_to_you) << "it went on to others";
}

TEST_F(WaveTest, CancellingTellsBoth) {
    ASSERT_TRUE(as("husband", CancelTicket{id, "不用了"}));
    EXPECT_TRUE(told(NoticeKind::offer_withdrawn, first));
    EXPECT_TRUE(told(NoticeKind::offer_withdrawn, beside));
    EXPECT_TRUE(person(beside).helper->offers.empty());
    EXPECT_TRUE(person(beside).helper->kind_load.empty());
}

TEST(KindLimits, ExcludeWhoCarriesAsManyOfThatKind) {
    World w;
    auto tutor = helper("one-of-a-kind", "gz", {"education.tutoring", "living.eldercare"});
    tutor.helper->subjects = {"物理"};
    tutor.helper->kind_limits = {{"education.tutoring", 1}};
    ASSERT_TRUE(w.run(ChangePerson{tutor}));
    const auto taken = w.open("education.tutoring", {{"subject", "物理"}});
    ASSERT_EQ(w.candidate(taken), "one-of-a-kind");
    const auto left = w.open("education.tutoring", {{"subject", "物理"}});
    EXPECT_TRUE(w.ticket(left).with_coordinator);
    EXPECT_NE(w.last.notices.back().text.find("这一类的工单已到上限（办结一件同类的就可以）"), std::string::npos)
        << w.last.notices.back().text;
    EXPECT_LT(load_of(w.person("one-of-a-kind")), w.person("one-of-a-kind").helper->capacity) << "room for other kinds";
    ASSERT_TRUE(w.as("one-of-a-kind", AcceptOffer{taken, tutor.id}));
    ASSERT_TRUE(w.as("one-of-a-kind", CompleteTicket{taken, tutor.id, ""}));
    EXPECT_EQ(w.candidate(w.open("education.tutoring", {{"subject", "物理"}})), "one-of-a-kind");
}

TEST(KindLimits, FollowATicketThatBecomesAnotherKind) {
    World w;
    auto both = helper("both", "gz", {"education.tutoring", "living.eldercare"});
    both.helper->subjects = {"物理"};
    ASSERT_TRUE(w.run(ChangePerson{both}));
    const auto id = w.open("education.tutoring", {{"subject", "物理"}});
    ASSERT_TRUE(w.as("both", AcceptOffer{id, both.id}));
    EXPECT_EQ(w.person("both").helper->kind_load, (std::map<Code, int>{{"education.tutoring", 1}}));
    ASSERT_TRUE(w.office(ReclassifyTicket{id, "living.eldercare", "", "看错了"}));
    ASSERT_EQ(w.ticket(id).assignee, both.id);
    EXPECT_EQ(w.person("both").helper->kind_load, (std::map<Code, int>{{"living.eldercare", 1}}));
}

}  // namespace
}  // namespace warmline::dispatcher
