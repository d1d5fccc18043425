#include <gmock/gmock.h>

#include "dispatcher/judge.hpp"
#include "dispatcher/merged.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

PersonId who(const std::string& id) { return PersonId{id}; }

class MergeTest : public ::testing::Test {
protected:
    MergeTest() {
        one = w.open("living.eldercare");
        OpenTicket again;
        again.id = two;
        again.need = "living.eldercare";
        again.requester = who("stranger");
        again.household = HouseholdId{"home"};
        again.facts = {{"hospital", "八院"}};
        EXPECT_TRUE(w.as("stranger", again));
    }
    /// Somebody of no family asks for the same.
    TicketId ask_too(const std::string& requester, const std::string& number) {
        OpenTicket again;
        again.id = TicketId{number};
        again.need = "living.eldercare";
        again.requester = who(requester);
        again.facts = {{"hospital", "八院"}};
        EXPECT_TRUE(w.run(again));
        return again.id;
    }
    Result<void> merge() { return w.office(MergeTicket{two, one, "同一位老人"}); }
    World w;
    TicketId one, two{"20000"};
};

TEST_F(MergeTest, GoesOnAsOneAndBothAreInformed) {
    ASSERT_TRUE(merge());
    EXPECT_EQ(w.ticket(two).state, TicketState::merged);
    EXPECT_EQ(w.ticket(two).merged_into, one);
    EXPECT_TRUE(w.told(NoticeKind::merged, "stranger"));
    EXPECT_EQ(w.person("partner").helper->offers, std::vector{one}) << "one offer, not two";
    ASSERT_TRUE(w.as("partner", AcceptOffer{one, who("partner")}));
    EXPECT_TRUE(w.told(NoticeKind::accepted, "husband"));
    EXPECT_TRUE(w.told(NoticeKind::accepted, "stranger"));
}

TEST_F(MergeTest, IsUndoneByReopening) {
    ASSERT_TRUE(merge());
    ASSERT_TRUE(w.office(MoveTicket{two, TicketState::reopened, "不是同一件事", {}, {}}));
    EXPECT_EQ(w.ticket(two).state, TicketState::offered);
    EXPECT_TRUE(w.ticket(two).merged_into.empty());
    EXPECT_THAT(w.ticket(one).followers, IsEmpty());
    ASSERT_TRUE(w.as("partner", AcceptOffer{one, who("partner")}));
    EXPECT_FALSE(w.told(NoticeKind::accepted, "stranger"));
}

TEST_F(MergeTest, CancellingGivesBackWhatWasMergedIntoIt) {
    for (const bool by_office : {false, true}) {
        SCOPED_TRACE(by_office);
        const auto into = w.open("living.eldercare");
        const auto other = ask_too("stranger", by_office ? "20002" : "20001");
        ASSERT_TRUE(w.office(MergeTicket{other, into, "同一位老人"}));
        EXPECT_THAT(merged_with(w.ticket(into)), ElementsAre(other));
        if (by_office) {
            ASSERT_TRUE(w.office(MoveTicket{into, TicketState::cancelled, "重复登记", {}, {}}));
        } else {
            ASSERT_TRUE(w.as("husband", CancelTicket{into, "不用了"}));
        }
        EXPECT_EQ(w.ticket(into).state, TicketState::cancelled);
        EXPECT_THAT(w.ticket(into).followers, IsEmpty());
        EXPECT_EQ(w.ticket(other).state, TicketState::offered) << "it goes on by itself";
        EXPECT_TRUE(w.ticket(other).merged_into.empty());
        EXPECT_THAT(w.heard("stranger"), ElementsAre(NoticeKind::progress)) << "one sentence, and not that it is off";
        EXPECT_EQ(w.told(NoticeKind::cancelled, "husband"), by_office);
    }
}

TEST_F(MergeTest, WhatTheSamePersonAskedTwiceIsCancelledTogether) {
    const auto again = w.open("living.eldercare");
    ASSERT_TRUE(w.office(MergeTicket{again, one, "说了两遍"}));
    EXPECT_THAT(w.ticket(one).followers, IsEmpty()) << "he hears of it anyway";
    ASSERT_TRUE(w.as("husband", CancelTicket{one, "不用了"}));
    EXPECT_EQ(w.ticket(again).state, TicketState::merged);
}

TEST_F(MergeTest, SplittingTellsTheRequesterAndReachesTheLastOfAChain) {
    const auto last = ask_too("carer-2", "20003");
    ASSERT_TRUE(merge());
    ASSERT_TRUE(w.office(MergeTicket{one, last, "同一位老人"}));
    EXPECT_THAT(w.ticket(last).followers, ElementsAre(who("husband"), who("stranger")));
    ASSERT_TRUE(w.office(MoveTicket{two, TicketState::reopened, "不是同一件事", {}, {}}));
    EXPECT_TRUE(w.told(NoticeKind::progress, "stranger"));
    EXPECT_FALSE(w.told(NoticeKind::progress, "husband"));
    EXPECT_THAT(w.ticket(last).followers, ElementsAre(who("husband")));
    EXPECT_THAT(w.ticket(one).followers, IsEmpty());
    ASSERT_TRUE(w.office(MoveTicket{last, TicketState::cancelled, "登记错了", {}, {}}));
    EXPECT_EQ(w.ticket(one).state, TicketState::offered);
}

TEST_F(MergeTest, WhoFollowsForTwoTicketsGoesOnHearingWhenOneParts) {
    const auto more = ask_too("stranger", "20004");
    ASSERT_TRUE(merge());
    ASSERT_TRUE(w.office(MergeTicket{more, one, "同一位老人"}));
    ASSERT_TRUE(w.office(MoveTicket{two, TicketState::reopened, "不是同一件事", {}, {}}));
    EXPECT_THAT(w.ticket(one).followers, ElementsAre(who("stranger")));
    ASSERT_TRUE(w.office(MoveTicket{more, TicketState::reopened, "也不是", {}, {}}));
    EXPECT_THAT(w.ticket(one).followers, IsEmpty());
}

TEST_F(MergeTest, IsRefusedForAReason) {
    const auto other = w.open("funds.relief");
    const auto crisis = w.open("psych.crisis", {}, true);
    EXPECT_EQ(w.office(MergeTicket{two, other, "同"}).error(), Errc::not_alike);
    EXPECT_EQ(w.office(MergeTicket{two, two, "同"}).error(), Errc::not_alike);
    EXPECT_EQ(w.office(MergeTicket{two, one, ""}).error(), Errc::reason_missing);
    EXPECT_EQ(w.office(MergeTicket{crisis, one, "同"}).error(), Errc::crisis_protected);
    EXPECT_EQ(w.office(MergeTicket{two, TicketId{"9"}, "同"}).error(), Errc::ticket_unknown);
    EXPECT_EQ(w.as("husband", MergeTicket{two, one, "同"}).error(), Errc::not_yours);
    ASSERT_TRUE(merge());
    EXPECT_EQ(w.office(MergeTicket{one, two, "同"}).error(), Errc::not_alike) << "not into what is over";
    EXPECT_EQ(merge().error(), Errc::illegal_move);
}

TEST_F(MergeTest, DuplicatesAreFoundTheMostAlikeFirst) {
    EXPECT_THAT(duplicates_of(w.state, w.ticket(one)), ElementsAre(two));
    const auto same = w.open("living.eldercare");
    EXPECT_THAT(duplicates_of(w.state, w.ticket(one)), ElementsAre(same, two)) << "same household and requester first";
    w.now += 4 * 24h;
    const auto later = w.open("living.eldercare");
    EXPECT_THAT(duplicates_of(w.state, w.ticket(later)), IsEmpty()) << "days apart is another time";
    const auto other = w.open("funds.relief");
    EXPECT_THAT(duplicates_of(w.state, w.ticket(other)), IsEmpty());
}

}  // namespace
}  // namespace warmline::dispatcher
