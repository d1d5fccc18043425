#include "backend/hotline_port.hpp"

#include "house.hpp"
#include "redis/errc.hpp"

namespace warmline::house {
namespace {

using hotline::Stored;

class HotlinePortTest : public testing::Test {
protected:
    void SetUp() override { house.enrol_people(process); }

    hotline::CallEvent event(hotline::EventData data, const std::string& call = "call-1") {
        hotline::CallEvent out;
        out.account = "line";
        out.call_id = call;
        out.event_seq = ++last_seq;
        out.occurred_at = house.now;
        out.caller.number = "13800001111";  // the husband's
        out.data = std::move(data);
        return out;
    }
    static hotline::TranscriptSegment says(const std::string& id, const std::string& words, bool final = true) {
        hotline::TranscriptSegment segment;
        segment.segment_id = id;
        segment.final = final;
        segment.speaker = hotline::Speaker::caller;
        segment.text = words;
        return segment;
    }
    boost::system::result<Stored> store(hotline::CallEvent what, const std::string& body = "a") {
        return house.get(port.store(std::move(what), std::string(64, body[0])));
    }
    std::size_t drafts() {
        std::size_t count = 0;
        for (const auto& ticket : house.all_tickets(process)) count += ticket.draft ? 1 : 0;
        return count;
    }
    House house;
    Process& process = house.process();
    backend::HotlinePort port{house.context.get_executor(), process.parts, process.engine};
    std::int64_t last_seq = 0;
    const std::string groceries = "家里没有菜了，能帮忙买菜吗";
};

TEST_F(HotlinePortTest, WordsBecomeDraftsOfTheCallerAndTheEndMakesThemFirm) {
    EXPECT_EQ(*store(event(hotline::CallStarted{})), Stored::fresh);
    EXPECT_EQ(*store(event(says("s1", "家里没有", false))), Stored::fresh);
    EXPECT_TRUE(house.all_tickets(process).empty()) << "only what is final is read";
    EXPECT_EQ(*store(event(says("s1", story))), Stored::fresh);
    const auto drafted = house.all_tickets(process);
    ASSERT_EQ(drafted.size(), 2U);
    for (const auto& ticket : drafted) {
        EXPECT_TRUE(ticket.draft);
        EXPECT_EQ(ticket.requester, PersonId("husband")) << "known by his number";
        EXPECT_FALSE(ticket.offer) << "nobody is asked yet";
    }
    EXPECT_EQ(*store(event(hotline::CallEnded{})), Stored::fresh);
    const auto firm = house.all_tickets(process);
    ASSERT_EQ(firm.size(), 2U);
    for (const auto& ticket : firm) {
        EXPECT_FALSE(ticket.draft);
        ASSERT_TRUE(ticket.offer) << ticket.need;
    }
}

TEST_F(HotlinePortTest, SameEventAgainIsADuplicateAndAnotherBodyAConflict) {
    const auto words = event(says("s1", groceries));
    EXPECT_EQ(*store(words, "a"), Stored::fresh);
    EXPECT_EQ(*store(words, "a"), Stored::duplicate);
    auto other = words;
    other.data = says("s1", "孩子数学作业不会，想找人辅导");
    EXPECT_EQ(*store(other, "b"), Stored::conflict);
    EXPECT_EQ(house.all_tickets(process).size(), 1U);
    EXPECT_EQ(*store(event(says("s1", groceries))), Stored::fresh) << "the same words as another event";
    EXPECT_EQ(house.all_tickets(process).size(), 1U) << "are not read twice";
}

TEST_F(HotlinePortTest, EventsAtOnceInTwoProcessesAreEachKept) {
    auto& other = house.process();
    backend::HotlinePort second{house.context.get_executor(), other.parts, other.engine};
    const auto words = event(says("s1", groceries));
    auto one = house.begin(port.store(words, std::string(64, 'a')));
    auto two = house.begin(second.store(words, std::string(64, 'a')));
    auto three = house.begin(second.store(event(hotline::DigitPressed{"3", "3", "main", ""}), std::string(64, 'b')));
    house.until([&] { return one->has_value() && two->has_value() && three->has_value(); });
    ASSERT_TRUE(**one && **two && **three);
    EXPECT_EQ((***one == Stored::fresh) + (***two == Stored::fresh), 1);
    EXPECT_EQ(***three, Stored::fresh);
    EXPECT_EQ(house.all_tickets(process).size(), 1U);
}

TEST_F(HotlinePortTest, WordsThatComeAfterTheEndBecomeFirmToo) {
    EXPECT_EQ(*store(event(hotline::CallEnded{})), Stored::fresh);
    EXPECT_EQ(*store(event(says("s1", groceries))), Stored::fresh);
    ASSERT_EQ(house.all_tickets(process).size(), 1U);
    EXPECT_EQ(drafts(), 0U);
}

TEST_F(HotlinePortTest, CallWithoutAnEndBecomesFirmByItself) {
    ASSERT_TRUE(store(event(says("s1", story))));
    ASSERT_EQ(drafts(), 2U);
    house.now += hotline::silence_max;
    house.run_timers(process);
    house.until([&] { return drafts() == 0; });
    for (const auto& ticket : house.all_tickets(process)) EXPECT_TRUE(ticket.offer) << ticket.need;
    EXPECT_EQ(*store(event(hotline::CallEnded{})), Stored::fresh) << "an end after all changes nothing more";
    EXPECT_EQ(house.all_tickets(process).size(), 2U);
}

TEST_F(HotlinePortTest, CrisisOnTheTelephoneDoesNotWaitForTheEnd) {
    ASSERT_TRUE(store(event(says("s1", "我撑不下去了，不想活了，想从楼上跳下去"))));
    const auto tickets = house.all_tickets(process);
    ASSERT_EQ(tickets.size(), 1U);
    EXPECT_FALSE(tickets[0].draft);
    EXPECT_EQ(tickets[0].offer->candidate, PersonId("expert"));
}

TEST_F(HotlinePortTest, AbandonedCallerWhoWantsACallBackGetsOneTask) {
    hotline::CallAbandoned abandoned;
    abandoned.callback_requested = true;
    const auto end = event(abandoned);
    EXPECT_EQ(*store(end), Stored::fresh);
    EXPECT_EQ(*store(end), Stored::duplicate);
    const auto calls = *house.get(process.store.open_calls());
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].reason, "call_back");
    ASSERT_TRUE(house.get(process.engine.command(engine::one(dispatcher::FinishCallTask{calls[0], "已回电"}))));
    EXPECT_EQ(*store(event(says("s1", groceries))), Stored::fresh);
    EXPECT_TRUE(house.get(process.store.open_calls())->empty()) << "who was called back is not called again";
}

TEST_F(HotlinePortTest, WithoutRedisNothingIsKeptAndTheGatewayTriesAgain) {
    const auto words = event(says("s1", groceries));
    house.redis.kill9();
    EXPECT_FALSE(store(words));
    house.redis.restart();
    house.until([&] { return store(words).has_value(); });
    EXPECT_EQ(*store(words), Stored::duplicate);
    EXPECT_EQ(house.all_tickets(process).size(), 1U);
}

}  // namespace
}  // namespace warmline::house
