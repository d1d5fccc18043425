#include "backend/hotline_port.hpp"

#include "backend/console_backend.hpp"
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

TEST_F(HotlinePortTest, NotesOfTheAgentAreReadLikeWords) {
    ASSERT_TRUE(store(event(hotline::AgentNote{"n1", "1001", "白接线员", groceries, {}})));
    const auto drafted = house.all_tickets(process);
    ASSERT_EQ(drafted.size(), 1U);
    EXPECT_EQ(drafted[0].need, "living.groceries");
    EXPECT_TRUE(drafted[0].draft);
    ASSERT_TRUE(store(event(hotline::AgentNote{"n1", "1001", "白接线员", groceries + "，要鸡蛋20个", {}})));
    const auto corrected = house.all_tickets(process);
    ASSERT_EQ(corrected.size(), 1U) << "the corrected note is the same request";
    EXPECT_NE(nlohmann::json(corrected[0].facts).dump().find("鸡蛋"), std::string::npos);
}

TEST_F(HotlinePortTest, CallWithoutARequestLeavesACallTask) {
    ASSERT_TRUE(store(event(hotline::DigitPressed{"3", "3", "main", ""})));
    ASSERT_TRUE(store(event(says("s1", "你好"))));
    ASSERT_TRUE(house.all_tickets(process).empty());
    const auto end = event(hotline::CallEnded{});
    ASSERT_TRUE(store(end));
    const auto calls = *house.get(process.store.open_calls());
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].reason, "call_back");
    EXPECT_EQ(calls[0].person, PersonId("husband"));
    for (const auto* part : {"13800001111", "按键 3", "你好"})
        EXPECT_NE(calls[0].text.find(part), std::string::npos) << part << " in " << calls[0].text;
    ASSERT_TRUE(house.get(process.engine.command(engine::one(dispatcher::FinishCallTask{calls[0], "已回电"}))));
    ASSERT_TRUE(store(event(hotline::CallEnded{}))) << "a second end";
    EXPECT_TRUE(house.get(process.store.open_calls())->empty());
}

TEST_F(HotlinePortTest, CallWithARequestLeavesNone) {
    ASSERT_TRUE(store(event(says("s1", groceries))));
    ASSERT_TRUE(store(event(hotline::CallEnded{})));
    ASSERT_TRUE(store(event(says("s1", "家里的菜又吃完了，能帮忙买菜吗"), "call-2")))
        << "the request that is open already";
    ASSERT_TRUE(store(event(hotline::CallEnded{}, "call-2")));
    EXPECT_EQ(house.all_tickets(process).size(), 1U);
    EXPECT_TRUE(house.get(process.store.open_calls())->empty());
    ASSERT_TRUE(store(event(hotline::CallAbandoned{}, "call-3")));
    EXPECT_TRUE(house.get(process.store.open_calls())->empty()) << "who hung up before an answer said nothing";
}

TEST_F(HotlinePortTest, SilentCallWithoutARequestIsClosedByUs) {
    ASSERT_TRUE(store(event(says("s1", "你好"))));
    port.start();
    for (int i = 0; i < 3; ++i) house.get(process.client.call(redis::Command("PING")));
    EXPECT_TRUE(house.get(process.store.open_calls())->empty());
    house.now += hotline::silence_max;
    house.until([&] { return house.get(process.store.open_calls())->size() == 1; });
    const auto leases = process.store.keys().tag() + "lines:l";
    house.until([&] { return house.ask(process, redis::Command("ZCARD", leases)).integer() == 0; });
    EXPECT_EQ(*store(event(hotline::CallEnded{})), Stored::fresh);
    EXPECT_EQ(house.get(process.store.open_calls())->size(), 1U) << "the late end changes nothing more";
    house.finish(port.stop());
}

TEST_F(HotlinePortTest, OperatorConfirmsADraftDuringTheCall) {
    ASSERT_TRUE(store(event(says("s1", groceries))));
    const auto id = house.all_tickets(process).at(0).id;
    engine::Feed feed(house.context.get_executor(), process.parts, process.blocking);
    backend::ConsoleBackend console(process.parts, process.engine, feed, {});
    const dispatcher::Actor bai{dispatcher::ActorKind::operator_, PersonId("bai")};
    const dispatcher::Command confirm = dispatcher::ConfirmTicket{id};
    ASSERT_TRUE(house.get(console.command(confirm, bai)));
    const auto firm = house.ticket(process, id);
    EXPECT_FALSE(firm.draft);
    EXPECT_TRUE(firm.offer);
    EXPECT_EQ(house.get(console.command(confirm, bai)).error(), dispatcher::Errc::illegal_move) << "only once";
    ASSERT_TRUE(store(event(says("s2", "地址是育蕾街3栋502"))));
    EXPECT_TRUE(house.ticket(process, id).facts.contains("address")) << "what is said later is added all the same";
    ASSERT_TRUE(store(event(hotline::CallEnded{})));
    EXPECT_EQ(house.all_tickets(process).size(), 1U);
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
