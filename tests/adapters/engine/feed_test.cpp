#include "house.hpp"

namespace warmline::house {
namespace {

class FeedTest : public testing::Test {
protected:
    House house;
    Process& here = house.process();
    Process& there = house.process();
};

TEST_F(FeedTest, PersonEnrolledElsewhereArrives) {
    house.run_feed(here);
    EXPECT_EQ(here.roster.find(PersonId("tutor-9")), nullptr);
    house.enrol(there, helper("tutor-9", "郑同学", dispatcher::Role::volunteer, {"education.tutoring"}));
    house.until([&] { return here.roster.find(PersonId("tutor-9")) != nullptr; });
    EXPECT_EQ(here.roster.taking("education.tutoring").size(), 1U);
    EXPECT_EQ(here.roster.find(PersonId("tutor-9"))->version, there.roster.find(PersonId("tutor-9"))->version);
}

TEST_F(FeedTest, LoadOfAHelperElsewhereArrives) {
    house.enrol_people(there);
    house.run_feed(here);
    ASSERT_NE(here.roster.find(PersonId("partner")), nullptr) << "start loads whom the store knows";
    ASSERT_TRUE(here.roster.find(PersonId("partner"))->person.helper->offers.empty());
    const auto tickets = house.tell_story(there);
    house.until([&] {
        return here.roster.find(PersonId("partner"))->person.helper->offers == std::vector<TicketId>(1, tickets[0]);
    });
}

TEST_F(FeedTest, WhoNoLongerHelpsIsForgottenElsewhere) {
    house.enrol(there, helper("tutor-9", "郑同学", dispatcher::Role::volunteer, {"education.tutoring"}));
    house.run_feed(here);
    auto retired = helper("tutor-9", "郑同学", dispatcher::Role::requester, {});
    retired.helper.reset();
    house.enrol(there, retired);
    house.until([&] { return here.roster.taking("education.tutoring").empty(); });
    EXPECT_TRUE(there.roster.taking("education.tutoring").empty());
}

TEST_F(FeedTest, ListenersHearOwnAndOthersEventsInOrderUntilTheyLeave) {
    house.run_feed(here);
    std::vector<std::string> heard;
    int number = 0, calls = 0;
    number = here.feed.listen([&](const store::Batch& batch) {
        for (const auto& event : batch.events) heard.push_back(event.person.value);
    });
    int once = 0;
    once = here.feed.listen([&](const store::Batch&) {
        ++calls;
        here.feed.forget(once);
    });
    house.enrol(here, helper("a", "a", dispatcher::Role::volunteer, {}));
    house.enrol(there, helper("b", "b", dispatcher::Role::volunteer, {}));
    house.enrol(here, helper("c", "c", dispatcher::Role::volunteer, {}));
    house.until([&] { return heard.size() == 3; });
    EXPECT_EQ(heard, (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(calls, 1) << "a listener may leave while it listens";
    here.feed.forget(number);
    house.enrol(there, helper("d", "d", dispatcher::Role::volunteer, {}));
    house.until([&] { return here.roster.find(PersonId("d")) != nullptr; });
    EXPECT_EQ(heard.size(), 3U);
}

TEST_F(FeedTest, GoesOnWhereItWasWhenRedisComesBack) {
    House durable({"--appendonly", "yes", "--appendfsync", "always"});
    auto& one = durable.process();
    auto& two = durable.process();
    durable.run_feed(one);
    int events = 0;
    (void)one.feed.listen([&](const store::Batch& batch) { events += static_cast<int>(batch.events.size()); });
    durable.enrol(two, helper("a", "a", dispatcher::Role::volunteer, {}));
    durable.until([&] { return events == 1; });
    durable.redis.restart();
    for (auto& process : durable.processes) ASSERT_TRUE(durable.get(process->client.wait_ready(30s)));
    durable.enrol(two, helper("b", "b", dispatcher::Role::volunteer, {}));
    durable.until([&] { return events == 2; });
    EXPECT_NE(one.roster.find(PersonId("b")), nullptr);
}

TEST_F(FeedTest, EntryThatCannotBeReadIsPassedOver) {
    house.run_feed(here);
    house.ask(there, redis::Command("XADD", there.store.keys().events(), "*", "d", "rubbish"));
    house.enrol(there, helper("a", "a", dispatcher::Role::volunteer, {}));
    house.until([&] { return here.roster.find(PersonId("a")) != nullptr; });
}

}  // namespace
}  // namespace warmline::house
