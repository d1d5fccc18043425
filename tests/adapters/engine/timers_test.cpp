#include "house.hpp"

namespace warmline::house {
namespace {

using dispatcher::EventKind;

class TimersTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(first);
        eldercare = house.tell_story(first).front();
    }
    std::size_t happened(EventKind kind) {
        const auto ticket = house.ticket(first, eldercare);
        return static_cast<std::size_t>(std::count_if(ticket.history.begin(), ticket.history.end(),
                                                      [&](const auto& event) { return event.kind == kind; }));
    }
    /// Both processes' timers have looked at the clock as it is.
    void look_twice() {
        for (auto& process : house.processes) {
            house.ask(*process, redis::Command("ZADD", process->store.keys().timers(), "1", "no-such-ticket"));
            house.until([&] {
                return house.ask(*process, redis::Command("ZCARD", process->store.keys().timer_leases())).integer() ==
                           0 &&
                       house.ask(*process, redis::Command("ZSCORE", process->store.keys().timers(), "no-such-ticket"))
                           .is_nil();
            });
        }
    }
    House house;
    Process& first = house.process();
    TicketId eldercare;
};

TEST_F(TimersTest, DueTicketFiresOnceWithTwoProcesses) {
    auto& second = house.process();
    house.run_timers(first);
    house.run_timers(second);
    ASSERT_EQ(happened(EventKind::offer_expired), 0U);
    house.now = house.ticket(first, eldercare).offer->answer_by;
    house.until([&] { return happened(EventKind::offer_expired) == 1; });
    look_twice();
    EXPECT_EQ(happened(EventKind::offer_expired), 1U);
    EXPECT_EQ(happened(EventKind::coordinator_called), 1U) << "the partner was the only one who could be asked";
    const auto due = dispatcher::next_due(house.ticket(first, eldercare), House::programme());
    ASSERT_TRUE(due);
    const auto score = house.ask(first, redis::Command("ZSCORE", first.store.keys().timers(), eldercare.value)).text();
    EXPECT_EQ(std::stoll(score), dispatcher::to_ms(*due)) << "armed for what comes next";
}

TEST_F(TimersTest, LeaseOfADeadProcessIsTakenOver) {
    house.now = house.ticket(first, eldercare).offer->answer_by;
    const auto claimed = *house.get(first.store.claim_timers(house.now, 20s, 100));
    ASSERT_FALSE(claimed.empty());  // and then that process died
    auto& second = house.process();
    house.run_timers(second);
    house.ask(second, redis::Command("ZADD", second.store.keys().timers(), "1", "no-such-ticket"));
    house.until([&] {
        return house.ask(second, redis::Command("ZSCORE", second.store.keys().timers(), "no-such-ticket")).is_nil();
    });
    EXPECT_EQ(happened(EventKind::offer_expired), 0U) << "it is not second's before the lease has run out";
    house.now += 20s;
    house.until([&] { return happened(EventKind::offer_expired) == 1; });
}

TEST_F(TimersTest, ReplyOfTheWorldAndTheTimerMeetOnOneTicket) {
    // The partner accepts at the very moment at which the offer runs out: one of the two happens, whole.
    house.now = house.ticket(first, eldercare).offer->answer_by;
    auto& second = house.process();
    auto tick = house.begin(second.engine.tick(eldercare));
    auto answer = house.begin(first.engine.handle(house.text("partner", "接单"), soon()));
    house.until([&] { return tick->has_value() && answer->has_value(); });
    EXPECT_TRUE(**tick);
    EXPECT_TRUE(**answer);
    const auto ticket = house.ticket(first, eldercare);
    EXPECT_EQ(happened(EventKind::ticket_accepted) + happened(EventKind::offer_expired), 1U);
    EXPECT_EQ(ticket.assignee.empty(), happened(EventKind::offer_expired) == 1);
}

TEST_F(TimersTest, LagIsMeasured) {
    house.now = house.ticket(first, eldercare).offer->answer_by + 3s;
    ASSERT_TRUE(house.get(first.engine.tick(eldercare)));
    EXPECT_EQ(first.stats.timers_fired, 1U);
    EXPECT_EQ(first.stats.timer_lag_ms_max, 3000U);
}

}  // namespace
}  // namespace warmline::house
