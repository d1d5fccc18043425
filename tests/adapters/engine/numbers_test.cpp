#include "engine/numbers.hpp"

#include <algorithm>
#include <set>

#include "house.hpp"

namespace warmline::house {
namespace {

TEST(TicketNumbers, AreUniqueOverTwoPools) {
    House house;
    engine::Numbers one(house.context.get_executor(), house.process().store);
    engine::Numbers two(house.context.get_executor(), house.process().store);
    std::set<TicketId> given;
    for (int i = 0; i < 40; ++i)
        for (auto* pool : {&one, &two}) {
            auto taken = house.get(pool->take(6));
            ASSERT_TRUE(taken);
            ASSERT_EQ(taken->size(), 6U);
            for (const auto& id : *taken) EXPECT_TRUE(given.insert(id).second) << id.value;
        }
}

TEST(TicketNumbers, UnusedOnesAreUsedNextLowestFirst) {
    House house;
    engine::Numbers numbers(house.context.get_executor(), house.process().store);
    auto first = *house.get(numbers.take(6));
    EXPECT_EQ(first.front().value, "10001");
    EXPECT_EQ(first.back().value, "10006");
    numbers.give_back({first.begin() + 2, first.end()});
    auto second = *house.get(numbers.take(6));
    EXPECT_EQ(second.front().value, "10003");
    EXPECT_EQ(second.back().value, "10008");
}

TEST(TicketNumbers, AreAnErrorWithoutRedisAndComeBackWithIt) {
    House house;
    auto& process = house.process();
    engine::Numbers numbers(house.context.get_executor(), process.store);
    house.redis.kill9();
    EXPECT_FALSE(house.get(numbers.take(6)));
    house.redis.restart();
    ASSERT_TRUE(house.get(process.client.wait_ready(30s)));
    EXPECT_TRUE(house.get(numbers.take(100))) << "more than a block at once";
}

TEST(TicketNumbers, AreLeasedOnceForAllWhoWait) {
    House house;
    auto& process = house.process();
    engine::Numbers numbers(house.context.get_executor(), process.store);
    std::vector<decltype(house.begin(numbers.take(6)))> taken;
    for (int i = 0; i < 10; ++i) taken.push_back(house.begin(numbers.take(6)));
    house.until([&] { return std::ranges::all_of(taken, [](const auto& t) { return t->has_value(); }); });
    EXPECT_EQ(house.ask(process, redis::Command("GET", process.store.keys().number())).text(), "64");
}

TEST(TicketNumbers, TelephoneServicesAreNeverGiven) {
    House house;
    auto& process = house.process();
    house.ask(process, redis::Command("SET", process.store.keys().number(), "2340"));
    engine::Numbers numbers(house.context.get_executor(), process.store);
    auto taken = *house.get(numbers.take(60));
    EXPECT_EQ(taken.front().value, "12341");
    for (const auto& id : taken) EXPECT_TRUE(id.value != "12345" && id.value != "12355") << id.value;
}

}  // namespace
}  // namespace warmline::house
