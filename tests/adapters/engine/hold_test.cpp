#include "engine/hold.hpp"

#include "house.hpp"

namespace warmline::engine {
namespace {

using dispatcher::PersonId;

class HoldTest : public testing::Test {
protected:
    /// Lets a hold wait for a person; says so when it has ended.
    std::shared_ptr<bool> wait(Hold& hold, const char* id) {
        auto done = std::make_shared<bool>(false);
        asio::co_spawn(context, waiting(hold, PersonId(id), done), asio::detached);
        settle();
        return done;
    }
    void settle() {
        context.restart();
        context.poll();
    }
    static asio::awaitable<void> waiting(Hold& hold, PersonId id, std::shared_ptr<bool> done) {
        co_await hold.wait_for(std::move(id));
        *done = true;
    }
    static std::vector<PersonId> ids(const char* one, const char* two) { return {PersonId(one), PersonId(two)}; }

    asio::io_context context{1};
    Locks locks{context.get_executor()};
    dispatcher::Roster roster;
};

TEST_F(HoldTest, TakesAllOrNothing) {
    Hold one(locks, roster), two(locks, roster);
    EXPECT_EQ(one.take(ids("a", "b")), std::nullopt);
    EXPECT_EQ(one.take(ids("b", "c")), std::nullopt) << "its own do not stand in its way";
    EXPECT_EQ(two.take(ids("d", "b")), PersonId("b"));
    EXPECT_FALSE(roster.held().contains(PersonId("d")));
    one.clear();
    EXPECT_TRUE(roster.held().empty());
    EXPECT_EQ(two.take(ids("d", "b")), std::nullopt);
    EXPECT_TRUE(roster.held().contains(PersonId("b")));
}

TEST_F(HoldTest, WaitsInTheOrderOfAskingAndLetsGoOfTheRestFirst) {
    Hold one(locks, roster), two(locks, roster), three(locks, roster);
    ASSERT_EQ(one.take(ids("a", "b")), std::nullopt);
    ASSERT_EQ(two.take(ids("c", "d")), std::nullopt);
    const auto second = wait(two, "a");
    const auto third = wait(three, "a");
    EXPECT_FALSE(locks.busy("person/c")) << "who waits holds nothing";
    one.clear();
    settle();
    EXPECT_TRUE(*second);
    EXPECT_FALSE(*third);
    EXPECT_TRUE(roster.held().contains(PersonId("a")));
    two.clear();
    settle();
    EXPECT_TRUE(*third);
}

TEST_F(HoldTest, EndsWithItsOwner) {
    {
        Hold hold(locks, roster);
        ASSERT_EQ(hold.take(ids("a", "b")), std::nullopt);
    }
    EXPECT_TRUE(roster.held().empty());
    EXPECT_FALSE(locks.busy("person/a"));
}

}  // namespace
}  // namespace warmline::engine
