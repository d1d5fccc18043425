// More people than before: whether who was asked, or who carries it, is still enough (P1, S9a; P2, S21).
#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

class Outgrown : public ::testing::Test {
protected:
    Outgrown() {
        drive("small", 4);
        auto site = w.programme.services.back();
        site.need = "manpower.site";
        site.licences = {};
        site.squad = true;
        w.programme.services.push_back(site);
        for (const auto* id : {"a1", "a2", "a3"}) join(id, "一队");
        Person coordinator;
        coordinator.id = PersonId{"office"};
        coordinator.roles = {Role::coordinator};
        coordinator.organisation = OrganisationId{"gz"};
        EXPECT_TRUE(w.run(ChangePerson{coordinator}));
    }
    void drive(const std::string& id, int seats) {
        auto driver = helper(id, "gz", {"transport"});
        driver.helper->licences = {"driving"};
        driver.helper->seats = seats;
        EXPECT_TRUE(w.run(ChangePerson{driver}));
    }
    void join(const std::string& id, const std::string& squad) {
        auto member = helper(id, "gz", {"manpower.site"});
        member.name = id;
        member.helper->squad = squad;
        EXPECT_TRUE(w.run(ChangePerson{member}));
    }
    TicketId ride(const std::string& people) { return w.open("transport", {{"district", "荔湾"}, {"people", people}}); }
    TicketId site(const std::string& people) {
        return w.open("manpower.site", {{"district", "荔湾"}, {"people", people}});
    }
    void grow(const TicketId& id, const std::string& people) {
        ASSERT_TRUE(w.as("husband", AmendTicket{id, {{"people", people}}, "多了几个人"}));
    }
    /// What the last decision says to `to` of it; empty: nothing.
    std::string said(NoticeKind kind, const std::string& to) {
        for (const auto& notice : w.last.notices)
            if (notice.kind == kind && notice.to == PersonId{to}) return notice.text;
        return {};
    }
    World w;
};

TEST_F(Outgrown, AnOfferThatNoCarHoldsAnyMoreGoesToALargerOne) {
    const auto id = ride("4");
    ASSERT_EQ(w.candidate(id), "small");
    drive("large", 7);
    grow(id, "6");
    EXPECT_EQ(w.candidate(id), "large");
    EXPECT_EQ(said(NoticeKind::offer_withdrawn, "small"), "要去6人，车只坐得下4人");
    EXPECT_EQ(said(NoticeKind::outgrown, "office"), "要去6人，车只坐得下4人");
    EXPECT_TRUE(w.ticket(id).declined.empty()) << "nobody said no";
}

TEST_F(Outgrown, WithoutALargerOneACoordinatorHasItAtOnce) {
    const auto id = ride("3");
    grow(id, "6");
    EXPECT_EQ(w.candidate(id), "");
    EXPECT_TRUE(w.ticket(id).with_coordinator);
    EXPECT_FALSE(said(NoticeKind::offer_withdrawn, "small").empty());
}

TEST_F(Outgrown, WhoAcceptedKeepsItAndBothHearWhy) {
    const auto id = ride("4");
    ASSERT_TRUE(w.as("small", AcceptOffer{id, PersonId{"small"}}));
    drive("large", 7);
    grow(id, "6");
    EXPECT_EQ(w.ticket(id).assignee, PersonId{"small"});
    EXPECT_FALSE(w.ticket(id).offer);
    EXPECT_EQ(said(NoticeKind::outgrown, "small"), "要去6人，车只坐得下4人");
    EXPECT_EQ(said(NoticeKind::outgrown, "office"), "要去6人，车只坐得下4人");
    EXPECT_EQ(w.ticket(id).history.back().kind, EventKind::help_asked) << "and the ticket shows it";
    grow(id, "6");
    EXPECT_EQ(w.happened(EventKind::help_asked), 0U) << "said once";
}

TEST_F(Outgrown, WhatStillFitsIsLeftAlone) {
    struct {
        const char *why, *before, *after;
    } const rows[] = {{"just fits", "2", "4"}, {"fewer", "4", "1"}, {"no number", "4", "许多"}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto id = ride(row.before);
        ASSERT_EQ(w.candidate(id), "small");
        grow(id, row.after);
        EXPECT_EQ(w.candidate(id), "small");
        EXPECT_EQ(w.happened(EventKind::offer_withdrawn), 0U);
        EXPECT_TRUE(said(NoticeKind::outgrown, "office").empty());
        ASSERT_TRUE(w.office(CancelTicket{id, "不用了"}));
    }
}

TEST_F(Outgrown, ASquadThatIsTooSmallNowGivesWayToALargerOne) {
    const auto id = site("3");
    ASSERT_EQ(w.candidate(id), "a1");
    for (const auto* more : {"b1", "b2", "b3", "b4", "b5"}) join(more, "二队");
    grow(id, "5");
    EXPECT_EQ(w.candidate(id), "b1");
    EXPECT_EQ(said(NoticeKind::offer_withdrawn, "a1"), "要5人，一队去3人，还缺2人");
    EXPECT_EQ(w.ticket(id).offer->muster->asked, 5);
}

TEST_F(Outgrown, TheSameCaptainIsAskedAnewWithTheNewNumberAndNotToldThatItIsOff) {
    const auto id = site("3");
    grow(id, "5");
    EXPECT_EQ(w.candidate(id), "a1");
    EXPECT_EQ(w.ticket(id).offer->muster->missing(), 2);
    EXPECT_TRUE(w.told(NoticeKind::offer, "a1"));
    EXPECT_FALSE(w.told(NoticeKind::offer_withdrawn, "a1"));
    EXPECT_EQ(said(NoticeKind::outgrown, "office"), "要5人，一队去3人，还缺2人");
}

TEST_F(Outgrown, ASquadAtWorkKeepsItAndItsCaptainHears) {
    const auto id = site("2");
    ASSERT_TRUE(w.as("a1", AcceptOffer{id, PersonId{"a1"}}));
    grow(id, "4");
    EXPECT_EQ(w.ticket(id).assignee, PersonId{"a1"});
    EXPECT_EQ(said(NoticeKind::outgrown, "a1"), "要4人，一队去2人，还缺2人");
    EXPECT_TRUE(said(NoticeKind::outgrown, "a2").empty()) << "the captain speaks for them";
}

TEST_F(Outgrown, WhatOnePersonCouldDoIsPutToASquad) {
    join("single", "");
    w.run(ChangePerson{helper("a0", "gz", {"manpower.site"})}).value();  // of no squad, and first by name
    const auto id = site("1");
    ASSERT_EQ(w.candidate(id), "a0");
    grow(id, "3");
    EXPECT_EQ(w.candidate(id), "a1");
    EXPECT_EQ(said(NoticeKind::offer_withdrawn, "a0"), "要3人一起去，一个人不够，要请小队");
}

}  // namespace
}  // namespace warmline::dispatcher
