#include "redis/errc.hpp"
#include "samples.hpp"

namespace warmline::house {
namespace {

class StoredTimers : public testing::Test {
protected:
    House house;
    Process& process = house.process();
    store::Store& store = process.store;
    store::Work work;
    const TicketId id{"10001"};

    void SetUp() override {
        ASSERT_TRUE(house.get(store.commit(work, changes(work, {opened("10001", "husband", house.now)}, house.now))));
        due = *dispatcher::next_due(work.state.tickets.at(id), House::programme());
    }
    std::vector<std::string> claim(Time now) { return *house.get(store.claim_timers(now, 20s, 10)); }
    store::Changes given_back(std::vector<dispatcher::Event> events, Time now) {
        auto what = changes(work, std::move(events), now);
        what.timer_done = id;
        return what;
    }
    Time due{};
    const std::vector<std::string> ours{"10001"}, none{};
};

TEST_F(StoredTimers, RingsWhenItIsDueAndForOneOnly) {
    EXPECT_EQ(claim(due - 1ms), none);
    EXPECT_EQ(claim(due), ours);
    EXPECT_EQ(claim(due), none) << "it is leased";
}

TEST_F(StoredTimers, ComesBackWhenItsHolderDies) {
    EXPECT_EQ(claim(due), ours);
    EXPECT_EQ(claim(due + 19s), none);
    EXPECT_EQ(claim(due + 20s), ours);
}

TEST_F(StoredTimers, IsArmedAgainWithTheLeaseGivenBack) {
    ASSERT_EQ(claim(due), ours);
    ASSERT_TRUE(house.get(store.commit(work, given_back({}, due))));
    EXPECT_EQ(claim(due), ours) << "nothing was done about it, so it is still due";
    auto missed = note("10001", "", due);
    missed.kind = dispatcher::EventKind::deadline_missed;
    missed.deadlines = work.state.tickets.at(id).deadlines;
    missed.deadlines.front().missed = due;
    ASSERT_TRUE(house.get(store.commit(work, given_back({missed}, due))));
    EXPECT_EQ(claim(due), none);
}

TEST_F(StoredTimers, IsGoneWhenTheTicketIsOver) {
    auto cancelled = note("10001", "不用了", house.now);
    cancelled.kind = dispatcher::EventKind::ticket_cancelled;
    ASSERT_TRUE(house.get(store.commit(work, changes(work, {cancelled}, house.now))));
    EXPECT_EQ(claim(due + 24h), none);
}

TEST_F(StoredTimers, StaleHolderDoesNotSetItBack) {
    ASSERT_EQ(claim(due), ours);
    auto other = *house.get(store.load(store::about(id)));
    auto cancelled = note("10001", "不用了", due);
    cancelled.kind = dispatcher::EventKind::ticket_cancelled;
    ASSERT_TRUE(house.get(store.commit(other, changes(other, {cancelled}, due))));
    EXPECT_EQ(house.get(store.commit(work, given_back({}, due))).error(), redis::Errc::conflict)
        << "its picture of the ticket is an old one";
}

TEST_F(StoredTimers, LeaseOfAnUnknownTicketIsGivenBackToo) {
    house.ask(process, redis::Command("ZADD", store.keys().timers(), "1", "99999"));
    EXPECT_EQ(claim(house.now), std::vector<std::string>(1, "99999"));
    store::Work nothing;
    store::Changes what;
    what.timer_done = TicketId("99999");
    ASSERT_TRUE(house.get(store.commit(nothing, what)));
    EXPECT_EQ(claim(house.now + 1h), none) << "it does not come back for ever";
}

}  // namespace
}  // namespace warmline::house
