#include "redis/errc.hpp"
#include "samples.hpp"

namespace warmline::house {
namespace {

class Lanes : public testing::Test {
protected:
    House house;
    Process& process = house.process();
    store::Store& store = process.store;

    void SetUp() override {
        store::Work work;
        work.conversation.emplace();
        work.conversation->conversation.id = ConversationId("chat");
        store::Changes what;
        what.write_conversation = true;
        ASSERT_TRUE(house.get(store.commit(work, what)));
    }
    void put(store::Outgoing message) {
        store::Work work;
        store::Changes what;
        what.now = house.now;
        what.outgoing.push_back(std::move(message));
        ASSERT_TRUE(house.get(store.commit(work, what)));
    }
    std::vector<std::string> claim(Time now) { return *house.get(store.claim_lanes(now, 30s, 10)); }
    store::Store::LaneHead head(const std::string& lane = "chat") { return *house.get(store.lane_head(lane)); }
    boost::system::result<void> settle(store::Store::LaneSettlement how, store::Work* work = nullptr) {
        return house.get(store.settle_lane(std::move(how), work));
    }
    store::Store::LaneSettlement pop(std::optional<Time> again) {
        store::Store::LaneSettlement how;
        how.lane = "chat";
        how.pop = true;
        how.again = again;
        return how;
    }
    const std::vector<std::string> chat{"chat"}, none{};
};

TEST_F(Lanes, KeepTheOrderOfWriting) {
    for (const auto* words : {"一", "二", "三"}) put(outgoing("chat", words));
    for (const auto* words : {"一", "二", "三"}) {
        ASSERT_EQ(claim(house.now), chat);
        EXPECT_EQ(claim(house.now), none) << "one at a time";
        EXPECT_EQ(head().message->text, words);
        ASSERT_TRUE(settle(pop(house.now)));
    }
    ASSERT_EQ(claim(house.now), chat);
    EXPECT_FALSE(head().message);
    EXPECT_EQ(head().length, 0U);
}

TEST_F(Lanes, MessageComesBackAsItWas) {
    auto message = outgoing("chat", "明天九点到", true);
    message.notice = dispatcher::NoticeKind::accepted;
    message.ticket = TicketId("10001");
    message.fall_back = false;
    message.made = house.now;
    message.not_before = house.now + 1h;
    put(message);
    EXPECT_EQ(claim(house.now), none) << "not before its time";
    ASSERT_EQ(claim(house.now + 1h), std::vector<std::string>(1, "chat!"));
    const auto read = head("chat!");
    ASSERT_TRUE(read.message);
    EXPECT_EQ(read.length, 1U);
    EXPECT_TRUE(read.work.conversation);
    EXPECT_EQ(read.message->id, message.id);
    EXPECT_EQ(read.message->to, message.to);
    EXPECT_EQ(read.message->person, message.person);
    EXPECT_EQ(read.message->text, message.text);
    EXPECT_EQ(read.message->notice, message.notice);
    EXPECT_EQ(read.message->ticket, message.ticket);
    EXPECT_TRUE(read.message->urgent);
    EXPECT_FALSE(read.message->fall_back);
    EXPECT_EQ(read.message->made, message.made);
    EXPECT_EQ(read.message->not_before, message.not_before);
}

TEST_F(Lanes, UrgentLaneOvertakes) {
    auto night = outgoing("chat", "明早再说");
    night.not_before = house.now + 8h;
    put(night);
    put(outgoing("chat", "有人需要帮助", true));
    EXPECT_EQ(claim(house.now), std::vector<std::string>(1, "chat!"));
    EXPECT_EQ(head("chat!").message->text, "有人需要帮助");
}

TEST_F(Lanes, KeptLeaseKeepsOthersAway) {
    put(outgoing("chat", "一"));
    ASSERT_EQ(claim(house.now), chat);
    store::Store::LaneSettlement keep;
    keep.lane = "chat";
    keep.keep_lease = true;
    ASSERT_TRUE(settle(keep));
    EXPECT_EQ(claim(house.now + 29s), none);
    EXPECT_EQ(claim(house.now + 30s), chat) << "a holder that died is replaced";
}

TEST_F(Lanes, RestUntilItsTimeOrUntilSomethingNewIsWritten) {
    put(outgoing("chat", "一"));
    ASSERT_EQ(claim(house.now), chat);
    store::Store::LaneSettlement later;
    later.lane = "chat";
    later.again = house.now + 5min;
    ASSERT_TRUE(settle(later));
    EXPECT_EQ(claim(house.now + 5min - 1ms), none);
    ASSERT_EQ(claim(house.now + 5min), chat);
    store::Store::LaneSettlement rest;
    rest.lane = "chat";
    ASSERT_TRUE(settle(rest));
    EXPECT_EQ(claim(house.now + 24h), none);
    put(outgoing("chat", "二"));
    EXPECT_EQ(claim(house.now), chat);
    EXPECT_EQ(head().message->text, "一") << "still in order";
}

TEST_F(Lanes, SettlingWithAnOldConversationChangesNothing) {
    put(outgoing("chat", "一"));
    ASSERT_EQ(claim(house.now), chat);
    auto first = head(), second = head();
    first.work.conversation->conversation.lines.push_back({house.now, true, "一"});
    second.work.conversation->conversation.lines.push_back({house.now, true, "一一"});
    ASSERT_TRUE(settle(pop(std::nullopt), &first.work));
    put(outgoing("chat", "二"));
    EXPECT_EQ(settle(pop(std::nullopt), &second.work).error(), redis::Errc::conflict);
    EXPECT_EQ(head().message->text, "二") << "nothing was taken off";
}

TEST_F(Lanes, ParkedMessagesAreShownNewestFirstUntilDelivered) {
    store::Store::LaneSettlement park;
    park.lane = "chat";
    for (const auto* words : {"一", "二"}) {
        put(outgoing("chat", words));
        house.now += 1min;
    }
    const auto waiting = *house.get(store.not_parked("chat"));
    ASSERT_EQ(waiting.size(), 2U);
    park.park.push_back({waiting[0], 45015, "window closed", true, house.now});
    park.park.push_back({waiting[1], 0, "gone", false, house.now + 1s});
    ASSERT_TRUE(settle(park));
    auto parked = *house.get(store.parked());
    ASSERT_EQ(parked.size(), 2U);
    EXPECT_EQ(parked[0].message.text, "二");
    EXPECT_FALSE(parked[0].waiting);
    EXPECT_EQ(parked[1].message.id, waiting[0].id);
    EXPECT_EQ(parked[1].code, 45015);
    EXPECT_EQ(parked[1].why, "window closed");
    EXPECT_EQ(parked[1].at, house.now);
    EXPECT_TRUE(parked[1].waiting);
    EXPECT_TRUE(house.get(store.not_parked("chat"))->empty());

    store::Store::LaneSettlement unpark;
    unpark.lane = "chat";
    unpark.unpark = waiting[0].id;
    ASSERT_TRUE(settle(unpark));
    parked = *house.get(store.parked());
    ASSERT_EQ(parked.size(), 1U);
    EXPECT_EQ(parked[0].message.text, "二");
}

TEST_F(Lanes, FlushWakesEveryLaneOfAConversation) {
    put(outgoing("chat", "一"));
    put(outgoing("chat", "急", true));
    ASSERT_EQ(claim(house.now).size(), 2U);
    for (const auto* lane : {"chat", "chat!"}) {
        store::Store::LaneSettlement rest;
        rest.lane = lane;
        ASSERT_TRUE(settle(rest));
    }
    EXPECT_EQ(claim(house.now + 1h), none);
    store::Work work;
    store::Changes written;
    written.now = house.now;
    written.flush_lane = "chat";
    ASSERT_TRUE(house.get(store.commit(work, written)));
    EXPECT_EQ(claim(house.now).size(), 3U) << "the usual one, the urgent one, and what waits for the morning";
}

}  // namespace
}  // namespace warmline::house
