#include "engine/numbers.hpp"

#include <set>

#include "house.hpp"

namespace warmline::house {
namespace {

TEST(TicketNumbers, AreUniqueOverTwoPools) {
    House house;
    engine::Numbers one(house.process().store), two(house.process().store);
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
    engine::Numbers numbers(house.process().store);
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
    engine::Numbers numbers(process.store);
    house.redis.kill9();
    EXPECT_FALSE(house.get(numbers.take(6)));
    house.redis.restart();
    ASSERT_TRUE(house.get(process.client.wait_ready(30s)));
    EXPECT_TRUE(house.get(numbers.take(100))) << "more than a block at once";
}

}  // namespace
}  // namespace warmline::house
