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
