#include "judge.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "judge_fit.hpp"
#include "random.hpp"
#include "thresholds.hpp"

namespace warmline::bot::training {
namespace {

/// Two facts in [-1, 1) that no straight line divides: it is so where both have one sign.
JudgeLessons both_of_one_sign() {
    JudgeLessons lessons(2, 1);
    Random random(7);
    const auto fact = [&] { return static_cast<float>(random.below(2000)) / 1000.0F - 1.0F; };
    for (int at = 0; at < 4000; ++at) {
        const float facts[] = {fact(), fact()};
        lessons.add(facts, 0, (facts[0] > 0) == (facts[1] > 0));
    }
    return lessons;
}

TEST(Judge, LearnsThatFactsMatterTogether) {
    const Judge judge = both_of_one_sign().fit();
    const auto says = [&](float left, float right) {
        const float facts[] = {left, right};
        return judge.probability(facts);
    };
    EXPECT_GT(says(0.7F, 0.7F), 0.75F);
    EXPECT_GT(says(-0.7F, -0.7F), 0.75F);
    EXPECT_LT(says(0.7F, -0.7F), 0.25F);
    EXPECT_LT(says(-0.7F, 0.7F), 0.25F);
}

TEST(Judge, IsTheSameForTheSameLessons) {
    const Judge first = both_of_one_sign().fit(), second = both_of_one_sign().fit();
    EXPECT_EQ(first.hidden, second.hidden);
    EXPECT_EQ(first.direct, second.direct);
}

TEST(Judge, KeepsLabelsApart) {
    JudgeLessons lessons(2, 2);
    const float nothing[] = {0, 0};
    for (int at = 0; at < 1000; ++at) {
        lessons.add(nothing, 0, at % 10 == 0);
        lessons.add(nothing, 1, at % 10 != 0);
    }
    const Judge judge = lessons.fit();
    EXPECT_NEAR(judge.probability(nothing, 0), 0.1F, 0.05F);
    EXPECT_NEAR(judge.probability(nothing, 1), 0.9F, 0.05F);
}

TEST(Thresholds, AreWhereTheyDoBest) {
    const std::vector<Said> said = {{0.9F, true}, {0.8F, true}, {0.7F, false}, {0.6F, true}, {0.1F, false}};
    EXPECT_FLOAT_EQ(f1_threshold(said), 0.6F);
    EXPECT_FLOAT_EQ(f1_threshold(said, 0.10), 0.6F) << "0.1 loses 0.107";
    EXPECT_FLOAT_EQ(f1_threshold(said, 0.11), 0.1F);
    EXPECT_FLOAT_EQ(recall_threshold(said, 0.6), 0.8F);
    EXPECT_FLOAT_EQ(recall_threshold(said, 1.0), 0.6F);
    EXPECT_FLOAT_EQ(precision_threshold(said, 1.0), 0.8F);
    EXPECT_FLOAT_EQ(precision_threshold(said, 0.75), 0.6F);
    EXPECT_GT(precision_threshold({{0.5F, false}}, 0.9), 1.0F) << "nothing is sure enough";
    EXPECT_FLOAT_EQ(recall_threshold({}, 0.9), 0.5F);
}

}  // namespace
}  // namespace warmline::bot::training
