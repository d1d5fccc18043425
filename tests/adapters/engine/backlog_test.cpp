#include "engine/backlog.hpp"

#include <algorithm>

#include "house.hpp"

namespace warmline::house {
namespace {

class BacklogTest : public testing::Test {
protected:
    void SetUp() override {
        auto driver = helper("driver", "司机", dispatcher::Role::volunteer, {"transport"}, 1);
        driver.helper->licences = {"driving"};
        house.enrol(process, driver);
        for (const auto* who : {"nurse-1", "nurse-2", "nurse-3"})
            house.say(process, who, "我是广州市第一人民医院的护士，下夜班没有公交车了，需要车送我回家");
    }
    std::size_t unplaced() { return house.get(process.store.unplaced(10))->state.tickets.size(); }
    std::optional<TicketId> offered() {
        for (const auto& ticket : house.all_tickets(process))
            if (ticket.offer) return ticket.id;
        return std::nullopt;
    }
    House house;
    Process& process = house.process();
    engine::Backlog backlog{house.context.get_executor(), process.parts, process.engine};
};

TEST_F(BacklogTest, OldestIsOfferedAsSoonAsSomebodyHasRoom) {
    process.engine.on_room = [this] { backlog.wake(); };
    backlog.start();
    EXPECT_EQ(unplaced(), 2U) << "one driver, three rides";
    const auto first = *offered();
    house.say(process, "driver", "接单");
    house.say(process, "driver", "完成 已送到家");
    house.until([&] { return unplaced() == 1; });
    const auto second = *offered();
    EXPECT_GT(second, first);
    const auto why = house.ticket(process, second).offer->why;
    EXPECT_NE(why.find("总体最合适"), std::string::npos) << why;
    EXPECT_EQ(process.stats.backlog_placed, 1U);
    process.engine.on_room = [] {};
    house.finish(backlog.stop());
}

TEST_F(BacklogTest, TheUrgentOneIsFoundAmongMoreThanARoundTakes) {
    constexpr int many = 2100, at_once = 100;
    for (int i = 0; i < many; i += at_once) {
        store::Work work;
        store::Changes changes;
        changes.now = house.now;
        for (int n = i; n < i + at_once; ++n) {
            dispatcher::Event opened, called;
            opened.kind = dispatcher::EventKind::ticket_opened;
            called.kind = dispatcher::EventKind::coordinator_called;
            called.step = 1;
            opened.at = called.at = house.now;
            opened.ticket = called.ticket = TicketId(std::to_string(50'000 + n));
            opened.opening.emplace();
            opened.opening->need = "transport";
            opened.opening->requester = PersonId("somebody-" + std::to_string(n));
            opened.opening->organisation = OrganisationId("gd");
            opened.opening->tier = n == many - 7 ? dispatcher::Tier::t1 : dispatcher::Tier::t3;
            opened.opening->deadlines = {{dispatcher::DeadlineKind::resolve, house.now + 24h, {}, {}}};
            for (auto& event : {opened, called}) {
                dispatcher::apply(work.state, event);
                changes.events.push_back(event);
            }
        }
        ASSERT_TRUE(house.get(process.store.commit(work, changes)));
    }
    const TicketId urgent(std::to_string(50'000 + many - 7));
    house.say(process, "driver", "接单");
    house.say(process, "driver", "完成 已送到家");
    process.engine.on_room = [this] { backlog.wake(); };
    backlog.start();
    house.until([&] { return house.ticket(process, urgent).offer.has_value(); }, "the urgent one is not offered");
    EXPECT_EQ(house.ticket(process, urgent).offer->candidate, PersonId("driver"));
    process.engine.on_room = [] {};
    house.finish(backlog.stop());
}

TEST_F(BacklogTest, WhoHelpedTheHouseholdIsPreferred) {
    for (const auto* id : {"driver-1", "driver-2"}) {
        auto one = helper(id, "司机", dispatcher::Role::volunteer, {"transport"}, 0);
        one.helper->licences = {"driving"};
        house.enrol(process, one);
    }
    auto work = house.get(process.store.unplaced(10));
    ASSERT_FALSE(work->state.tickets.empty());
    const auto waiting = work->state.tickets.begin()->second;
    auto home = work->state.households.at(waiting.household);
    home.helped = {PersonId("driver-2")};
    dispatcher::Event event;
    event.kind = dispatcher::EventKind::household_changed;
    event.household_state = home;
    store::Changes changes;
    changes.now = house.now;
    work->state.households.at(home.id) = home;  // as a ticket that was resolved would have left it
    changes.events = {event};
    ASSERT_TRUE(house.get(process.store.commit(*work, changes)));
    for (const auto* id : {"driver-1", "driver-2"}) {
        auto one = house.person(process, id);
        one.helper->capacity = 5;
        house.enrol(process, one);
    }
    backlog.start();
    house.until([&] { return house.ticket(process, waiting.id).offer.has_value(); });
    EXPECT_EQ(house.ticket(process, waiting.id).offer->candidate, PersonId("driver-2"));
    house.finish(backlog.stop());
}

TEST_F(BacklogTest, TwoProcessesPlaceEachTicketOnce) {
    auto& other = house.process();
    house.run_feed(other);
    engine::Backlog theirs{house.context.get_executor(), other.parts, other.engine};
    auto free = helper("driver-2", "司机", dispatcher::Role::volunteer, {"transport"}, 5);
    free.helper->licences = {"driving"};
    house.enrol(process, free);
    house.until([&] { return other.roster.find(PersonId("driver-2")) != nullptr; });
    process.engine.on_room = [this] { backlog.wake(); };
    backlog.start();
    theirs.start();
    house.until([&] { return unplaced() == 0; });
    EXPECT_EQ(house.person(process, "driver-2").helper->offers.size(), 2U);
    process.engine.on_room = [] {};
    house.finish(backlog.stop());
    house.finish(theirs.stop());
    for (const auto& ticket : house.all_tickets(process))
        EXPECT_EQ(std::ranges::count(ticket.history, dispatcher::EventKind::ticket_offered, &dispatcher::Event::kind),
                  1);
}

}  // namespace
}  // namespace warmline::house
