// A service that comes every week, with a real Redis: what is opened, for whom, and that it is opened once.
#include <algorithm>

#include "dispatcher/series.hpp"
#include "house.hpp"
#include "store/rebuild.hpp"

namespace warmline::house {
namespace {

using dispatcher::Role;
using dispatcher::TicketState;

class SeriesTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(first);
        house.enrol(first, helper("shopper", "许同学", Role::volunteer, {"living.groceries"}));
        house.say(first, "shopper", "你好");
        reply = house.say(first, "husband", "家里没菜了，以后麻烦每周送一次菜");
    }
    dispatcher::Household home() {
        auto work = house.get(first.store.load(store::about(HouseholdId("home"))));
        return work->state.households.at(HouseholdId("home"));
    }
    std::vector<dispatcher::Ticket> groceries() {
        auto all = house.all_tickets(first);
        std::erase_if(all, [](const auto& ticket) { return ticket.need != "living.groceries"; });
        return all;
    }
    void command(dispatcher::Command command, dispatcher::ActorKind kind, const std::string& who) {
        dispatcher::Actor actor;
        actor.kind = kind;
        actor.person = PersonId(who);
        const auto done = house.get(first.engine.command(engine::one(std::move(command)), actor));
        ASSERT_TRUE(done) << done.error().message();
    }
    /// The shopper brings what the last ticket is about.
    void bring() {
        const auto id = home().series.at(0).ticket;
        if (house.ticket(first, id).offer->candidate != PersonId("shopper"))
            command(dispatcher::Reassign{id, PersonId("shopper"), "测试"}, dispatcher::ActorKind::coordinator,
                    "coordinator");
        command(dispatcher::AcceptOffer{id, PersonId("shopper")}, dispatcher::ActorKind::helper, "shopper");
        command(dispatcher::CompleteTicket{id, PersonId("shopper"), "送到了"}, dispatcher::ActorKind::helper,
                "shopper");
    }
    /// What the workers are writing at this moment settles first.
    void expect_rebuildable() {
        for (int again = 0; again < 50; ++again) {
            auto found = house.get(store::compare(first.store));
            if (found && found->empty()) return;
            house.until([wait = 0]() mutable { return ++wait > 20; });
        }
        auto found = house.get(store::compare(first.store));
        ASSERT_TRUE(found);
        for (const auto& difference : *found) ADD_FAILURE() << difference.key << ": " << difference.what;
    }

    House house;
    Process& first = house.process();
    std::string reply;
};

TEST_F(SeriesTest, BeginsInChat) {
    EXPECT_NE(reply.find("每周都安排一次「买菜送菜」"), std::string::npos) << reply;
    EXPECT_NE(reply.find("2月24日（周一）"), std::string::npos) << reply;
    ASSERT_EQ(home().series.size(), 1U);
    const auto score = house.ask(
        first, redis::Command("ZSCORE", first.store.keys().timers(), store::Keys::timer_of(HouseholdId("home"))));
    EXPECT_EQ(std::stoll(score.text()), dispatcher::to_ms(home().series[0].next));
    expect_rebuildable();
}

TEST_F(SeriesTest, OpensTheNextOnceWithTwoProcessesForTheSameHelper) {
    bring();
    auto& second = house.process();
    house.run_timers(first);
    house.run_timers(second);
    house.run_outbox(first);
    const auto next = home().series.at(0).next;
    house.now = next - 1h;
    house.say(first, "shopper", "我在");  // or the platform lets nothing through to her any more
    house.now = next;
    house.until([&] { return home().series.at(0).next > next; }, "the series does not go on");
    auto all = groceries();
    ASSERT_EQ(all.size(), 2U);
    const auto opened = house.ticket(first, home().series[0].ticket);
    ASSERT_TRUE(opened.offer);
    EXPECT_EQ(opened.offer->candidate, PersonId("shopper")) << opened.offer->why;
    house.until(
        [&] {
            return first.channel.told("shopper", "定期：每周一次") > 0 ||
                   second.channel.told("shopper", "定期：每周一次") > 0;
        },
        "the helper is not asked");
    expect_rebuildable();
    // The same again: whoever holds the timer now, a week opens one ticket.
    bring();
    house.now = home().series.at(0).next;
    house.until([&] { return groceries().size() == 3; }, "the third one is missing");
    EXPECT_EQ(home().series.at(0).helper, PersonId("shopper"));
    expect_rebuildable();
}

TEST_F(SeriesTest, TwoTicksAtOnceOpenOneTicket) {
    bring();
    auto& second = house.process();
    house.now = home().series.at(0).next;
    auto one = house.begin(first.engine.tick(HouseholdId("home")));
    auto two = house.begin(second.engine.tick(HouseholdId("home")));
    house.until([&] { return one->has_value() && two->has_value(); });
    EXPECT_TRUE(**one) << (*one)->error().message();
    EXPECT_TRUE(**two) << (*two)->error().message();
    EXPECT_EQ(groceries().size(), 2U);
    expect_rebuildable();
}

TEST_F(SeriesTest, IsPausedResumedAndEndedInChat) {
    bring();
    const auto paused = house.say(first, "husband", "暂停两周");
    EXPECT_NE(paused.find("3月9日"), std::string::npos) << paused;
    house.now += 20h;
    EXPECT_NE(house.say(first, "husband", "恢复").find("2月24日"), std::string::npos);
    EXPECT_NE(house.say(first, "husband", "不用再送了").find("不再定期安排"), std::string::npos);
    EXPECT_TRUE(home().series.empty());
    expect_rebuildable();
}

TEST_F(SeriesTest, GoesAlongWhenWhoAskedIsLinkedToAnotherHousehold) {
    bring();
    const auto before = home().series.at(0);
    auto mother = helper("mother", "陈女士", Role::requester, {});
    mother.helper.reset();
    mother.household = HouseholdId("home-2");
    house.enrol(first, mother);
    dispatcher::Household other;
    other.id = HouseholdId("home-2");
    other.organisation = OrganisationId("gd");
    other.members = {PersonId("mother")};
    ASSERT_TRUE(house.get(first.engine.enrol(other)));
    command(dispatcher::LinkPerson{PersonId("husband"), HouseholdId("home-2")}, dispatcher::ActorKind::coordinator,
            "coordinator");
    EXPECT_TRUE(home().series.empty());
    const auto work = house.get(first.store.load(store::about(HouseholdId("home-2"))));
    const auto& series = work->state.households.at(HouseholdId("home-2")).series;
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(series[0].next, before.next);
    EXPECT_EQ(series[0].ticket, before.ticket);
    expect_rebuildable();
}

TEST_F(SeriesTest, APlanIsOneViewOfAllThatIsDone) {
    house.say(first, "husband", "老人也没人照顾");
    const auto plan = house.say(first, "husband", "我家的计划");
    for (const auto* part : {"林干事", "买菜送菜", "长者照护", "每周一次"})
        EXPECT_NE(plan.find(part), std::string::npos) << part << " is not in " << plan;
    command(dispatcher::MakePlan{HouseholdId("home")}, dispatcher::ActorKind::coordinator, "coordinator");
    EXPECT_TRUE(home().plan_since);
    for (const auto& ticket : house.all_tickets(first)) EXPECT_EQ(ticket.owner, PersonId("partner")) << ticket.need;
    expect_rebuildable();
}

}  // namespace
}  // namespace warmline::house
