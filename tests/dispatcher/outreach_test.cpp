#include "dispatcher/outreach.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

const PersonId luo{"luo"};

class OutreachTest : public ::testing::Test {
protected:
    OutreachTest() {
        w.programme.outreach_at = {9h + 30min};
        Person person;
        person.id = luo;
        person.roles = {Role::requester, Role::liaison};
        person.organisation = OrganisationId{"gd.gz"};
        person.conversations = {ConversationId{"chat-luo"}};
        EXPECT_TRUE(w.run(ChangePerson{person}));
        w.now = at(monday, 9h + 30min);
    }
    Result<void> round() { return w.run(ReachOut{luo}); }
    const Outreach& outreach() { return *w.person("luo").outreach; }
    /// The day after, at the hour.
    void next_day(int days = 1) { w.now = at(monday, 9h + 30min) + (passed_ += days) * 24h; }

    World w;

private:
    int passed_ = 0;
};

TEST_F(OutreachTest, AsksOncePerRound) {
    ASSERT_TRUE(round());
    EXPECT_TRUE(w.told(NoticeKind::outreach, "luo"));
    EXPECT_EQ(outreach().asked, w.now);
    EXPECT_EQ(round().error(), Errc::value_out_of_range) << "another process looks as well";
    w.now += 1h;
    EXPECT_FALSE(round());
    next_day();
    EXPECT_TRUE(round());
}

TEST_F(OutreachTest, IsMadeUpForWhenItWasMissedButNotLateInTheDay) {
    w.now = at(monday, 9h + 29min);
    EXPECT_FALSE(round()) << "too early";
    w.now = at(monday, 11h + 29min);
    EXPECT_TRUE(round());
    next_day();
    w.now += 2h;
    EXPECT_FALSE(round()) << "too late for today";
}

TEST_F(OutreachTest, AsksOnlyLiaisonsWithAChat) {
    Person person = w.person("luo");
    person.roles = {Role::requester};
    ASSERT_TRUE(w.run(ChangePerson{person}));
    EXPECT_FALSE(round());
    person.roles = {Role::liaison};
    person.conversations.clear();
    ASSERT_TRUE(w.run(ChangePerson{person}));
    EXPECT_FALSE(round());
    EXPECT_EQ(w.run(ReachOut{PersonId{"nobody"}}).error(), Errc::person_unknown);
}

TEST_F(OutreachTest, DoesNotAskForWhatIsKnown) {
    w.now = at(monday, 8h);
    OpenTicket open;
    open.id = TicketId{"777"};
    open.need = "living.eldercare";
    open.requester = luo;
    ASSERT_TRUE(w.as("luo", open));
    w.now = at(monday, 9h + 30min);
    ASSERT_TRUE(round());
    EXPECT_FALSE(w.told(NoticeKind::outreach, "luo")) << "S15";
    EXPECT_FALSE(outreach().asked);
    next_day();
    ASSERT_TRUE(round());
    EXPECT_TRUE(w.told(NoticeKind::outreach, "luo")) << "yesterday's need is not today's";
}

TEST_F(OutreachTest, FollowsTheWishForFewerContacts) {
    ASSERT_TRUE(round());
    ASSERT_TRUE(w.as("luo", LimitOutreach{luo, 3}));
    EXPECT_EQ(next_outreach(w.person("luo"), w.programme, w.now), w.now + 3 * 24h);
    next_day();
    EXPECT_FALSE(round());
    next_day(2);
    EXPECT_TRUE(round());
    ASSERT_TRUE(w.as("luo", LimitOutreach{luo, 0}));
    EXPECT_FALSE(next_outreach(w.person("luo"), w.programme, w.now));
    next_day(30);
    EXPECT_FALSE(round());
    EXPECT_EQ(w.as("luo", LimitOutreach{luo, 32}).error(), Errc::value_out_of_range);
    EXPECT_EQ(w.as("stranger", LimitOutreach{luo, 1}).error(), Errc::not_yours);
    EXPECT_EQ(w.as("stranger", LimitOutreach{PersonId{"husband"}, 1}).error(), Errc::not_yours);
}

TEST_F(OutreachTest, CountsWhatCameOfTheRound) {
    const auto counted = [&] {
        OutreachCount count;
        count_outreach(count, w.person("luo"), w.programme, w.now);
        return std::array{count.liaisons, count.asked, count.answered, count.nothing};
    };
    EXPECT_EQ(w.as("luo", AnswerOutreach{luo, true}).error(), Errc::not_yours) << "nobody asked";
    EXPECT_EQ(counted(), (std::array{1, 0, 0, 0}));
    ASSERT_TRUE(round());
    EXPECT_EQ(counted(), (std::array{1, 1, 0, 0}));
    ASSERT_TRUE(w.as("luo", AnswerOutreach{luo, true}));
    EXPECT_EQ(counted(), (std::array{1, 1, 1, 1}));
    next_day();
    EXPECT_EQ(counted(), (std::array{1, 0, 0, 0})) << "another day";
}

TEST_F(OutreachTest, ChangesFromOutsideKeepTheWish) {
    ASSERT_TRUE(w.as("luo", LimitOutreach{luo, 7}));
    Person again = w.person("luo");
    again.outreach.reset();
    again.phone = "13800001303";
    ASSERT_TRUE(w.run(ChangePerson{again}));
    EXPECT_EQ(outreach().every_days, 7);
}

}  // namespace
}  // namespace warmline::dispatcher
