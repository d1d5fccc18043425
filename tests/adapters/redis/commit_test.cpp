#include "redis/commit.hpp"

#include <gtest/gtest.h>

#include "redis/record.hpp"

namespace warmline::redis {
namespace {

TEST(Commit, NamesEachKeyOnceAndRefersToItByNumber) {
    Commit commit;
    commit.check("a", 258).absent("b").set("a", "new").zadd("due", 1700000000123, "t1").set("b", "").publish("ch", "m");
    const Command expected{"FCALL",
                           "warmline_commit",
                           "3",
                           "a",
                           "b",
                           "due",
                           "check",
                           "1",
                           encode_version(258),
                           "absent",
                           "2",
                           "set",
                           "1",
                           "new",
                           "zadd",
                           "3",
                           "1700000000123",
                           "t1",
                           "set",
                           "2",
                           "",
                           "publish",
                           "ch",
                           "m"};
    EXPECT_EQ(commit.command(), expected);
    EXPECT_EQ(commit.command(), expected) << "asking does not change it";
    EXPECT_EQ(std::move(commit).command(), expected);
}

TEST(Commit, VersionZeroMeansAbsent) {
    EXPECT_EQ(Commit().check("a", 0).command(), (Command{"FCALL", "warmline_commit", "1", "a", "check", "1", ""}));
}

TEST(Commit, KnowsWhetherItHasAnythingToDo) {
    Commit commit;
    EXPECT_TRUE(commit.empty());
    EXPECT_FALSE(commit.lpop("a").empty());
}

}  // namespace
}  // namespace warmline::redis
