#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

const HouseholdId alone{"home-2"};

TicketId ask(World& w, const char* number, const Code& need, const char* person) {
    OpenTicket open;
    open.id = TicketId{number};
    open.need = need;
    open.requester = PersonId{person};
    open.summary = "家里需要帮助";
    w.as(person, open).value();
    return open.id;
}

TEST(Plan, GivesAllTicketsOfAHouseholdOneOwner) {
    World w;
    ASSERT_TRUE(w.as("backup", Rest{PersonId{"backup"}, w.now + 24h}));  // nobody else can be a partner
    w.add_family("home-2", "gz");
    ASSERT_FALSE(w.home("home-2").pair);
    const auto care = ask(w, "501", "living.eldercare", "home-2-person");
    const auto carer = w.candidate(care);
    ASSERT_TRUE(w.as(carer, AcceptOffer{care, PersonId{carer}}));
    EXPECT_EQ(w.ticket(care).owner.value, carer) << "whoever took it";
    w.add_officer("officer", "gz");
    const auto plan = ask(w, "502", "living.family_plan", "home-2-person");
    ASSERT_TRUE(w.home("home-2").pair) << "a plan needs somebody who follows it";
    for (const auto& id : {care, plan, ask(w, "503", "education.tutoring", "home-2-person")})
        EXPECT_EQ(w.ticket(id).owner.value, "officer") << id.value;
    EXPECT_EQ(w.ticket(care).assignee.value, carer) << "who does it stays";
    EXPECT_TRUE(w.home("home-2").plan_since);
}

TEST(Plan, FollowsTheFamilyToAPartnerWhoComesLater) {
    World w;
    ASSERT_TRUE(w.as("backup", Rest{PersonId{"backup"}, w.now + 24h}));
    w.add_family("home-2", "gz");
    const auto care = ask(w, "501", "living.eldercare", "home-2-person");
    const auto carer = w.candidate(care);
    ASSERT_TRUE(w.as(carer, AcceptOffer{care, PersonId{carer}}));
    ASSERT_TRUE(w.office(MakePlan{alone}));
    EXPECT_TRUE(w.home("home-2").plan_since);
    EXPECT_EQ(w.ticket(care).owner.value, carer);
    w.add_officer("officer", "gz");
    ASSERT_TRUE(w.office(PairHousehold{alone}));
    EXPECT_EQ(w.ticket(care).owner.value, "officer");
    ASSERT_TRUE(w.office(MakePlan{alone}));
    EXPECT_TRUE(w.last.events.empty()) << "made before";
}

TEST(Plan, IsMadeByTheOffice) {
    World w;
    EXPECT_EQ(w.as("husband", MakePlan{HouseholdId{"home"}}).error(), Errc::not_yours);
    EXPECT_EQ(w.office(MakePlan{HouseholdId{"nowhere"}}).error(), Errc::household_unknown);
}

}  // namespace
}  // namespace warmline::dispatcher
