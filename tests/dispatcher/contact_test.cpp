// A family is not written to, unasked, more often than the programme says (P1, S15).
#include "dispatcher/contact.hpp"

#include <gtest/gtest.h>

#include <random>

#include "dispatcher/fit.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

Slot told_next(const Contacts& so_far, Time wanted, const Programme& programme) {
    return next_contact(so_far, wanted, programme, OrganisationId{"gz"});
}

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
    auto slot = told_next({}, at(monday, 10h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day, 1}));
    EXPECT_EQ(slot.told, at(monday, 10h));
    slot = told_next(slot.contacts, at(monday, 11h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day, 2}));
    slot = told_next(slot.contacts, at(monday, 12h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day + 1, 1}));
    EXPECT_EQ(slot.told, at(monday, 33h)) << "nine in the morning";
    slot = told_next(slot.contacts, at(monday, 13h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day + 1, 1})) << "joined with the one that waits";
    EXPECT_EQ(slot.told, at(monday, 33h));
    slot = told_next(slot.contacts, at(monday, 32h), programme);
    EXPECT_EQ(slot.contacts, (Contacts{day + 1, 2}));
    EXPECT_EQ(slot.told, at(monday, 32h)) << "the day has room besides";
    programme.quiet_hours = {22h, 9h + 30min};
    EXPECT_EQ(told_next({day, 2}, at(monday, 12h), programme).told, at(monday, 33h + 30min)) << "not in quiet hours";
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
            const auto slot = told_next(contacts, now, programme);
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

/// The family wishes fewer contacts (S15).
class WishTest : public WriteTest {
protected:
    Result<void> wish(int days) { return w.as("husband", LimitOutreach{PersonId{"husband"}, days}); }
    [[nodiscard]] Notice notice(NoticeKind kind, const TicketId& id = {}, const char* about = "") const {
        return {kind, PersonId{"husband"}, id, PersonId{about}, {}};
    }
    /// When it would be told.
    Time told(const Notice& one) {
        const auto counted = contact_of(one, w.state, w.now, w.now);
        if (!counted) return w.now;
        EXPECT_TRUE(w.run(*counted));
        return w.last.events.front().review_at.value();
    }
};

TEST_F(WishTest, UnaskedWordsAreSoManyDaysApart) {
    EXPECT_EQ(told(notice(NoticeKind::deputy_began)), w.now);
    ASSERT_TRUE(wish(7));
    EXPECT_EQ(w.home().contacts.every_days, 7);
    EXPECT_EQ(told(notice(NoticeKind::deputy_ended)), at(monday, 9h) + 7 * 24h);
    w.now += 48h;
    EXPECT_EQ(told(notice(NoticeKind::series_paused)), at(monday, 9h) + 7 * 24h) << "one morning for both";
    w.now = at(monday, 10h) + 20 * 24h;
    EXPECT_EQ(told(notice(NoticeKind::deputy_began)), w.now);
    ASSERT_TRUE(wish(0));
    EXPECT_EQ(told(notice(NoticeKind::deputy_ended)), w.now) << "as the programme says";
}

TEST_F(WishTest, WhatIsPlannedFarAheadDoesNotHoldUpTheRestOnceTheWishIsTakenBack) {
    (void)told(notice(NoticeKind::deputy_began));
    ASSERT_TRUE(wish(30));
    EXPECT_GT(told(notice(NoticeKind::deputy_ended)), w.now + 28 * 24h);
    ASSERT_TRUE(wish(0));
    EXPECT_LE(told(notice(NoticeKind::deputy_began)), w.now + 24h);
}

TEST_F(WishTest, AfterNeverOnlyWhatBecomesOfARequestIsSaid) {
    const auto id = w.open("living.eldercare");
    struct {
        const char* why;
        Notice notice;
        bool weekly, never;  ///< is it said at all
    } const rows[] = {
        {"how was it", notice(NoticeKind::resolved_ask, id, "partner"), true, true},
        {"who comes", notice(NoticeKind::accepted, id, "partner"), true, true},
        {"nobody comes", notice(NoticeKind::cancelled, id), true, true},
        {"goes on with another", notice(NoticeKind::merged, id), true, true},
        {"others are looked for", notice(NoticeKind::progress, id), true, true},
        {"a word on the way", notice(NoticeKind::progress, id, "partner"), false, false},
        {"the daily round", notice(NoticeKind::outreach), true, false},
        {"a deputy", notice(NoticeKind::deputy_began), true, false},
        {"after a crisis", notice(NoticeKind::follow_up, id), true, true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        ASSERT_TRUE(wish(0));
        EXPECT_FALSE(is_unwished(row.notice, w.state, w.now));
        ASSERT_TRUE(wish(7));
        EXPECT_EQ(is_unwished(row.notice, w.state, w.now), !row.weekly);
        ASSERT_TRUE(wish(contacts_never));
        EXPECT_EQ(is_unwished(row.notice, w.state, w.now), !row.never);
        auto urgent = row.notice;
        urgent.urgent = true;
        EXPECT_FALSE(is_unwished(urgent, w.state, w.now)) << "nothing urgent is ever held back";
    }
    (void)told(notice(NoticeKind::series_ended));
    EXPECT_EQ(told(notice(NoticeKind::resolved_ask, id, "partner")), w.now) << "at once, whatever was planned";
}

TEST_F(WishTest, WithoutAHouseholdItIsThePersonsAndTheOfficeMaySetIt) {
    ASSERT_TRUE(w.as("stranger", LimitOutreach{PersonId{"stranger"}, 3}));
    EXPECT_EQ(w.person("stranger").contacts.every_days, 3);
    ASSERT_TRUE(w.office(LimitOutreach{PersonId{"husband"}, 31}));
    EXPECT_EQ(w.home().contacts.every_days, 31);
    ASSERT_TRUE(w.run(ChangeHousehold{[&] {
        auto again = w.home();
        again.contacts = {};
        return again;
    }()}));
    EXPECT_EQ(w.home().contacts.every_days, 31) << "a list imported again keeps it";
    EXPECT_EQ(w.as("stranger", LimitOutreach{PersonId{"husband"}, 0}).error(), Errc::not_yours);
    EXPECT_EQ(w.office(LimitOutreach{PersonId{"husband"}, 32}).error(), Errc::value_out_of_range);
    EXPECT_EQ(w.office(LimitOutreach{PersonId{"husband"}, -1}).error(), Errc::value_out_of_range);
}

}  // namespace
}  // namespace warmline::dispatcher
