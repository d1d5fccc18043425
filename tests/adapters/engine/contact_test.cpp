// A family is not asked, unasked, more often than the programme says in a day (P1, S15); with a real Redis.
#include "dispatcher/fit.hpp"
#include "house.hpp"
#include "store/rebuild.hpp"

namespace warmline::house {
namespace {

class ContactTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(process);
        house.run_outbox(process);
        ASSERT_EQ(process.programme.contacts_per_day_max, 2);
        for (int i = 0; i < 4; ++i) ids.push_back(open(9001 + i));
    }
    void office(dispatcher::Command command) {
        dispatcher::Actor actor;
        actor.kind = dispatcher::ActorKind::coordinator;
        actor.person = PersonId("chen");
        auto done = house.get(process.engine.command(engine::one(std::move(command)), actor));
        ASSERT_TRUE(done) << done.error().message();
    }
    TicketId open(int number) {
        dispatcher::OpenTicket command;
        command.id = TicketId(std::to_string(number));
        command.need = "living.groceries";
        command.requester = PersonId("husband");
        command.household = house.person(process, "husband").household;
        command.summary = "家里没有菜了";
        office(command);
        return command.id;
    }
    void accept(const TicketId& id) {
        const auto candidate = house.ticket(process, id).offer->candidate;
        office(dispatcher::AcceptOffer{id, candidate});
    }
    void complete(const TicketId& id) {
        accept(id);
        office(dispatcher::CompleteTicket{id, house.ticket(process, id).assignee, "送到了"});
    }
    [[nodiscard]] std::size_t asked() const { return process.channel.told("husband", "怎么样？"); }
    void until_asked(std::size_t times) {
        process.outbox.wake();
        house.until([&] { return asked() == times; }, "the family is not asked");
    }
    [[nodiscard]] bool is_empty(const std::string& lane) {
        return house.ask(process, redis::Command("LLEN", process.store.keys().outbox_lane(lane))).integer() == 0;
    }
    /// Tuesday, nine in the morning. What is being sent when the clock jumps would be sent again, as after a crash.
    void next_morning() {
        for (const auto* who : {"husband", "partner"})
            house.until([&] { return is_empty(house.chat_of(process, who).value); }, "something is still being sent");
        house.now += 23h;
    }

    House house;
    Process& process = house.process();
    std::vector<TicketId> ids;
};

TEST_F(ContactTest, WhatIsBeyondTheNumberWaitsForTheMorningAndHoldsUpNothing) {
    complete(ids[0]);
    complete(ids[1]);
    until_asked(2);
    complete(ids[2]);
    accept(ids[3]);
    process.outbox.wake();
    house.until([&] { return process.channel.told("husband", ids[3].value) >= 1; }, "who comes is not said today");
    EXPECT_EQ(asked(), 2U);
    const auto home = house.person(process, "husband").household;
    auto work = house.get(process.store.load(store::about(home)));
    ASSERT_TRUE(work);
    EXPECT_EQ(work->state.households.at(home).contacts,
              (dispatcher::Contacts{dispatcher::helper_day(house.now) + 1, 1}));
    next_morning();
    until_asked(3);
    auto found = house.get(store::compare(process.store));
    ASSERT_TRUE(found);
    for (const auto& difference : *found) ADD_FAILURE() << difference.key << ": " << difference.what;
}

TEST_F(ContactTest, TheMorningAsksOnlyWhatIsStillOpen) {
    for (const auto& id : ids) complete(id);
    until_asked(2);
    dispatcher::Actor husband{dispatcher::ActorKind::requester, PersonId("husband"), {}};
    auto commands = engine::one(dispatcher::RateTicket{ids[2], true, 5, "很好"});
    ASSERT_TRUE(house.get(process.engine.command(std::move(commands), husband)));
    next_morning();
    until_asked(3);
    const auto lane = house.chat_of(process, "husband").value + "~";
    house.until([&] { return is_empty(lane); }, "something still waits");
    EXPECT_EQ(asked(), 3U) << "what was answered meanwhile is not asked";
}

TEST_F(ContactTest, WhatIsSaidAtOnceCountsOnce) {
    for (const auto& id : ids) accept(id);
    std::vector<dispatcher::Command> all;
    for (const auto& id : ids)
        all.emplace_back(dispatcher::CompleteTicket{id, house.ticket(process, id).assignee, "一起送到了"});
    dispatcher::Actor actor;
    actor.kind = dispatcher::ActorKind::coordinator;
    ASSERT_TRUE(house.get(process.engine.command(std::move(all), actor)));
    until_asked(4);
}

}  // namespace
}  // namespace warmline::house
