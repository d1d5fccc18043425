#include "dispatcher/series.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

const Code weekly = "living.eldercare";  // the service that the small province gives regularly
const HouseholdId home{"home"};

class SeriesTest : public ::testing::Test {
protected:
    SeriesTest() {
        first = w.open(weekly, {{"address", "示范路1号"}, {"when", "明天"}});
        EXPECT_TRUE(w.as("husband", StartSeries{first, home}));
    }
    [[nodiscard]] const Series& series() const { return w.home().series.at(0); }
    /// Somebody takes the ticket and does it.
    void done_by(const TicketId& id, const std::string& person) {
        if (w.candidate(id) != person) {
            ASSERT_TRUE(w.office(Reassign{id, PersonId{person}, "测试"}));
        }
        ASSERT_TRUE(w.as(person, AcceptOffer{id, PersonId{person}}));
        ASSERT_TRUE(w.as(person, CompleteTicket{id, PersonId{person}, "送到了"}));
    }
    Result<void> move(SeriesMove move, std::optional<Time> until = {}, std::string reason = {}) {
        return w.as("husband", MoveSeries{home, weekly, move, until, std::move(reason)});
    }
    [[nodiscard]] std::vector<TicketId> all() const {
        std::vector<TicketId> out;
        for (const auto& [id, t] : w.state.tickets)
            if (t.need == weekly) out.push_back(id);
        return out;
    }

    World w;
    TicketId first;
    const Time next_monday = at(monday, 9h) + 7 * 24h;
};

TEST_F(SeriesTest, OpensTheNextTicketAtItsTimeForTheSameHelper) {
    EXPECT_EQ(series().next, next_monday) << "nine o'clock, not the hour of the request";
    EXPECT_EQ(w.ticket(first).every_days, 7);
    done_by(first, "carer-2");
    w.wait(next_monday - w.now - 1min);
    EXPECT_EQ(all().size(), 1U);
    w.wait(1min);
    ASSERT_EQ(all().size(), 2U);
    const auto& next = w.ticket(series().ticket);
    EXPECT_NE(next.id, first);
    EXPECT_EQ(next.requester.value, "husband");
    EXPECT_EQ(next.household, home);
    EXPECT_EQ(next.facts, (std::map<std::string, std::string>{{"address", "示范路1号"}}))
        << "its day was the first one's";
    EXPECT_EQ(next.every_days, 7);
    EXPECT_EQ(w.candidate(next.id), "carer-2") << "who came last, before the partner";
    EXPECT_NE(next.offer->broken, "") << "and why not the partner is kept";
    EXPECT_EQ(series().helper.value, "carer-2");
    EXPECT_EQ(series().next, next_monday + 7 * 24h);
}

TEST_F(SeriesTest, GoesOnWithoutTheSameHelperIfHeCannot) {
    done_by(first, "carer-2");
    ASSERT_TRUE(w.as("carer-2", Rest{PersonId{"carer-2"}, next_monday + 24h}));
    w.wait(next_monday - w.now);
    EXPECT_EQ(w.candidate(series().ticket), "partner");
    done_by(series().ticket, "partner");
    w.wait(7 * 24h);
    EXPECT_EQ(w.candidate(series().ticket), "partner") << "now it is the partner who came last";
}

TEST_F(SeriesTest, HasOneTicketUnderWay) {
    w.wait(next_monday - w.now);
    EXPECT_EQ(all().size(), 1U) << "the first one is not done";
    EXPECT_EQ(series().next, next_monday + 7 * 24h);
    EXPECT_EQ(w.home().history.back().kind, EventKind::series_advanced);
    EXPECT_NE(w.home().history.back().text, "");
    done_by(first, "carer-1");
    w.wait(7 * 24h);
    EXPECT_EQ(all().size(), 2U);
}

TEST_F(SeriesTest, DoesNotMakeUpForWeeksInWhichTheServiceWasAway) {
    done_by(first, "partner");
    w.now = next_monday + 20 * 24h;
    ASSERT_TRUE(w.run(TickHousehold{home, w.fresh()}));
    EXPECT_EQ(all().size(), 2U);
    EXPECT_EQ(series().next, next_monday + 21 * 24h);
    ASSERT_TRUE(w.run(TickHousehold{home, w.fresh()}));
    EXPECT_TRUE(w.last.events.empty()) << "another process ticks as well";
}

TEST_F(SeriesTest, WaitsForANumber) {
    done_by(first, "partner");
    w.now = next_monday;
    ASSERT_TRUE(w.run(TickHousehold{home, {}}));
    EXPECT_TRUE(w.last.events.empty());
    EXPECT_EQ(next_due(w.home()), next_monday) << "still due";
}

TEST_F(SeriesTest, DoesNotComeTwiceInOneDayBecauseItGoesOn) {
    const auto due = series().next;
    w.now = due - 7 * 24h - 7h;  // before nine on the first day
    ASSERT_TRUE(move(SeriesMove::pause, w.now + 14 * 24h));
    ASSERT_TRUE(move(SeriesMove::resume));
    EXPECT_EQ(series().next, due);
}

TEST_F(SeriesTest, SkipsPausesResumesAndEnds) {
    done_by(first, "partner");
    ASSERT_TRUE(move(SeriesMove::skip));
    EXPECT_EQ(series().next, next_monday + 7 * 24h);
    ASSERT_TRUE(move(SeriesMove::pause, w.now + 28 * 24h));
    EXPECT_TRUE(series().paused);
    EXPECT_EQ(series().next, next_monday + 28 * 24h) << "the first of its days after the pause";
    w.wait(14 * 24h);
    EXPECT_EQ(all().size(), 1U);
    ASSERT_TRUE(move(SeriesMove::resume));
    EXPECT_FALSE(series().paused);
    EXPECT_EQ(series().next, next_monday + 14 * 24h);
    EXPECT_EQ(move(SeriesMove::resume).error(), Errc::illegal_move);
    w.wait(7 * 24h);
    EXPECT_EQ(all().size(), 2U);
    const auto last = series().ticket;
    ASSERT_TRUE(move(SeriesMove::end));
    EXPECT_TRUE(w.home().series.empty());
    EXPECT_EQ(w.ticket(last).every_days, 0);
    EXPECT_FALSE(is_over(w.ticket(last).state)) << "what is under way still comes";
    EXPECT_EQ(move(SeriesMove::skip).error(), Errc::no_series);
    w.wait(21 * 24h);
    EXPECT_EQ(all().size(), 2U);
}

TEST_F(SeriesTest, EndsAPauseByItself) {
    done_by(first, "partner");
    ASSERT_TRUE(move(SeriesMove::pause));
    EXPECT_EQ(series().next, next_monday + 28 * 24h) << "the usual pause: four weeks from ten o'clock, four left out";
    w.wait(series().next - w.now);
    EXPECT_EQ(all().size(), 2U);
    EXPECT_FALSE(series().paused);
}

TEST_F(SeriesTest, IsMovedByWhomItConcerns) {
    const auto as = [&](const std::string& who) {
        return w.as(who, MoveSeries{home, weekly, SeriesMove::skip, {}, {}});
    };
    EXPECT_EQ(as("stranger").error(), Errc::not_yours);
    EXPECT_EQ(as("carer-1").error(), Errc::not_yours);
    EXPECT_TRUE(as("partner"));
    EXPECT_TRUE(as("backup"));
    const auto office = [&](SeriesMove move, std::string reason) {
        return w.office(MoveSeries{home, weekly, move, {}, std::move(reason)});
    };
    EXPECT_EQ(office(SeriesMove::pause, {}).error(), Errc::reason_missing);
    ASSERT_TRUE(office(SeriesMove::pause, "封控"));
    EXPECT_TRUE(w.told(NoticeKind::series_paused, "husband"));
    ASSERT_TRUE(office(SeriesMove::end, "医护已回家"));
    EXPECT_TRUE(w.told(NoticeKind::series_ended, "husband"));
}

TEST_F(SeriesTest, StartsOnlyWhatIsGivenRegularly) {
    const auto other = w.open("transport");
    EXPECT_EQ(w.as("husband", StartSeries{other, home}).error(), Errc::no_series);
    EXPECT_EQ(w.as("husband", StartSeries{first, HouseholdId{"elsewhere"}}).error(), Errc::household_unknown);
    EXPECT_EQ(w.as("stranger", StartSeries{first, home}).error(), Errc::not_yours);
    ASSERT_TRUE(w.as("husband", StartSeries{first, home}));
    EXPECT_TRUE(w.last.events.empty()) << "asked for again";
    ASSERT_TRUE(move(SeriesMove::pause));
    ASSERT_TRUE(w.as("husband", StartSeries{first, home}));
    EXPECT_FALSE(series().paused) << "asked for again, it goes on";
    EXPECT_EQ(w.home().series.size(), 1U);
}

TEST_F(SeriesTest, EndsWhenTheCatalogueHasItNoMore) {
    done_by(first, "partner");
    std::erase_if(w.programme.services, [](const Service& s) { return s.need == weekly; });
    w.now = next_monday;
    ASSERT_TRUE(w.run(TickHousehold{home, w.fresh()}));
    EXPECT_TRUE(w.home().series.empty());
    EXPECT_TRUE(w.told(NoticeKind::series_ended, "husband"));
}

TEST_F(SeriesTest, StaysWhenTheHouseholdIsImportedAgain) {
    Household again;
    again.id = home;
    again.organisation = OrganisationId{"gz"};
    again.members = {PersonId{"husband"}};
    ASSERT_TRUE(w.run(ChangeHousehold{again}));
    EXPECT_EQ(series().need, weekly);
}

/// The grandmother of the family gets her food every week, and then turns out to be of another household.
class MovedSeriesTest : public SeriesTest {
protected:
    MovedSeriesTest() {
        w.add_family("other", "gz");
        auto also = w.person("other-person");
        also.household = home;
        EXPECT_TRUE(w.run(ChangePerson{also}));
        auto family = w.home();
        family.members.push_back(also.id);
        EXPECT_TRUE(w.run(ChangeHousehold{family}));
        w.add_family("new", "gz");
    }
    Result<void> link(const char* person) { return w.office(LinkPerson{PersonId{person}, to}); }
    const HouseholdId to{"new"};
};

TEST_F(MovedSeriesTest, GoesAlongWithWhoAskedForIt) {
    done_by(first, "carer-2");
    w.wait(next_monday - w.now);
    done_by(series().ticket, "carer-1");
    ASSERT_TRUE(move(SeriesMove::pause, next_monday + 30 * 24h));
    const auto before = series();
    ASSERT_TRUE(link("other-person"));
    EXPECT_EQ(w.home().series.size(), 1U) << "it is not hers";
    ASSERT_TRUE(link("husband"));
    EXPECT_TRUE(w.home().series.empty());
    ASSERT_EQ(w.home("new").series.size(), 1U);
    const auto& after = w.home("new").series.front();
    EXPECT_EQ(after.next, before.next);
    EXPECT_TRUE(after.paused);
    EXPECT_EQ(after.helper, before.helper);
    EXPECT_EQ(after.ticket, before.ticket);
    EXPECT_EQ(after.facts, before.facts);
    EXPECT_EQ(after.every_days, 7);
    EXPECT_FALSE(w.told(NoticeKind::series_ended, "husband"));
    w.wait(before.next - w.now);
    EXPECT_EQ(w.ticket(w.home("new").series.front().ticket).household, to);
}

TEST_F(MovedSeriesTest, EndsWhereTheNewHomeHasOneAndBothFamiliesHear) {
    OpenTicket open;
    open.id = TicketId{"30001"};
    open.need = weekly;
    open.requester = PersonId{"new-person"};
    open.household = to;
    ASSERT_TRUE(w.run(open));
    ASSERT_TRUE(w.run(StartSeries{open.id, to}));
    ASSERT_TRUE(link("husband"));
    EXPECT_TRUE(w.home().series.empty());
    ASSERT_EQ(w.home("new").series.size(), 1U);
    EXPECT_EQ(w.home("new").series.front().requester.value, "new-person");
    EXPECT_TRUE(w.told(NoticeKind::series_ended, "husband"));
    EXPECT_TRUE(w.told(NoticeKind::series_ended, "other-person")) << "who stays in the old home";
}

}  // namespace
}  // namespace warmline::dispatcher
