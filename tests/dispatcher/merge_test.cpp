#include <gmock/gmock.h>

#include "dispatcher/judge.hpp"
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
