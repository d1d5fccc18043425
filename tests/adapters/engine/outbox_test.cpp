#include "house.hpp"

namespace warmline::house {
namespace {

using ports::SendOutcome;
using ports::Sent;

class OutboxTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(process);
        house.run_outbox(process);
        // What the greetings and the enrolment left to say is said.
        house.until([&] { return empty(); });
        process.channel.attempts.clear();
    }
    bool empty() {
        return house.ask(process, redis::Command("ZCARD", process.store.keys().outbox())).integer() == 0 &&
               leased() == 0;
    }
    std::int64_t leased() {
        return house.ask(process, redis::Command("ZCARD", process.store.keys().outbox_leases())).integer();
    }
    std::int64_t waiting(const std::string& sender, const std::string& lane = "") {
        const auto key = process.store.keys().outbox_lane(house.chat_of(process, sender).value + lane);
        return house.ask(process, redis::Command("LLEN", key)).integer();
    }
    /// Puts a message for a person into the outbox, as a turn does.
    void put(const std::string& to, const std::string& words, bool fall_back = true, Process* by = nullptr) {
        auto& from = by != nullptr ? *by : process;
        store::Outgoing message;
        message.id = store::Vault::random_id();
        message.to = house.chat_of(from, to);
        message.person = PersonId(to);
        message.text = words;
        message.fall_back = fall_back;
        message.made = message.not_before = house.now;
        store::Work work;
        store::Changes changes;
        changes.now = house.now;
        changes.outgoing.push_back(std::move(message));
        ASSERT_TRUE(house.get(from.store.commit(work, changes)));
        from.outbox.wake();
    }
    SendOutcome outcome(Sent what, int code = 0) {
        SendOutcome out;
        out.what = what;
        out.code = code;
        out.why = "as the test says";
        return out;
    }
    store::Work conversation(const std::string& sender) {
        return *house.get(process.store.load_conversation(house.chat_of(process, sender), ""));
    }
    std::size_t attempts(const std::string& words) { return process.channel.told("husband", words); }

    House house;
    Process& process = house.process();
};

TEST_F(OutboxTest, DeliversInOrderAndWritesItDown) {
    for (const auto* words : {"一", "二", "三"}) put("husband", words);
    // A lane between two of its messages looks empty for a moment, as it is asked about in two steps.
    house.until([&] { return process.channel.attempts.size() == 3 && empty(); });
    ASSERT_EQ(process.channel.attempts.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(process.channel.attempts[i].text, std::vector<std::string>({"一", "二", "三"})[i]);
    EXPECT_EQ(process.stats.sent, 3U);
    const auto work = conversation("husband");
    const auto& lines = work.conversation->conversation.lines;
    ASSERT_GE(lines.size(), 3U);
    EXPECT_EQ(lines.back().text, "三");
    EXPECT_TRUE(lines.back().ours);
    EXPECT_EQ(work.conversation->conversation.reach.credits, process.channel.credits - 3) << "each takes one credit";
    EXPECT_EQ(waiting("husband"), 0);
}

TEST_F(OutboxTest, WhatIsForTheMorningWaitsForTheMorning) {
    house.now += 13h;  // 23:00
    const auto tickets = house.tell_story(process);
    EXPECT_GE(waiting("partner"), 1);
    house.until([&] { return leased() == 0; });
    EXPECT_EQ(process.channel.told("partner"), 0U);
    house.now += 8h;
    house.until([&] { return process.channel.told("partner", tickets[0].value) == 1; });
}

TEST_F(OutboxTest, RetriesWithGrowingPausesAndThenParks) {
    for (int i = 0; i < 20; ++i) process.channel.outcomes.push_back(outcome(Sent::retry, 40001));
    put("husband", "一");
    house.until([&] { return attempts("一") == 1 && leased() == 0; });
    for (std::size_t attempt = 2; attempt <= 13; ++attempt) {
        const auto score = std::stoll(house
                                          .ask(process, redis::Command("ZSCORE", process.store.keys().outbox(),
                                                                       house.chat_of(process, "husband").value))
                                          .text());
        const auto pause = dispatcher::from_ms(score) - house.now;
        const auto expected =
            std::min<std::chrono::milliseconds>(1s * (1 << std::min<std::size_t>(attempt - 2, 9)), 5min);
        EXPECT_EQ(pause, expected) << attempt;
        house.now += pause;
        process.outbox.wake();
        house.until([&] { return attempts("一") == attempt && leased() == 0; });
    }
    const auto parked = *house.get(process.store.parked());
    ASSERT_EQ(parked.size(), 1U);
    EXPECT_EQ(parked[0].code, 40001);
    EXPECT_FALSE(parked[0].waiting);
    EXPECT_EQ(house.get(process.store.open_calls())->size(), 1U) << "somebody telephones";
    EXPECT_EQ(waiting("husband"), 0);
}

TEST_F(OutboxTest, PlatformSaysHowLongToWait) {
    auto slow = outcome(Sent::retry, 45009);
    slow.retry_after = 10min;
    process.channel.outcomes.push_back(slow);
    put("husband", "一");
    house.until([&] { return attempts("一") == 1 && leased() == 0; });
    const auto score = std::stoll(house
                                      .ask(process, redis::Command("ZSCORE", process.store.keys().outbox(),
                                                                   house.chat_of(process, "husband").value))
                                      .text());
    EXPECT_EQ(dispatcher::from_ms(score), house.now + 10min);
    house.now += 10min;
    process.outbox.wake();
    house.until([&] { return process.stats.sent == 1; });
    EXPECT_EQ(process.stats.send_retried, 1U);
    EXPECT_TRUE(house.get(process.store.parked())->empty());
}

TEST_F(OutboxTest, WaitsForThePersonAndGoesOutWhenHeWrites) {
    process.channel.outcomes.push_back(outcome(Sent::wait_for_user, 45015));
    put("husband", "一", false);
    house.until([&] { return attempts("一") == 1 && leased() == 0; });
    put("husband", "二", true);
    house.until([&] { return house.get(process.store.parked())->size() == 2 && leased() == 0; });
    EXPECT_EQ(attempts("二"), 0U) << "not in front of what waits";
    EXPECT_TRUE(conversation("husband").conversation->waiting);
    const auto calls = *house.get(process.store.open_calls());
    ASSERT_EQ(calls.size(), 1U) << "only what must reach him, though it stands behind what need not";
    EXPECT_EQ(calls[0].text, "二");
    EXPECT_EQ(calls[0].person, PersonId("husband"));
    EXPECT_EQ(waiting("husband"), 2) << "nothing is lost";

    house.say(process, "husband", "在吗");
    house.until([&] { return waiting("husband") == 0 && leased() == 0; });
    EXPECT_EQ(attempts("一"), 2U);
    EXPECT_EQ(attempts("二"), 1U);
    EXPECT_EQ(process.channel.attempts.back().text, "二");
    EXPECT_TRUE(house.get(process.store.parked())->empty()) << "no longer shown";
    EXPECT_FALSE(conversation("husband").conversation->waiting);
    house.until([&] { return house.get(process.store.open_calls())->empty(); }, "the call is not needed any more");
    const auto call = calls[0].id;
    store::Store::Roots roots;
    roots.calls.push_back(call);
    EXPECT_TRUE(house.get(process.store.load(roots))->calls.at(call).done);
}

TEST_F(OutboxTest, CallOfAMessageThatMayNotHaveArrivedStaysOpen) {
    process.channel.outcomes = {outcome(Sent::wait_for_user, 45015), outcome(Sent::unknown)};
    put("husband", "一");
    house.until([&] { return house.get(process.store.open_calls())->size() == 1 && leased() == 0; });
    house.say(process, "husband", "在吗");
    house.until([&] { return process.stats.send_unknown == 1 && waiting("husband") == 0 && leased() == 0; });
    EXPECT_EQ(house.get(process.store.open_calls())->size(), 1U);
}

TEST_F(OutboxTest, ClosedWindowIsNotEvenTried) {
    house.now += 72h;
    put("husband", "一");
    house.until([&] { return house.get(process.store.parked())->size() == 1 && leased() == 0; });
    EXPECT_EQ(attempts("一"), 0U);
    EXPECT_EQ(house.get(process.store.open_calls())->size(), 1U);
}

TEST_F(OutboxTest, NeverIsParkedWithACallAndTheRestGoesOn) {
    process.channel.outcomes.push_back(outcome(Sent::never, 43004));
    put("husband", "一");
    put("husband", "二");
    house.until([&] { return empty(); });
    EXPECT_EQ(attempts("一"), 1U);
    EXPECT_EQ(attempts("二"), 1U);
    const auto parked = *house.get(process.store.parked());
    ASSERT_EQ(parked.size(), 1U);
    EXPECT_EQ(parked[0].code, 43004);
    EXPECT_EQ(parked[0].message.text, "一");
    const auto calls = *house.get(process.store.open_calls());
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].id, parked[0].message.id);
    EXPECT_EQ(calls[0].reason, "unreachable");
}

TEST_F(OutboxTest, UnknownIsNotRepeated) {
    process.channel.outcomes.push_back(outcome(Sent::unknown));
    put("husband", "一");
    put("husband", "二");
    house.until([&] { return empty(); });
    EXPECT_EQ(attempts("一"), 1U);
    EXPECT_EQ(attempts("二"), 1U);
    EXPECT_EQ(process.stats.send_unknown, 1U);
    EXPECT_TRUE(house.get(process.store.parked())->empty());
}

TEST_F(OutboxTest, WhoLeftTheAccountIsTelephoned) {
    auto bye = house.text("husband", "");
    bye.kind = bot::MessageKind::unsubscribe;
    ASSERT_TRUE(house.get(process.engine.handle(bye, soon())));
    put("husband", "一");
    house.until([&] { return house.get(process.store.open_calls())->size() == 1; });
    EXPECT_EQ(attempts("一"), 0U);
}

TEST_F(OutboxTest, TwoProcessesServeOneLaneInOrderAndOnce) {
    auto& second = house.process();
    house.run_outbox(second);
    constexpr int count = 18;
    for (int i = 0; i < count; ++i)
        put("husband", "第" + std::to_string(i) + "条", true, i % 2 == 0 ? &process : &second);
    house.until([&] { return waiting("husband") == 0 && leased() == 0; });
    EXPECT_EQ(process.channel.attempts.size() + second.channel.attempts.size(), static_cast<std::size_t>(count));
    const auto work = conversation("husband");
    std::vector<std::string> said;
    for (const auto& line : work.conversation->conversation.lines)
        if (line.ours && line.text.starts_with("第")) said.push_back(line.text);
    ASSERT_EQ(said.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) EXPECT_EQ(said[static_cast<std::size_t>(i)], "第" + std::to_string(i) + "条");
}

TEST_F(OutboxTest, PersonWhoWritesMeanwhileDoesNotMakeItGoTwice) {
    process.channel.hangs = true;
    put("husband", "一");
    house.until([&] { return attempts("一") == 1; });
    house.say(process, "husband", "你好");  // the conversation changes while the message is under way
    process.channel.hangs = false;
    house.until([&] { return empty(); });
    EXPECT_EQ(attempts("一"), 1U);
    EXPECT_EQ(waiting("husband"), 0);
    EXPECT_EQ(conversation("husband").conversation->conversation.lines.back().text, "一");
}

TEST_F(OutboxTest, SlowSenderWhoLostItsLeaseTakesNothingOfOthersAway) {
    auto& second = house.process();
    process.channel.hangs = true;
    put("husband", "一");
    house.until([&] { return attempts("一") == 1; });
    bool stopped = false;  // it takes up nothing new, and ends when its message has
    asio::co_spawn(house.context, process.outbox.stop(), [&](const std::exception_ptr&) { stopped = true; });
    put("husband", "二", true, &second);
    second.channel.outcomes = {outcome(Sent::delivered), outcome(Sent::wait_for_user, 45015)};
    house.now += 31s;
    house.run_outbox(second);
    house.until([&] { return second.channel.told("husband", "二") == 1 && leased() == 0; });
    ASSERT_EQ(waiting("husband"), 1);
    process.channel.hangs = false;
    house.until([&] { return stopped; });
    process.outbox_runs = false;
    EXPECT_EQ(waiting("husband"), 1) << "the second message is not lost";
    EXPECT_EQ(attempts("二"), 0U);
}

}  // namespace
}  // namespace warmline::house
