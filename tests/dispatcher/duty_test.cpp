#include "dispatcher/duty.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

const PersonId partner{"partner"};

/// Monday 18:00 to 22:00, and the night from Wednesday.
Helper on_shifts() {
    Helper helper;
    helper.shifts = {{1, 18h, 22h}, {3, 22h, 30h}};
    return helper;
}

TEST(Presence, SaysWhereSomebodyStandsAndUntilWhen) {
    const auto none = std::optional<Time>{};
    struct {
        const char* why;
        Span since_monday;
        Presence presence;
        std::optional<Time> until;
    } const rows[] = {
        {"before the shift", 10h, Presence::off_shift, at(monday, 18h)},
        {"its first minute", 18h, Presence::on_duty, none},
        {"behind it, the next is on Wednesday", 22h, Presence::off_shift, at(monday, 70h)},
        {"the night goes on", 73h, Presence::on_duty, none},
        {"the next one is in the week to come", 80h, Presence::off_shift, at(monday, 186h)},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto now = presence_of(on_shifts(), at(monday, row.since_monday));
        EXPECT_EQ(now.presence, row.presence);
        EXPECT_EQ(now.until, row.until);
    }
    EXPECT_EQ(presence_of(Helper{}, at(monday, 3h)).presence, Presence::on_duty) << "without shifts at any time";
}

TEST(Presence, LeaveThatFollowsWithoutAGapIsOneAbsence) {
    Helper helper;
    helper.rest_until = at(monday, 20h);
    helper.leave = {{at(monday, 19h), at(monday, 30h), ""}, {at(monday, 31h), at(monday, 40h), ""}};
    const auto now = presence_of(helper, at(monday, 10h));
    EXPECT_EQ(now.presence, Presence::resting);
    EXPECT_EQ(now.until, at(monday, 30h));
    EXPECT_EQ(presence_of(helper, at(monday, 35h)).presence, Presence::on_leave);
}

TEST(OffToday, IsWhoHasNoDutyLeftOnTheLocalDay) {
    Helper away, back_at_noon, done;
    away.leave = {{at(monday, 9h), at(monday, 24h), ""}};
    back_at_noon.leave = {{at(monday, 9h), at(monday, 12h), ""}};
    done.shifts = {{1, 8h, 9h}};
    EXPECT_TRUE(off_today(away, at(monday, 10h)));
    EXPECT_FALSE(off_today(away, at(monday, 8h))) << "there for an hour yet";
    EXPECT_FALSE(off_today(back_at_noon, at(monday, 10h)));
    EXPECT_TRUE(off_today(done, at(monday, 10h)));
    EXPECT_FALSE(off_today(on_shifts(), at(monday, 10h))) << "the evening is still to come";
    EXPECT_TRUE(off_today(on_shifts(), at(monday, 34h))) << "nothing on Tuesday";
    EXPECT_FALSE(off_today(Helper{}, at(monday, 10h)));
}

TEST(FirstExpiry, IsToldAMonthBeforeAndAfterIt) {
    Helper helper;
    const auto now = at(monday, 10h);
    helper.expiry = {{"driving", now + 31 * 24h}};
    EXPECT_FALSE(first_expiry(helper, now));
    helper.expiry["psychology"] = now + 29 * 24h;
    EXPECT_EQ(first_expiry(helper, now), now + 29 * 24h);
    helper.expiry["vaccinated"] = now - 24h;
    EXPECT_EQ(first_expiry(helper, now), now - 24h);
}

TEST(OfficeLeave, FromNowOnKeepsItsReasonPassesOffersOnAndIsTold) {
    World w;
    const auto offered = w.open("living.eldercare");
    ASSERT_EQ(w.candidate(offered), "partner");
    const Leave today{w.now - 2h, w.now + 48h, "考试周"};
    const auto effect = effect_of(w.state, partner, today, w.now);
    EXPECT_EQ(effect.moved, std::vector{offered});
    ASSERT_EQ(effect.families.size(), 1U);
    EXPECT_EQ(effect.families[0].deputy.value, "backup");
    ASSERT_TRUE(w.office(Rest{partner, today.to, today.from, today.why}));
    EXPECT_EQ(w.candidate(offered), "backup") << "as the effect said";
    EXPECT_TRUE(w.home().pair->away->begun);
    EXPECT_EQ(w.person("partner").helper->leave.at(0).why, "考试周");
    EXPECT_TRUE(w.told(NoticeKind::leave_noted, "partner"));
    EXPECT_EQ(w.log.back().actor.person.value, "coordinator-gz");
    EXPECT_EQ(w.office(Rest{partner, today.to, today.from, ""}).error(), Errc::already_so) << "a second click";
    ASSERT_TRUE(w.as("partner", Rest{partner, w.now + 96h, w.now + 72h, ""}));
    EXPECT_FALSE(w.told(NoticeKind::leave_noted, "partner")) << "knows it by himself";
}

TEST(OfficeLeave, ItsEffectTellsWhatStaysAndWhatFallsDueWithinIt) {
    World w;
    const auto taken = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", AcceptOffer{taken, partner}));
    const auto offered = w.open("living.eldercare");
    const auto due = w.deadline(taken, DeadlineKind::resolve)->due;
    const auto later = effect_of(w.state, partner, {w.now + 1h, due + 1h, ""}, w.now);
    EXPECT_TRUE(later.moved.empty()) << "it begins later";
    EXPECT_EQ(later.kept, (std::vector{offered, taken}));
    EXPECT_EQ(later.due_within, std::vector{taken});
    const auto brief = effect_of(w.state, partner, {w.now, w.now + 3h, ""}, w.now);
    EXPECT_TRUE(brief.due_within.empty());
    EXPECT_TRUE(brief.families.empty()) << "not worth a message";
    ASSERT_TRUE(w.as("backup", Rest{PersonId{"backup"}, w.now + 200h}));
    const auto alone = effect_of(w.state, partner, {w.now, w.now + 48h, ""}, w.now);
    ASSERT_EQ(alone.families.size(), 1U);
    EXPECT_FALSE(alone.families[0].deputy) << "the backup is away as well";
}

TEST(OfficeLeave, HasALimit) {
    World w;
    for (std::size_t i = 0; i < leaves_max; ++i) {
        const auto from = w.now + (i + 1) * 24h;
        ASSERT_TRUE(w.office(Rest{partner, from + 1h, from, ""}));
    }
    EXPECT_EQ(w.office(Rest{partner, w.now + 9000h, w.now + 8999h, ""}).error(), Errc::value_out_of_range);
    EXPECT_EQ(w.office(Rest{PersonId{"husband"}, w.now + 9h, w.now + 8h, ""}).error(), Errc::not_yours);
}

TEST(ShortenLeave, EndsTheDeputyAndTellsBothFamilyAndPerson) {
    World w;
    const Leave leave{w.now, w.now + 72h, ""};
    ASSERT_TRUE(w.office(Rest{partner, leave.to, leave.from, ""}));
    ASSERT_TRUE(w.office(ShortenLeave{partner, leave.from, leave.to, w.now + 30h}));
    EXPECT_EQ(w.person("partner").helper->leave.at(0).to, w.now + 30h);
    EXPECT_EQ(w.home().pair->away->until, w.now + 30h);
    EXPECT_TRUE(w.told(NoticeKind::leave_shortened, "partner"));
    EXPECT_TRUE(w.heard("husband").empty()) << "the deputy goes on";
    EXPECT_EQ(w.office(ShortenLeave{partner, leave.from, leave.to, {}}).error(), Errc::changed_meanwhile);
    ASSERT_TRUE(w.office(ShortenLeave{partner, leave.from, w.now + 30h, {}}));
    EXPECT_TRUE(w.person("partner").helper->leave.empty());
    EXPECT_TRUE(w.told(NoticeKind::leave_ended, "partner"));
    EXPECT_EQ(w.heard("husband"), std::vector{NoticeKind::deputy_ended});
    EXPECT_EQ(w.candidate(w.open("living.eldercare")), "partner");
}

TEST(ShortenLeave, AlsoEndsARestThatRuns) {
    World w;
    ASSERT_TRUE(w.as("partner", Rest{partner, w.now + 48h}));
    EXPECT_EQ(w.office(ShortenLeave{partner, {}, w.now + 47h, {}}).error(), Errc::changed_meanwhile);
    ASSERT_TRUE(w.office(ShortenLeave{partner, {}, w.now + 48h, w.now + 10h}));
    EXPECT_EQ(w.person("partner").helper->rest_until, w.now + 10h);
    ASSERT_TRUE(w.office(ShortenLeave{partner, {}, w.now + 10h, {}}));
    EXPECT_FALSE(w.person("partner").helper->rest_until);
}

TEST(ShortenLeave, WhatIsRefused) {
    World w;
    const auto from = w.now + 24h, to = w.now + 48h;
    ASSERT_TRUE(w.office(Rest{partner, to, from, ""}));
    struct {
        const char* why;
        ShortenLeave command;
        Errc error;
    } const rows[] = {
        {"ends before it begins", {partner, from, to, from}, Errc::value_out_of_range},
        {"is no shorter", {partner, from, to, to}, Errc::value_out_of_range},
        {"another leave", {partner, from + 1h, to, {}}, Errc::changed_meanwhile},
        {"one that is over", {partner, w.now - 2h, w.now - 1h, {}}, Errc::changed_meanwhile},
        {"nobody", {PersonId{"nobody"}, from, to, {}}, Errc::person_unknown},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(w.office(row.command).error(), row.error);
    }
    EXPECT_EQ(w.as("backup", ShortenLeave{partner, from, to, {}}).error(), Errc::not_yours);
}

TEST(ChangeDuty, HoldsAtOnceAndOnlyIfItIsAsItWasSeen) {
    World w;
    const auto seen = duty_of(*w.person("tutor-1").helper);
    const PersonId tutor{"tutor-1"};
    const Duty wanted{{{1, 20h, 22h}}, 1, 2, {{"education.tutoring", 1}}};
    ASSERT_TRUE(w.office(ChangeDuty{tutor, seen, wanted}));
    EXPECT_EQ(duty_of(*w.person("tutor-1").helper), wanted);
    EXPECT_TRUE(w.person("tutor-1").helper->duty_by_office);
    EXPECT_TRUE(w.told(NoticeKind::duty_changed, "tutor-1"));
    EXPECT_EQ(w.candidate(w.open("education.tutoring", {{"subject", "数学"}})), "tutor-2") << "off shift at ten";
    EXPECT_EQ(w.office(ChangeDuty{tutor, seen, seen}).error(), Errc::changed_meanwhile);
    EXPECT_EQ(w.office(ChangeDuty{tutor, wanted, wanted}).error(), Errc::already_so);
    EXPECT_EQ(w.as("tutor-1", ChangeDuty{tutor, wanted, seen}).error(), Errc::not_yours) << "how much is carried";
    EXPECT_EQ(w.office(ChangeDuty{PersonId{"husband"}, seen, wanted}).error(), Errc::not_yours);
}

TEST(ChangeDuty, OwnHoursAreOnesOwnToSay) {
    World w;
    const PersonId tutor{"tutor-1"};
    const auto seen = duty_of(*w.person("tutor-1").helper);
    auto wanted = seen;
    wanted.shifts = {{3, 18h, 22h}};
    EXPECT_EQ(w.as("tutor-2", ChangeDuty{tutor, seen, wanted}).error(), Errc::not_yours) << "another's";
    ASSERT_TRUE(w.as("tutor-1", ChangeDuty{tutor, seen, wanted}));
    EXPECT_EQ(duty_of(*w.person("tutor-1").helper), wanted);
    EXPECT_TRUE(w.person("tutor-1").helper->duty_by_office) << "a list imported again does not change it";
    EXPECT_TRUE(w.last.notices.empty()) << "nobody had said otherwise";
}

TEST(ChangeDuty, OfficeHearsWhoChangesWhatItSaid) {
    World w;
    const PersonId tutor{"tutor-1"};
    const auto seen = duty_of(*w.person("tutor-1").helper);
    auto first = seen, second = seen;
    first.shifts = {{1, 9h, 12h}};
    second.shifts = {{3, 18h, 22h}};
    ASSERT_TRUE(w.office(ChangeDuty{tutor, seen, first}));
    ASSERT_TRUE(w.as("tutor-1", ChangeDuty{tutor, first, second}));
    ASSERT_TRUE(w.told(NoticeKind::duty_changed, "coordinator-gz"));
    EXPECT_EQ(w.last.notices.front().about, tutor);
    EXPECT_FALSE(w.told(NoticeKind::duty_changed, "tutor-1"));
}

TEST(ChangeDuty, RefusesWhatIsNoDuty) {
    World w;
    const auto seen = duty_of(*w.person("tutor-1").helper);
    const auto with = [](Shift shift) { return Duty{{shift}, 3, 0}; };
    const Duty rows[] = {with({0, 1h, 2h}),
                         with({8, 1h, 2h}),
                         with({1, -1h, 2h}),
                         with({1, 24h, 25h}),
                         with({1, 2h, 2h}),
                         with({1, 2h, 27h}),
                         {{}, -1, 0},
                         {{}, 3, carried_max + 1},
                         {std::vector(shifts_max + 1, Shift{1, 1h, 2h}), 3, 0},
                         {{}, 3, 0, {{"education.tutoring", -1}}}};
    for (const auto& wanted : rows)
        EXPECT_EQ(w.office(ChangeDuty{PersonId{"tutor-1"}, seen, wanted}).error(), Errc::value_out_of_range);
}

TEST(GiveCalendar, IsAnEventAndToldOnlyIfTheOldOneEnds) {
    World w;
    ASSERT_TRUE(w.office(GiveCalendar{partner, false}));
    EXPECT_EQ(w.happened(EventKind::calendar_given), 1U);
    EXPECT_TRUE(w.heard("partner").empty());
    ASSERT_TRUE(w.office(GiveCalendar{partner, true}));
    EXPECT_TRUE(w.told(NoticeKind::calendar_renewed, "partner"));
    EXPECT_EQ(w.office(GiveCalendar{PersonId{"husband"}, true}).error(), Errc::not_yours);
}

}  // namespace
}  // namespace warmline::dispatcher
