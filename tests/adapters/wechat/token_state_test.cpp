#include "wechat/token_state.hpp"

#include <gtest/gtest.h>

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
constexpr SteadyTime t0{1000h};

TokenState with_token(std::chrono::seconds jitter = 0s) {
    TokenState state;
    state.begin_refresh(t0);
    state.refreshed("one", 7200s, jitter, t0);
    return state;
}

TEST(TokenState, FetchesTheFirstTokenOnce) {
    TokenState state;
    EXPECT_EQ(state.step(t0), TokenStep::refresh);
    state.begin_refresh(t0);
    EXPECT_EQ(state.step(t0), TokenStep::wait) << "single flight";
    state.refreshed("one", 7200s, 0s, t0);
    EXPECT_EQ(state.step(t0), TokenStep::use);
    EXPECT_EQ(state.token(), "one");
}

TEST(TokenState, RefreshesEarlyAndGoesOnWithTheOldOne) {
    auto state = with_token(20s);
    const auto early = t0 + 7200s - 300s - 20s;
    EXPECT_EQ(state.step(early - 1s), TokenStep::use);
    EXPECT_EQ(state.step(early), TokenStep::use_and_refresh);
    state.begin_refresh(early);
    EXPECT_EQ(state.step(early), TokenStep::use) << "one at a time";
    state.refresh_failed(0, early + 1s);
    EXPECT_EQ(state.step(early + 9s), TokenStep::use) << "not sooner than 10 s after the last";
    EXPECT_EQ(state.step(early + 10s), TokenStep::use_and_refresh);
    EXPECT_EQ(state.step(t0 + 7200s), TokenStep::refresh) << "expired";
}

TEST(TokenState, WaitsForTheLastMinutesWhenTheSameTokenComesBack) {
    auto state = with_token(20s);
    const auto early = t0 + 6880s;
    state.begin_refresh(early);
    state.refreshed("one", 320s, 50s, early);
    EXPECT_EQ(state.step(early + 19s), TokenStep::use);
    EXPECT_EQ(state.step(early + 20s), TokenStep::use_and_refresh);
    state.begin_refresh(early + 20s);
    state.refreshed("two", 7200s, 0s, early + 20s);
    EXPECT_EQ(state.token(), "two");
    EXPECT_EQ(state.step(early + 1000s), TokenStep::use);
}

TEST(TokenState, ReplacesARefusedTokenAtMostEveryTenSeconds) {
    auto state = with_token();
    state.rejected("one", t0 + 9s);
    EXPECT_EQ(state.step(t0 + 9s), TokenStep::blocked);
    EXPECT_EQ(state.blocked_until(), t0 + 10s);
    EXPECT_EQ(state.fault_code(), 0);
    EXPECT_EQ(state.step(t0 + 10s), TokenStep::refresh);
    state.begin_refresh(t0 + 10s);
    state.refreshed("two", 7200s, 0s, t0 + 10s);
    state.rejected("one", t0 + 11s);
    EXPECT_EQ(state.step(t0 + 11s), TokenStep::use) << "a late refusal of the old token does not harm the new one";
}

TEST(TokenState, StopsForFiveMinutesWhenTheSettingsAreWrong) {
    for (const int code : {40001, 40013, 40125, 40243, 40164, 61004}) {
        TokenState state;
        state.begin_refresh(t0);
        state.refresh_failed(code, t0);
        EXPECT_EQ(state.step(t0 + 299s), TokenStep::blocked);
        EXPECT_EQ(state.fault_code(), code);
        EXPECT_EQ(state.step(t0 + 300s), TokenStep::refresh);
    }
}

TEST(TokenState, UsesAGoodTokenInSpiteOfAFault) {
    auto state = with_token();
    const auto early = t0 + 6900s;
    state.begin_refresh(early);
    state.refresh_failed(40125, early);
    EXPECT_EQ(state.step(early + 299s), TokenStep::use);
    EXPECT_EQ(state.step(t0 + 7200s), TokenStep::refresh);
}

TEST(TokenState, TriesAgainSoonWhenThePlatformIsBusy) {
    TokenState state;
    state.begin_refresh(t0);
    state.refresh_failed(-1, t0 + 1s);
    EXPECT_EQ(state.step(t0 + 9s), TokenStep::blocked);
    EXPECT_EQ(state.fault_code(), 0);
    EXPECT_EQ(state.step(t0 + 10s), TokenStep::refresh);
}

}  // namespace
}  // namespace warmline::wechat
