#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

class Retier : public ::testing::Test {
protected:
    Result<void> family(Tier tier = Tier::t1) { return w.as("husband", RetierTicket{id, tier, "今天就要"}); }
    Result<void> office(Tier tier, const std::string& reason = "老人病了") {
        return w.office(RetierTicket{id, tier, reason});
    }
    [[nodiscard]] Time due(DeadlineKind kind) const { return w.deadline(id, kind)->due; }

    World w;
    TicketId id = w.open("living.eldercare");
    Time opened = w.now;
};

TEST_F(Retier, FamilyMakesItUrgentAndTheTimeThatPassedCounts) {
    w.wait(30min);
    ASSERT_TRUE(family());
    EXPECT_EQ(w.ticket(id).tier, Tier::t1);
    EXPECT_EQ(due(DeadlineKind::resolve), opened + 2h);
    EXPECT_EQ(due(DeadlineKind::contact), opened + 30min);
    EXPECT_EQ(w.ticket(id).offer->answer_by, w.now + 10min) << "who is asked has the time of the new tier";
    EXPECT_EQ(due(DeadlineKind::accept), w.now + 10min);
    EXPECT_EQ(w.ticket(id).offer->candidate, who("partner"));
    EXPECT_EQ(w.person("partner").helper->asked, 1) << "asked once";
    for (const auto* to : {"partner", "coordinator-gz"}) EXPECT_TRUE(w.told(NoticeKind::retiered, to)) << to;
    EXPECT_TRUE(w.last.notices.front().urgent);
    EXPECT_FALSE(w.told(NoticeKind::progress, "husband")) << "the reply says it";
    w.wait(10min);
    EXPECT_NE(w.candidate(id), "partner") << "no answer in the new time";
}

TEST_F(Retier, FamilyMayOnlyMakeItAsUrgentAsTheServiceAllows) {
    EXPECT_EQ(family(Tier::t0).error(), Errc::value_out_of_range);
    EXPECT_EQ(family(Tier::t2).error(), Errc::value_out_of_range);
    EXPECT_EQ(family(Tier::t4).error(), Errc::value_out_of_range);
    EXPECT_EQ(w.as("stranger", RetierTicket{id, Tier::t1, "急"}).error(), Errc::not_yours);
    EXPECT_EQ(w.as("partner", RetierTicket{id, Tier::t4, "忙"}).error(), Errc::not_yours);
    ASSERT_TRUE(family());
    EXPECT_EQ(family().error(), Errc::already_so);
    w.programme.services[0].urgent_tier = Tier::t2;
    id = w.open("living.eldercare");
    ASSERT_TRUE(family(Tier::t2));
}

TEST_F(Retier, WhatTheOfficeSaidStands) {
    ASSERT_TRUE(office(Tier::t4, "对方说下周也行"));
    EXPECT_EQ(family().error(), Errc::ruled_already);
    EXPECT_EQ(w.ticket(id).tier, Tier::t4);
}

TEST_F(Retier, OfficeChoosesAnyTierButCrisisWithAReason) {
    EXPECT_EQ(office(Tier::t0).error(), Errc::value_out_of_range);
    EXPECT_EQ(office(Tier::t3).error(), Errc::already_so);
    EXPECT_EQ(office(Tier::t2, "").error(), Errc::reason_missing);
    for (const auto tier : {Tier::t2, Tier::t4, Tier::t1, Tier::t3}) {
        ASSERT_TRUE(office(tier));
        EXPECT_EQ(w.ticket(id).tier, tier);
    }
    EXPECT_TRUE(w.told(NoticeKind::progress, "husband")) << "another moment, and why";
}

TEST_F(Retier, TimeThatStoodStillDoesNotCount) {
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::waiting, "等家属", {}, w.now + 3h}));
    w.wait(3h);
    ASSERT_EQ(w.ticket(id).state, TicketState::offered);
    ASSERT_TRUE(family());
    EXPECT_EQ(due(DeadlineKind::resolve), opened + 3h + 2h);
}

TEST_F(Retier, WhatBeganAnewCountsFromThere) {
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), ""}));
    w.wait(5h);
    ASSERT_TRUE(w.as("husband", RateTicket{id, false, 1, "没人来"}));
    const auto reopened = w.now;
    ASSERT_TRUE(family());
    EXPECT_EQ(due(DeadlineKind::resolve), reopened + 2h);
    EXPECT_EQ(w.ticket(id).assignee, who("partner"));
    EXPECT_TRUE(w.told(NoticeKind::retiered, "partner"));
}

TEST_F(Retier, PartsMoveAsWell) {
    auto& service = w.programme.services[1];
    service.mode = Mode::lead;
    service.responsible = OrganisationId{"gd"};
    service.cooperating = {OrganisationId{"sz"}};
    id = w.open("funds.relief");
    opened = w.now;
    ASSERT_EQ(w.ticket(id).parties.size(), 2U);
    const auto before = w.ticket(id).parties[1].due;
    w.wait(10min);
    ASSERT_TRUE(office(Tier::t1));
    EXPECT_EQ(w.ticket(id).parties[1].due, opened + 1h) << "half of the time to resolve";
    EXPECT_LT(w.ticket(id).parties[1].due, before);
}

TEST_F(Retier, IsForWhatIsUnderWay) {
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), ""}));
    EXPECT_EQ(family().error(), Errc::illegal_move);
    EXPECT_EQ(office(Tier::t1).error(), Errc::illegal_move);
    id = w.open("psych.crisis", {}, true);
    EXPECT_EQ(family().error(), Errc::crisis_protected);
    EXPECT_EQ(office(Tier::t2).error(), Errc::crisis_protected);
}

}  // namespace
}  // namespace warmline::dispatcher
