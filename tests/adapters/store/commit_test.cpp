#include "redis/errc.hpp"
#include "samples.hpp"

namespace warmline::house {
namespace {

class Commits : public testing::Test {
protected:
    House house;
    Process& process = house.process();
    store::Store& store = process.store;

    /// Everything in Redis, by key.
    std::map<std::string, std::string> everything() {
        std::map<std::string, std::string> out;
        const auto keys = house.ask(process, redis::Command("KEYS", "*"));
        for (const auto& key : keys.items())
            out[key.text()] = house.ask(process, redis::Command("DUMP", key.text())).text();
        return out;
    }
    store::Work with_person() {
        store::Work work;
        EXPECT_TRUE(house.get(store.commit(work, changes(work, {changed(requester("husband"))}, house.now))));
        return work;
    }
};

TEST_F(Commits, SecondWorkOfTheSameVersionWritesNothing) {
    with_person();
    auto first = *house.get(store.load(store::about(PersonId("husband"))));
    auto second = *house.get(store.load(store::about(PersonId("husband"))));
    auto one = changes(first, {opened("10001", "husband", house.now)}, house.now);
    one.outgoing.push_back(outgoing("chat", "一"));
    ASSERT_TRUE(house.get(store.commit(first, one)));
    const auto before = everything();

    auto other = changes(second, {opened("10002", "husband", house.now)}, house.now);
    other.outgoing.push_back(outgoing("chat", "二"));
    other.seen = {"hash", "二"};
    EXPECT_EQ(house.get(store.commit(second, other)).error(), redis::Errc::conflict);
    EXPECT_EQ(everything(), before) << "all or nothing";

    auto again = *house.get(store.load(store::about(PersonId("husband"))));
    EXPECT_TRUE(house.get(store.commit(again, changes(again, {opened("10002", "husband", house.now)}, house.now))));
}

TEST_F(Commits, NewThingsAreWrittenOnlyOnce) {
    store::Work first, second;
    ASSERT_TRUE(house.get(store.commit(first, changes(first, {opened("10001", "a", house.now)}, house.now))));
    EXPECT_EQ(house.get(store.commit(second, changes(second, {opened("10001", "b", house.now)}, house.now))).error(),
              redis::Errc::conflict);
    EXPECT_EQ(house.ticket(process, TicketId("10001")).requester, PersonId("a"));
}

TEST_F(Commits, WorkGoesOnFromWhatItWrote) {
    auto work = with_person();
    for (const auto* number : {"10001", "10002", "10003"})
        ASSERT_TRUE(house.get(store.commit(work, changes(work, {opened(number, "husband", house.now)}, house.now))));
    EXPECT_EQ(house.person(process, "husband").requested.size(), 3U);
}

TEST_F(Commits, WhatDidNotChangeIsNotGuarded) {
    with_person();
    auto reader = *house.get(store.load(store::about(PersonId("husband"))));
    auto writer = *house.get(store.load(store::about(PersonId("husband"))));
    ASSERT_TRUE(house.get(store.commit(writer, changes(writer, {opened("10001", "husband", house.now)}, house.now))));
    EXPECT_TRUE(house.get(store.commit(reader, changes(reader, {changed(requester("somebody-else"))}, house.now))))
        << "who only looked at the husband has no quarrel with who changed him";
}

TEST_F(Commits, SeenAnswerIsKeptAndNeverReplaced) {
    store::Work work;
    store::Changes first;
    first.seen = {"hash", "好的"};
    ASSERT_TRUE(house.get(store.commit(work, first)));
    EXPECT_EQ(house.get(store.load_conversation(ConversationId("chat"), "hash"))->seen, "好的");
    store::Changes second;
    second.seen = {"hash", "另一句"};
    EXPECT_EQ(house.get(store.commit(work, second)).error(), redis::Errc::conflict);
    EXPECT_EQ(house.get(store.load_conversation(ConversationId("chat"), "hash"))->seen, "好的");
    const auto life = house.ask(process, redis::Command("TTL", store.keys().seen("hash"))).integer();
    EXPECT_GT(life, 3600) << "at least an hour, since platforms try again";
    EXPECT_LE(life, std::chrono::seconds(store::seen_kept).count());
}

TEST_F(Commits, EmptyAnswerIsAnAnswerToo) {
    store::Work work;
    store::Changes nothing_to_say;
    nothing_to_say.seen = {"hash", ""};
    ASSERT_TRUE(house.get(store.commit(work, nothing_to_say)));
    const auto seen = house.get(store.load_conversation(ConversationId("chat"), "hash"))->seen;
    ASSERT_TRUE(seen);
    EXPECT_TRUE(seen->empty());
}

TEST_F(Commits, TicketsAreIndexedByStateAndDay) {
    store::Work work;
    ASSERT_TRUE(house.get(store.commit(work, changes(work, {opened("10001", "a", house.now)}, house.now))));
    ASSERT_TRUE(
        house.get(store.commit(work, changes(work, {opened("10002", "a", house.now + 1min)}, house.now + 1min))));
    auto cancelled = note("10001", "不用了", house.now + 24h);
    cancelled.kind = dispatcher::EventKind::ticket_cancelled;
    ASSERT_TRUE(house.get(store.commit(work, changes(work, {cancelled}, house.now + 24h))));

    const std::vector<TicketId> both{TicketId("10002"), TicketId("10001")};
    EXPECT_EQ(*house.get(store.newest_tickets(0, 10)), both);
    EXPECT_EQ(*house.get(store.newest_tickets(1, 10)), std::vector<TicketId>(1, TicketId("10001")));
    EXPECT_EQ(*house.get(store.open_tickets()), std::vector<TicketId>(1, TicketId("10002")));
    const auto today = std::chrono::sys_days{std::chrono::year{2020} / 2 / 17};
    EXPECT_EQ(house.get(store.tickets_of_day(today))->size(), 2U);
    EXPECT_EQ(*house.get(store.tickets_of_day(today + std::chrono::days(1))),
              std::vector<TicketId>(1, TicketId("10001")));
    EXPECT_TRUE(house.get(store.tickets_of_day(today + std::chrono::days(2)))->empty());
}

TEST_F(Commits, LocalDayBeginsAtLocalMidnight) {
    store::Work work;
    const auto late = Time{std::chrono::sys_days{std::chrono::year{2020} / 2 / 17}} + 16h;  // 00:00 of the 18th
    ASSERT_TRUE(house.get(store.commit(work, changes(work, {opened("10001", "a", late - 1ms)}, late - 1ms))));
    ASSERT_TRUE(house.get(store.commit(work, changes(work, {opened("10002", "a", late)}, late))));
    const auto day = std::chrono::sys_days{std::chrono::year{2020} / 2 / 17};
    EXPECT_EQ(*house.get(store.tickets_of_day(day)), std::vector<TicketId>(1, TicketId("10001")));
    EXPECT_EQ(*house.get(store.tickets_of_day(day + std::chrono::days(1))),
              std::vector<TicketId>(1, TicketId("10002")));
}

}  // namespace
}  // namespace warmline::house
