// A family is not written to, unasked, more often than the programme says (P1, S15).
#include "dispatcher/contact.hpp"

#include <gtest/gtest.h>

#include <random>

#include "dispatcher/fit.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

TEST(Contact, WhatCountsIsWhatNobodyAskedForAndCanWait) {
    Ticket usual, due_today, urgent, crisis;
    const Time now = at(monday, 10h);
    usual.tier = Tier::t3;
    usual.deadlines = {{DeadlineKind::resolve, now + 48h, {}, {}}};
    due_today = usual;
    due_today.deadlines.front().due = at(monday, 23h);
    urgent = usual;
    urgent.tier = Tier::t1;
    crisis = usual;
    crisis.crisis = true;
    const PersonId tutor{"tutor"}, nobody;
    struct {
        const char* why;
        NoticeKind kind;
        const Ticket* ticket;
        PersonId about;
        bool urgent, counts;
    } const rows[] = {
        {"how was it", NoticeKind::resolved_ask, &usual, tutor, false, true},
        {"a word of who carries it", NoticeKind::progress, &usual, tutor, false, true},
        {"the same of what is due today", NoticeKind::progress, &due_today, tutor, false, false},
        {"the same of something urgent", NoticeKind::progress, &urgent, tutor, false, false},
        {"others are looked for", NoticeKind::progress, &usual, nobody, false, false},
        {"who comes", NoticeKind::accepted, &usual, tutor, false, false},
        {"nobody comes", NoticeKind::cancelled, &usual, nobody, false, false},
        {"not possible", NoticeKind::parked, &usual, nobody, false, false},
        {"another moment", NoticeKind::reclassified, &usual, nobody, false, false},
        {"after a crisis", NoticeKind::follow_up, &crisis, nobody, false, false},
        {"of a crisis", NoticeKind::resolved_ask, &crisis, tutor, false, false},
        {"urgent", NoticeKind::resolved_ask, &usual, tutor, true, false},
        {"many ask", NoticeKind::incident, &usual, nobody, false, true},
        {"a deputy", NoticeKind::deputy_began, nullptr, tutor, false, true},
        {"its series", NoticeKind::series_paused, nullptr, nobody, false, true},
        {"the daily round", NoticeKind::outreach, nullptr, nobody, false, true},
        {"a helper's card", NoticeKind::offer, &usual, nobody, false, false},
        {"a partner's", NoticeKind::deputy_asked, nullptr, tutor, false, false},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(is_courtesy({row.kind, PersonId{"husband"}, {}, row.about, {}, row.urgent}, row.ticket, now),
                  row.counts);
    }
}

TEST(Contact, BeyondTheDaysNumberItWaitsForTheMorningTogether) {
    auto programme = small_programme();
    programme.contacts_per_day_max = 2;
    const auto day = helper_day(at(monday, 0h));
    auto slot = next_contact({}, at(monday, 10h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day, 1}));
    EXPECT_EQ(slot.told, at(monday, 10h));
    slot = next_contact(slot.contacts, at(monday, 11h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day, 2}));
    slot = next_contact(slot.contacts, at(monday, 12h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day + 1, 1}));
    EXPECT_EQ(slot.told, at(monday, 33h)) << "nine in the morning";
    slot = next_contact(slot.contacts, at(monday, 13h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day + 1, 1})) << "joined with the one that waits";
    EXPECT_EQ(slot.told, at(monday, 33h));
    slot = next_contact(slot.contacts, at(monday, 32h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day + 1, 2}));
    EXPECT_EQ(slot.told, at(monday, 32h)) << "the day has room besides";
    programme.quiet_hours = {22h, 9h + 30min};
    EXPECT_EQ(next_contact({day, 2}, at(monday, 12h), programme).told, at(monday, 33h + 30min)) << "not in quiet hours";
}

TEST(Contact, WhateverComesNoDayHasMoreMomentsThanTheNumber) {
    std::mt19937 random{7};
    for (int limit = 1; limit <= 3; ++limit) {
        auto programme = small_programme();
        programme.contacts_per_day_max = limit;
        Contacts contacts;
        std::map<std::chrono::sys_days::rep, std::multiset<Time>> at_once;
        std::map<std::chrono::sys_days::rep, std::set<Time>> mornings;
        Time now = at(monday, 8h);
        for (int i = 0; i < 2000; ++i) {
            now += std::chrono::minutes(random() % 300);
            const auto slot = next_contact(contacts, now, programme);
            contacts = slot.contacts;
            ASSERT_GE(slot.told, now);
            ASSERT_LE(helper_day(slot.told), helper_day(now) + 1) << "never later than the next morning";
            if (slot.told == now)
                at_once[helper_day(now)].insert(now);
            else
                mornings[helper_day(slot.told)].insert(slot.told);
        }
        for (const auto& [day, moments] : at_once)
            EXPECT_LE(moments.size() + mornings[day].size(), static_cast<std::size_t>(limit)) << day;
    }
}

class WriteTest : public ::testing::Test {
protected:
    Notice asked(const char* to, const TicketId& id) { return {NoticeKind::resolved_ask, PersonId{to}, id, {}, {}}; }
    World w;
};

TEST_F(WriteTest, TheHouseholdIsCountedAndWithoutOneThePerson) {
    const auto id = w.open("living.eldercare");
    const auto counted = contact_of(asked("husband", id), w.state, w.now, w.now);
    ASSERT_TRUE(counted);
    EXPECT_EQ(counted->household, HouseholdId{"home"});
    for (int i = 0; i < w.programme.contacts_per_day_max; ++i) {
        ASSERT_TRUE(w.run(*counted));
        EXPECT_EQ(w.last.events.front().review_at, w.now);
    }
    ASSERT_TRUE(w.run(*counted));
    EXPECT_GT(w.last.events.front().review_at, w.now);
    EXPECT_EQ(w.home().contacts, (Contacts{helper_day(w.now) + 1, 1}));
    EXPECT_TRUE(w.home().history.empty() || w.home().history.back().kind != EventKind::family_written)
        << "no part of what a family's page tells";
    const auto stranger = contact_of(asked("stranger", id), w.state, w.now, w.now);
    ASSERT_TRUE(stranger);
    ASSERT_TRUE(w.run(*stranger));
    EXPECT_EQ(w.person("stranger").contacts, (Contacts{helper_day(w.now), 1}));
    EXPECT_EQ(w.person("husband").contacts, Contacts{});
}

TEST_F(WriteTest, ALiaisonsRoundHasALimitOfItsOwnUnlessItGoesToAFamily) {
    EXPECT_FALSE(contact_of({NoticeKind::outreach, PersonId{"stranger"}, {}, {}, {}}, w.state, w.now, w.now));
    EXPECT_TRUE(contact_of({NoticeKind::outreach, PersonId{"husband"}, {}, {}, {}}, w.state, w.now, w.now));
}

TEST_F(WriteTest, AListThatIsImportedAgainKeepsTheCount) {
    ASSERT_TRUE(w.run(WriteToFamily{HouseholdId{"home"}, PersonId{"husband"}, w.now}));
    ASSERT_TRUE(w.run(WriteToFamily{{}, PersonId{"stranger"}, w.now}));
    Household again = w.home();
    again.contacts = {};
    again.address = "别处";
    ASSERT_TRUE(w.run(ChangeHousehold{again}));
    EXPECT_EQ(w.home().contacts.count, 1);
    Person stranger = w.person("stranger");
    stranger.contacts = {};
    ASSERT_TRUE(w.run(ChangePerson{stranger}));
    EXPECT_EQ(w.person("stranger").contacts.count, 1);
}

TEST_F(WriteTest, WhatIsRefused) {
    EXPECT_EQ(w.run(WriteToFamily{HouseholdId{"gone"}, PersonId{"husband"}, w.now}).error(), Errc::household_unknown);
    EXPECT_EQ(w.run(WriteToFamily{{}, PersonId{"gone"}, w.now}).error(), Errc::person_unknown);
    EXPECT_EQ(w.as("husband", WriteToFamily{{}, PersonId{"husband"}, w.now}).error(), Errc::not_yours);
}

}  // namespace
}  // namespace warmline::dispatcher
