#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

TEST(ChangePerson, KeepsWhatTicketsWrote) {
    World w;
    const auto id = w.open("living.eldercare");
    auto stale = w.person("partner");
    stale.name = "陈小暖";
    stale.helper->offers.clear();
    stale.helper->last_offer.reset();
    ASSERT_TRUE(w.run(ChangePerson{stale}));
    EXPECT_EQ(w.person("partner").name, "陈小暖");
    EXPECT_EQ(w.person("partner").helper->offers, std::vector{id});
    EXPECT_EQ(w.person("partner").helper->last_offer, w.now);
    stale.helper.reset();
    ASSERT_TRUE(w.run(ChangePerson{stale}));
    ASSERT_TRUE(w.person("partner").helper) << "as long as an offer is open";
    EXPECT_TRUE(w.person("partner").helper->needs.empty());
    auto family = w.person("husband");
    family.requested.clear();
    ASSERT_TRUE(w.run(ChangePerson{family}));
    EXPECT_EQ(w.person("husband").requested, std::vector{id});
}

TEST(ChangePerson, RegistersNobodyWithATicketInHand) {
    World w;
    auto fresh = helper("carer-9", "gz", {"living.eldercare"});
    fresh.helper->offers = {TicketId{"1"}};
    ASSERT_TRUE(w.run(ChangePerson{fresh}));
    EXPECT_TRUE(w.person("carer-9").helper->offers.empty());
    EXPECT_EQ(w.run(ChangePerson{}).error(), Errc::person_unknown);
}

TEST(ChangeHousehold, KeepsItsOpenTickets) {
    World w;
    const auto id = w.open("living.eldercare");
    Household home = w.state.households.at(HouseholdId{"home"});
    home.open_tickets.clear();
    home.address = "幸福路1号";
    ASSERT_TRUE(w.run(ChangeHousehold{home}));
    EXPECT_EQ(w.state.households.at(home.id).open_tickets, std::vector{id});
    EXPECT_EQ(w.state.households.at(home.id).address, "幸福路1号");
    EXPECT_EQ(w.run(ChangeHousehold{}).error(), Errc::value_out_of_range);
}

TEST(CallTask, IsOpenedForThoseWhoTelephoneAndFinished) {
    World w;
    CallTask task;
    task.id = "call-1";
    task.person = PersonId{"husband"};
    task.reason = "person_wanted";
    ASSERT_TRUE(w.run(OpenCallTask{task}));
    ASSERT_EQ(w.last.events.size(), 1U);
    const auto opened = *w.last.events.front().call_task;
    EXPECT_EQ(opened.opened, w.now);
    EXPECT_EQ(opened.organisation, OrganisationId{"gd"}) << "the root's, where none is named";
    EXPECT_TRUE(w.told(NoticeKind::call_task, "operator"));
    EXPECT_TRUE(w.told(NoticeKind::call_task, "coordinator-gd"));
    w.now += 5min;
    ASSERT_TRUE(w.office(FinishCallTask{opened, "已接通"}));
    EXPECT_EQ(w.last.events.front().call_task->done, w.now);
    EXPECT_EQ(w.last.events.front().text, "已接通");
}

}  // namespace
}  // namespace warmline::dispatcher
