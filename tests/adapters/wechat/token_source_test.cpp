#include "../../../adapters/wechat/src/token_source.hpp"

#include "loop.hpp"

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
using Got = std::variant<std::string, ports::SendOutcome>;

asio::awaitable<TokenAnswer> fails(int& calls) {
    ++calls;
    co_await sleep_for(1ms);
    throw std::runtime_error("boom");
}

TEST(TokenSource, IsNotStuckWhenARequestThrows) {
    asio::io_context context;
    Tasks tasks(context.get_executor());
    int calls = 0;
    TokenSource source(
        tasks, [&] { return fails(calls); }, "demo");
    run(context, [](TokenSource& s) -> asio::awaitable<void> {
        for (int i = 0; i < 3; ++i) {
            const auto got = co_await s.get(soon());
            const auto* none = std::get_if<ports::SendOutcome>(&got);
            EXPECT_TRUE(none && none->what == ports::Sent::retry);
        }
    }(source));
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(tasks.size(), 0U);
}

asio::awaitable<TokenAnswer> never_answers() {
    co_await sleep_for(1h);
    co_return TokenAnswer{};
}

TEST(TokenSource, WaitsNoLongerThanItsCaller) {
    asio::io_context context;
    Tasks tasks(context.get_executor());
    TokenSource source(
        tasks, [] { return never_answers(); }, "demo");
    run(context, [](TokenSource& s, Tasks& t) -> asio::awaitable<void> {
        const auto got = co_await s.get(std::chrono::steady_clock::now() + 10ms);
        EXPECT_TRUE(std::holds_alternative<ports::SendOutcome>(got));
        EXPECT_EQ(t.size(), 1U) << "others may still wait for it";
        co_await t.stop(std::chrono::steady_clock::now());
    }(source, tasks));
    EXPECT_EQ(tasks.size(), 0U);
}

}  // namespace
}  // namespace warmline::wechat
