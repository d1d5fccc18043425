#include "multiplexer.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>

namespace warmline::redis {
namespace {
using namespace std::chrono_literals;
using boost::system::error_code;

/// What a waiter saw.
struct Seen {
    std::vector<Value> replies;
    int ends = 0;
    error_code failure;
};

class Recorder final : public Waiter {
public:
    explicit Recorder(Seen& seen) : seen_(seen) {}
    void on_reply(Value reply) override {
        EXPECT_EQ(seen_.ends, 0);
        seen_.replies.push_back(std::move(reply));
    }
    void on_end(error_code failure) override {
        ++seen_.ends;
        seen_.failure = failure;
    }

private:
    Seen& seen_;
};

/// A multiplexer with a clock turned by hand and one record for each request.
class MultiplexerTest : public testing::Test {
protected:
    Multiplexer::Id ask(const std::string& name, SteadyTime::duration limit = 1s) { return ask_all({{name}}, limit); }
    Multiplexer::Id ask_all(std::vector<Command> commands, SteadyTime::duration limit = 1s) {
        seen.push_back(std::make_unique<Seen>());
        return mux.push(commands, now + limit, std::make_unique<Recorder>(*seen.back()));
    }
    std::string write() {
        std::string bytes(mux.begin_write(now));
        mux.end_write();
        return bytes;
    }
    void expect_end(std::size_t index, error_code failure) {
        EXPECT_EQ(seen[index]->ends, 1) << index;
        EXPECT_EQ(seen[index]->failure, failure) << index << ": " << seen[index]->failure.message();
    }
    void expect_waiting(std::size_t index) { EXPECT_EQ(seen[index]->ends, 0) << index; }

    SteadyTime now{1h};
    Multiplexer mux{1000, 2s};
    std::vector<std::unique_ptr<Seen>> seen;
};

TEST_F(MultiplexerTest, WritesAllOfATurnAtOnceAndOneWriteAtATime) {
    EXPECT_FALSE(mux.wants_write());
    ask("A");
    ask("B");
    EXPECT_TRUE(mux.wants_write());
    EXPECT_EQ(mux.begin_write(now), "*1\r\n$1\r\nA\r\n*1\r\n$1\r\nB\r\n");
    ask("C");
    EXPECT_FALSE(mux.wants_write()) << "the first write is under way";
    mux.end_write();
    EXPECT_TRUE(mux.wants_write());
    EXPECT_EQ(write(), "*1\r\n$1\r\nC\r\n");
    EXPECT_FALSE(mux.wants_write());
}

TEST_F(MultiplexerTest, GivesRepliesInOrderHoweverTheyAreCut) {
    ask("A");
    ask_all({{"B"}, {"C"}});
    ask("D");
    write();
    for (const char byte : std::string_view("+a\r\n+b\r\n-ERR c\r\n+d\r\n")) {
        ASSERT_TRUE(mux.feed({&byte, 1}, now));
    }
    EXPECT_EQ(seen[0]->replies, (std::vector<Value>{Value::status("a")}));
    EXPECT_EQ(seen[1]->replies, (std::vector<Value>{Value::status("b"), Value::error("ERR c")}));
    EXPECT_EQ(seen[2]->replies, (std::vector<Value>{Value::status("d")}));
    for (std::size_t i = 0; i < 3; ++i) expect_end(i, {});
    EXPECT_EQ(mux.pending(), 0U);
}

TEST_F(MultiplexerTest, ARequestThatTimesOutUnsentIsNeverSent) {
    ask("A", 10s);
    ask("B", 1s);
    ask("C", 10s);
    now += 1s;
    mux.expire(now);
    expect_end(1, Errc::timed_out_unsent);
    EXPECT_EQ(write(), "*1\r\n$1\r\nA\r\n*1\r\n$1\r\nC\r\n");
    ASSERT_TRUE(mux.feed("+a\r\n+c\r\n", now));
    EXPECT_EQ(seen[0]->replies.front().text(), "a");
    EXPECT_EQ(seen[2]->replies.front().text(), "c");
    EXPECT_EQ(mux.pending(), 0U);
}

TEST_F(MultiplexerTest, ARequestThatTimesOutSentIsUnknownAndItsReplyPassesBy) {
    ask("A", 1s);
    ask("B", 10s);
    write();
    now += 1s;
    mux.expire(now);
    expect_end(0, Errc::unknown);
    expect_waiting(1);
    ASSERT_TRUE(mux.feed("+late\r\n+b\r\n", now));
    EXPECT_TRUE(seen[0]->replies.empty());
    EXPECT_EQ(seen[1]->replies.front().text(), "b");
}

TEST_F(MultiplexerTest, WhatIsBeingWrittenCountsAsSent) {
    ask("A", 1s);
    std::ignore = mux.begin_write(now);
    ask("B", 1s);
    now += 1s;
    mux.expire(now);
    expect_end(0, Errc::unknown);
    expect_end(1, Errc::timed_out_unsent);
    mux.end_write();
    EXPECT_FALSE(mux.wants_write());
}

TEST_F(MultiplexerTest, AnAbandonedRequestIsCancelledOrUnknown) {
    const auto a = ask("A");
    write();
    const auto b = ask("B");
    const auto c = ask("C");
    mux.abandon(a);
    mux.abandon(b);
    mux.abandon(b);
    mux.abandon(c + 1);
    expect_end(0, Errc::unknown);
    expect_end(1, Errc::cancelled);
    expect_waiting(2);
    EXPECT_EQ(write(), "*1\r\n$1\r\nC\r\n");
    ASSERT_TRUE(mux.feed("+a\r\n+c\r\n", now));
    expect_end(2, {});
    mux.abandon(a);
    mux.abandon(c);
    EXPECT_EQ(seen[2]->ends, 1) << "an answered request cannot be abandoned";
}

TEST_F(MultiplexerTest, CloseTellsSentFromQueuedAndStartsAfresh) {
    const auto a = ask("A");
    write();
    ask("B");
    ASSERT_TRUE(mux.feed("$100\r\nhalf a rep", now));
    mux.close();
    expect_end(0, Errc::unknown);
    expect_end(1, Errc::not_connected);
    EXPECT_EQ(mux.pending(), 0U);
    EXPECT_FALSE(mux.wants_write());
    const auto next = ask("N");
    EXPECT_GT(next, a);
    mux.abandon(a);
    expect_waiting(2);
    EXPECT_EQ(write(), "*1\r\n$1\r\nN\r\n");
    ASSERT_TRUE(mux.feed("+n\r\n", now));
    expect_end(2, {});
}

TEST_F(MultiplexerTest, GarbageEndsTheOldestRequestAsProtocol) {
    ask("A");
    ask("B");
    ask("C");
    write();
    const auto fed = mux.feed("+a\r\nGARBAGE\r\n", now);
    ASSERT_FALSE(fed);
    EXPECT_EQ(fed.error(), Errc::protocol);
    expect_end(0, {});
    expect_end(1, Errc::protocol);
    expect_waiting(2);
    mux.close();
    expect_end(2, Errc::unknown);
}

TEST_F(MultiplexerTest, AReplyTooLargeEndsOnlyItsRequestAsThat) {
    ask("A");
    ask("B");
    write();
    const auto fed = mux.feed("$2000\r\n" + std::string(1500, 'x'), now);
    ASSERT_FALSE(fed);
    EXPECT_EQ(fed.error(), Errc::too_large);
    expect_end(0, Errc::too_large);
    mux.close();
    expect_end(1, Errc::unknown);
}

TEST_F(MultiplexerTest, AReplyNobodyAskedForIsAFault) {
    EXPECT_EQ(mux.feed("+hello\r\n", now).error(), Errc::protocol);
    ask("A");  // queued, not sent: a reply cannot be its own
    EXPECT_EQ(mux.feed("+hello\r\n", now).error(), Errc::protocol);
    expect_waiting(0);
}

TEST_F(MultiplexerTest, SaysWhenToLookAgain) {
    EXPECT_EQ(mux.next_check(), SteadyTime::max());
    ask("A", 5s);
    ask("B", 3s);
    write();
    EXPECT_EQ(mux.next_check(), now + 3s);
    mux.expire(now + 3s);
    EXPECT_EQ(mux.next_check(), now + 5s);
    mux.expire(now + 5s);
    EXPECT_EQ(mux.next_check(), now + 7s) << "then the connection is stuck";
    ASSERT_TRUE(mux.feed("+a\r\n+b\r\n", now));
    EXPECT_EQ(mux.next_check(), SteadyTime::max());
}

TEST_F(MultiplexerTest, IsStuckOnlyAfterALimitPassedAndSilence) {
    ask("A", 1s);
    EXPECT_FALSE(mux.stuck(now + 1h)) << "nothing was sent";
    write();
    EXPECT_FALSE(mux.stuck(now + 2999ms));
    EXPECT_TRUE(mux.stuck(now + 3s));
    ask("B", 1s);
    write();
    ASSERT_TRUE(mux.feed("$50\r\npart of a reply", now + 2s));
    EXPECT_FALSE(mux.stuck(now + 3999ms)) << "bytes still come";
    EXPECT_TRUE(mux.stuck(now + 4s));
}

TEST_F(MultiplexerTest, ALongLimitIsNoStuckConnection) {
    ask("XREAD", 1h);
    write();
    EXPECT_FALSE(mux.stuck(now + 30min));
    EXPECT_EQ(mux.next_check(), now + 1h);
}

/// A script of what happens to one connection; `break_at` closes it before that step, whatever it is.
void play(std::size_t break_at, bool& finished) {
    SCOPED_TRACE(break_at);
    Multiplexer mux(1000, 2s);
    const SteadyTime now{1h};
    std::vector<Seen> seen(4);
    const auto ask = [&](std::size_t i, std::vector<Command> commands, SteadyTime until) {
        mux.push(commands, until, std::make_unique<Recorder>(seen[i]));
    };
    std::size_t asked = 0;
    const std::vector<std::function<void()>> steps{
        [&] { ask(asked++, {{"A"}}, now + 1s); },
        [&] {
            ask(asked++, {{"B"}, {"B"}}, now + 9s);
        },
        [&] { std::ignore = mux.begin_write(now); },
        [&] { ask(asked++, {{"C"}}, now + 1s); },
        [&] { EXPECT_TRUE(mux.feed("+a\r\n+b", now)); },
        [&] { mux.expire(now + 1s); },
        [&] { mux.end_write(); },
        [&] { ask(asked++, {{"D"}}, now + 9s); },
        [&] { std::ignore = mux.begin_write(now); },
        [&] { EXPECT_TRUE(mux.feed("1\r\n+b2\r\n", now)); },
        [&] { mux.end_write(); },
        [&] { EXPECT_TRUE(mux.feed("+d\r\n", now)); },
    };
    std::size_t step = 0;
    for (; step < steps.size() && step != break_at; ++step) steps[step]();
    finished = step == steps.size();
    mux.close();
    for (std::size_t i = 0; i < asked; ++i) EXPECT_EQ(seen[i].ends, 1) << "each request ends exactly once: " << i;
    EXPECT_EQ(mux.pending(), 0U);
    EXPECT_FALSE(mux.wants_write());
    EXPECT_EQ(mux.queued_bytes(), 0U);
    if (finished) {
        EXPECT_EQ(seen[0].replies.front().text(), "a");
        EXPECT_EQ(seen[1].replies.back().text(), "b2");
        EXPECT_EQ(seen[2].failure, Errc::timed_out_unsent);
        EXPECT_EQ(seen[3].replies.front().text(), "d");
    }
    // The next connection knows nothing of this one.
    Seen after;
    const std::vector<Command> one{{"E"}};
    mux.push(one, now + 9s, std::make_unique<Recorder>(after));
    EXPECT_EQ(mux.begin_write(now), "*1\r\n$1\r\nE\r\n");
    mux.end_write();
    EXPECT_TRUE(mux.feed("+e\r\n", now));
    EXPECT_EQ(after.replies, std::vector<Value>{Value::status("e")});
}

TEST(Multiplexer, LosesNoRequestAtWhateverStepTheConnectionBreaks) {
    bool finished = false;
    for (std::size_t break_at = 0; !finished; ++break_at) play(break_at, finished);
}

}  // namespace
}  // namespace warmline::redis
