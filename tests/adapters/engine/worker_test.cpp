#include "engine/worker.hpp"

#include "house.hpp"

namespace warmline::engine {
namespace {

using namespace std::chrono_literals;
using house::House;

class WorkerTest : public testing::Test {
protected:
    asio::awaitable<std::chrono::milliseconds> round() {
        ++begun;
        if (fails) throw std::runtime_error("a fault");
        if (holds) {
            boost::system::error_code ignored;
            co_await gate.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        ++ended;
        co_return rests;
    }
    void until(const std::function<bool()>& done) {
        const auto limit = std::chrono::steady_clock::now() + 60s;
        while (!done() && std::chrono::steady_clock::now() < limit) {
            context.restart();
            context.run_one_for(2ms);
        }
        ASSERT_TRUE(done());
    }
    void stop() {
        bool stopped = false;
        asio::co_spawn(context, worker.stop(), [&](const std::exception_ptr&) { stopped = true; });
        until([&] { return stopped; });
    }
    asio::io_context context{1};
    asio::steady_timer gate{context, asio::steady_timer::time_point::max()};
    std::chrono::milliseconds rests = 1h;
    bool fails = false, holds = false;
    int begun = 0, ended = 0;
    Worker worker{context.get_executor(), "test", [this] { return round(); }};
};

TEST_F(WorkerTest, GoesRoundAndRoundUntilItIsStopped) {
    rests = 0ms;
    worker.start();
    until([&] { return ended >= 5; });
    stop();
    const int then = ended;
    context.restart();
    context.run_for(20ms);
    EXPECT_EQ(ended, then);
}

TEST_F(WorkerTest, WakeEndsTheRest) {
    worker.start();
    until([&] { return ended == 1; });
    worker.wake();
    until([&] { return ended == 2; });
    stop();
}

TEST_F(WorkerTest, WakeDuringARoundIsNotLost) {
    holds = true;
    worker.start();
    until([&] { return begun == 1; });
    worker.wake();
    holds = false;
    gate.cancel();
    until([&] { return ended == 2; });
    stop();
}

TEST_F(WorkerTest, StopWaitsForTheRoundInProgress) {
    holds = true;
    worker.start();
    until([&] { return begun == 1; });
    bool stopped = false;
    asio::co_spawn(context, worker.stop(), [&](const std::exception_ptr&) { stopped = true; });
    context.restart();
    context.run_for(20ms);
    EXPECT_FALSE(stopped);
    gate.cancel();
    until([&] { return stopped; });
    EXPECT_EQ(ended, 1);
    EXPECT_EQ(begun, 1) << "no round begins after stop";
}

TEST_F(WorkerTest, StopBeforeStartAndTwiceEnds) {
    stop();
    stop();
    EXPECT_EQ(begun, 0);
}

TEST_F(WorkerTest, FailingRoundIsTriedAgainAfterAPause) {
    fails = true;
    worker.start();
    until([&] { return begun == 1; });
    fails = false;
    until([&] { return ended == 1; });
    EXPECT_EQ(begun, 2);
    stop();
}

}  // namespace
}  // namespace warmline::engine
