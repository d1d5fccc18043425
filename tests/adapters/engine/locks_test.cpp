#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include "engine/group.hpp"
#include "engine/locks.hpp"
#include "house.hpp"

namespace warmline::engine {
namespace {

using namespace std::chrono_literals;

/// Runs everything that can run.
void settle(asio::io_context& context) {
    context.restart();
    context.poll();
}

asio::awaitable<void> rest(std::chrono::milliseconds span) {
    asio::steady_timer timer(co_await asio::this_coro::executor, span);
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

/// Holds the name until `gate` is cancelled; says when it begins and ends.
asio::awaitable<void> hold(Locks& locks, std::string name, int number, asio::steady_timer& gate, std::string& log) {
    const auto held = co_await locks.hold(std::move(name));
    log += "+" + std::to_string(number);
    boost::system::error_code ignored;
    co_await gate.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    log += "-" + std::to_string(number);
}

class LocksTest : public testing::Test {
protected:
    void hold(std::string name, int number) {
        asio::co_spawn(context, engine::hold(locks, std::move(name), number, gate, log), asio::detached);
        settle(context);
    }
    void open_gate() {
        gate.cancel();
        settle(context);
    }
    asio::io_context context{1};
    Locks locks{context.get_executor()};
    asio::steady_timer gate{context, asio::steady_timer::time_point::max()};
    std::string log;
};

TEST_F(LocksTest, OneAtATimeInTheOrderOfAsking) {
    for (const int number : {1, 2, 3}) hold("chat", number);
    EXPECT_EQ(log, "+1");
    EXPECT_TRUE(locks.busy("chat"));
    open_gate();
    EXPECT_EQ(log, "+1-1+2");
    open_gate();
    open_gate();
    EXPECT_EQ(log, "+1-1+2-2+3-3");
    EXPECT_FALSE(locks.busy("chat"));
}

TEST_F(LocksTest, OtherNamesDoNotWait) {
    hold("chat", 1);
    hold("other", 2);
    EXPECT_EQ(log, "+1+2");
    EXPECT_FALSE(locks.busy("third"));
    open_gate();
}

TEST_F(LocksTest, WhoComesWhileItIsHandedOverStandsBehind) {
    hold("chat", 1);
    asio::co_spawn(context, engine::hold(locks, "chat", 2, gate, log), asio::detached);
    settle(context);
    gate.cancel();  // 1 lets go when it next runs
    asio::co_spawn(context, engine::hold(locks, "chat", 3, gate, log), asio::detached);
    settle(context);
    EXPECT_EQ(log, "+1-1+2");
    open_gate();
    open_gate();
    EXPECT_EQ(log, "+1-1+2-2+3-3");
}

TEST_F(LocksTest, CancelledWaiterStillPassesTheNameOn) {
    hold("chat", 1);
    asio::cancellation_signal cancel;
    asio::co_spawn(context, engine::hold(locks, "chat", 2, gate, log),
                   asio::bind_cancellation_slot(cancel.slot(), asio::detached));
    settle(context);
    hold("chat", 3);
    cancel.emit(asio::cancellation_type::terminal);
    settle(context);
    EXPECT_EQ(log, "+1") << "nobody gets in early";
    open_gate();
    open_gate();
    open_gate();
    EXPECT_NE(log.find("+3-3"), std::string::npos) << log;
    EXPECT_FALSE(locks.busy("chat"));
}

asio::awaitable<void> throw_while_holding(Locks& locks) {
    const auto held = co_await locks.hold("chat");
    throw std::runtime_error("a fault");
}

TEST_F(LocksTest, FaultGivesTheNameBack) {
    asio::co_spawn(context, throw_while_holding(locks), asio::detached);
    settle(context);
    EXPECT_FALSE(locks.busy("chat"));
}

TEST(Groups, WaitEndsWhenAllHaveEnded) {
    asio::io_context context{1};
    Group group(context.get_executor());
    bool waited = false;
    for (const auto span : {1ms, 5ms, 3ms}) group.spawn(rest(span));
    EXPECT_EQ(group.running(), 3U);
    asio::co_spawn(context, group.wait(), [&](const std::exception_ptr&) {
        waited = true;
        EXPECT_EQ(group.running(), 0U);
    });
    context.run_for(30s);
    EXPECT_TRUE(waited);
}

asio::awaitable<void> fail() {
    throw std::runtime_error("a fault");
    co_return;
}

TEST(Groups, FaultOfOneIsNotTheEndOfTheOthers) {
    asio::io_context context{1};
    Group group(context.get_executor());
    group.spawn(fail());
    group.spawn(rest(1ms));
    int waited = 0;
    for (int i = 0; i < 2; ++i) asio::co_spawn(context, group.wait(), [&](const std::exception_ptr&) { ++waited; });
    context.run_for(30s);
    EXPECT_EQ(waited, 2) << "any number may wait";
    EXPECT_EQ(group.running(), 0U);
}

TEST(Groups, NothingToWaitFor) {
    asio::io_context context{1};
    Group group(context.get_executor());
    bool waited = false;
    asio::co_spawn(context, group.wait(), [&](const std::exception_ptr&) { waited = true; });
    settle(context);
    EXPECT_TRUE(waited);
}

}  // namespace
}  // namespace warmline::engine
