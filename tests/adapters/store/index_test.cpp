// In which order what waits is taken from its index; with a real Redis.
#include <algorithm>
#include <set>

#include "samples.hpp"
#include "store/errc.hpp"

namespace warmline::house {
namespace {

class Indexes : public testing::Test {
protected:
    void commit(std::vector<dispatcher::Event> events) {
        store::Work work;
        const auto done = house.get(store.commit(work, changes(work, std::move(events), house.now)));
        ASSERT_TRUE(done) << done.error().message();
    }
    /// A ticket for which nobody has room.
    std::vector<dispatcher::Event> waiting(const std::string& id, dispatcher::Tier tier, Time due) {
        auto event = opened(id, "husband", house.now);
        event.opening->tier = tier;
        event.opening->deadlines = {{dispatcher::DeadlineKind::offer, due, {}, {}}};
        dispatcher::Event called;
        called.kind = dispatcher::EventKind::coordinator_called;
        called.at = house.now;
        called.ticket = TicketId(id);
        called.step = 1;
        return {event, called};
    }
    std::set<TicketId> unplaced(int count_max) {
        std::set<TicketId> out;
        const auto work = house.get(store.unplaced(count_max));
        for (const auto& [id, ticket] : work->state.tickets) out.insert(id);
        return out;
    }
    std::vector<dispatcher::Event> call(const std::string& id, bool urgent, Time at) {
        dispatcher::Event event;
        event.kind = dispatcher::EventKind::call_task_opened;
        event.call_task.emplace();
        event.call_task->id = id;
        event.call_task->reason = "person_wanted";
        event.call_task->urgent = urgent;
        event.call_task->opened = at;
        return {event};
    }
    House house;
    Process& process = house.process();
    store::Store& store = process.store;
};

TEST_F(Indexes, TheMostUrgentTicketsAreTakenAndTheOthersDrawn) {
    std::set<TicketId> all, urgent;
    for (int i = 0; i < 30; ++i) {
        const auto id = std::to_string(10001 + i);
        const bool first = i % 6 == 0;  // five of them, whenever they came
        const auto due = house.now + (first ? -1h : std::chrono::hours(i));
        commit(waiting(id, first ? dispatcher::Tier::t1 : dispatcher::Tier::t3, due));
        all.emplace(id);
        if (first) urgent.emplace(id);
    }
    EXPECT_EQ(unplaced(100), all) << "with room for all of them none is drawn";
    std::set<TicketId> seen;
    for (int round = 0; round < 200 && seen.size() < all.size(); ++round) {
        const auto taken = unplaced(10);
        ASSERT_EQ(taken.size(), 10U);
        for (const auto& id : urgent) EXPECT_TRUE(taken.contains(id)) << id.value;
        seen.insert(taken.begin(), taken.end());
    }
    EXPECT_EQ(seen, all) << "none waits for ever";
}

TEST_F(Indexes, UrgentCallsComeFirstAndAnyIsFoundByItsId) {
    constexpr int shown = 200;
    for (int i = 0; i < shown + 20; ++i) commit(call("call-" + std::to_string(i), false, house.now + 1s * i));
    commit(call("late", true, house.now + 2h));
    commit(call("later", true, house.now + 3h));
    const auto calls = *house.get(store.open_calls());
    ASSERT_EQ(calls.size(), static_cast<std::size_t>(shown));
    EXPECT_EQ(calls[0].id, "late");
    EXPECT_EQ(calls[1].id, "later");
    EXPECT_EQ(calls[2].id, "call-0") << "then the oldest";
    const auto hidden = house.get(store.open_call("call-" + std::to_string(shown + 10)));
    ASSERT_TRUE(hidden);
    auto done = call(hidden->id, false, hidden->opened);
    done.front().kind = dispatcher::EventKind::call_task_done;
    done.front().call_task->done = house.now;
    store::Store::Roots roots;
    roots.calls.push_back(hidden->id);
    auto work = house.get(store.load(roots));
    ASSERT_TRUE(house.get(store.commit(*work, changes(*work, std::move(done), house.now))));
    EXPECT_EQ(house.get(store.open_call(hidden->id)).error(), store::Errc::not_found) << "it is done";
    EXPECT_EQ(house.get(store.open_call("none")).error(), store::Errc::not_found);
}

}  // namespace
}  // namespace warmline::house
