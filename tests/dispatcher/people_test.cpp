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

TEST(Rest, LeaveThatBeginsLaterIsKeptInOrderAndEndsByItself) {
    World w;
    const PersonId partner{"partner"};
    const auto offered = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", Rest{partner, w.now + 72h, w.now + 48h, "考试"}));
    ASSERT_TRUE(w.as("partner", Rest{partner, w.now + 30h, w.now + 24h, ""}));
    EXPECT_EQ(w.candidate(offered), "partner") << "what was offered before stays";
    const auto& leave = w.person("partner").helper->leave;
    ASSERT_EQ(leave.size(), 2U);
    EXPECT_EQ(leave[0].to, w.now + 30h);
    EXPECT_EQ(leave[1].why, "考试");
    EXPECT_EQ(w.as("partner", Rest{partner, w.now + 20h, w.now + 24h, ""}).error(), Errc::value_out_of_range);
    EXPECT_EQ(w.as("partner", Rest{partner, {}, w.now + 24h, ""}).error(), Errc::value_out_of_range);
    w.now += 25h;
    EXPECT_EQ(w.candidate(w.open("living.eldercare")), "backup") << "the deputy while the partner is away";
    ASSERT_TRUE(w.as("partner", Rest{partner, {}}));
    EXPECT_EQ(w.person("partner").helper->leave.size(), 1U) << "back early; the other leave is still to come";
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
