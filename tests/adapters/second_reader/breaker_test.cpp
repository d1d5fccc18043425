#include "second_reader/breaker.hpp"

#include <gtest/gtest.h>

namespace warmline::second_reader {
namespace {

using namespace std::chrono_literals;

class BreakerTest : public testing::Test {
protected:
    void fail(int times) {
        for (int i = 0; i < times; ++i) {
            ASSERT_TRUE(breaker.admits(now));
            breaker.began();
            breaker.failed(now);
        }
    }
    SteadyTime now{1h};
    Breaker breaker{3, 30s};
};

TEST_F(BreakerTest, OpensAfterSoManyFailuresInARow) {
    fail(2);
    breaker.began();
    breaker.succeeded();
    fail(2);
    EXPECT_TRUE(breaker.admits(now)) << "a success between them counts from the start";
    fail(1);
    EXPECT_TRUE(breaker.resting());
    EXPECT_FALSE(breaker.admits(now));
    EXPECT_FALSE(breaker.admits(now + 30s - 1ms));
    EXPECT_TRUE(breaker.admits(now + 30s));
}

TEST_F(BreakerTest, OneProbeDecides) {
    fail(3);
    now += 30s;
    breaker.began();
    EXPECT_FALSE(breaker.admits(now)) << "one at a time";
    breaker.failed(now);
    EXPECT_FALSE(breaker.admits(now + 30s - 1ms));
    now += 30s;
    ASSERT_TRUE(breaker.admits(now));
    breaker.began();
    breaker.succeeded();
    EXPECT_FALSE(breaker.resting());
    fail(2);
    EXPECT_TRUE(breaker.admits(now)) << "it counts anew";
}

TEST_F(BreakerTest, FailuresOfQuestionsUnderWayDoNotProlongTheRest) {
    for (int i = 0; i < 5; ++i) breaker.began();
    for (int i = 0; i < 5; ++i) breaker.failed(now + i * 10s);
    EXPECT_TRUE(breaker.admits(now + 20s + 30s)) << "it opened with the third";
}

}  // namespace
}  // namespace warmline::second_reader
