#include "second_reader/budget.hpp"

#include <gtest/gtest.h>

namespace warmline::second_reader {
namespace {

using namespace std::chrono_literals;

TEST(Budget, HoldsInAnyMinute) {
    Budget budget(2);
    const SteadyTime start{1h};
    EXPECT_TRUE(budget.take(start));
    EXPECT_TRUE(budget.take(start + 50s));
    EXPECT_FALSE(budget.take(start + 59s));
    EXPECT_TRUE(budget.take(start + 60s)) << "the first is a minute old";
    EXPECT_FALSE(budget.take(start + 61s)) << "no new minute begins at 60";
    EXPECT_TRUE(budget.take(start + 110s));
}

}  // namespace
}  // namespace warmline::second_reader
