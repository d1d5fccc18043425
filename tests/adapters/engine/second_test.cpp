#include <algorithm>

#include "house.hpp"

namespace warmline::house {
namespace {

using What = ports::SecondOpinion::What;

/// A second reader that answers as it is told, when it is told.
class Second final : public ports::SecondReader {
public:
    std::chrono::milliseconds patience_ = 1h;
    ports::SecondOpinion opinion;
    bool hangs = false;
    std::vector<std::string> seen;

    [[nodiscard]] std::chrono::milliseconds patience() const override { return patience_; }
    asio::awaitable<ports::SecondOpinion> ask(bot::Masked text, ports::SteadyTime) override {
        seen.push_back(text.text());
        asio::steady_timer pause(co_await asio::this_coro::executor);
        do {
            pause.expires_after(1ms);
            co_await pause.async_wait(asio::use_awaitable);
        } while (hangs);
        co_return opinion;
    }
};

/// Texts of which a reader may be unsure; which it is, changes with its training.
const std::vector<std::string> candidates = {
    "家里的事情实在忙不过来了，能不能有人搭把手",
    "老公在一线回不来，我这边什么都顾不上，你们能帮点什么吗",
    "想麻烦你们一件事，老人和孩子这两天没法弄",
    "这边几个人住的和吃的都没有着落，单位说可以问问你们",
    "孩子上网课没有电脑，老人也要人看着，我都不知道先顾哪头",
    "我们科室十几个人连着上了一个月，大家都有点扛不住，想要点东西也想有人聊聊",
};

class SecondReaderTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(process);
        house.second = &second;
        asking = &house.process();
        const auto found = std::find_if(candidates.begin(), candidates.end(), [](const auto& text) {
            const auto read = House::reader().read(text);
            return read.decision == bot::Decision::ask && read.alarm == bot::Alarm::no &&
                   read.intents == std::vector<bot::Code>{"request"} && read.urgency == bot::Urgency::normal &&
                   std::all_of(read.needs.begin(), read.needs.end(), [](const auto& n) { return n.probability < 0.8; });
        });
        ASSERT_NE(found, candidates.end()) << "no doubtful text is left";
        doubtful = *found;
        second.opinion.what = What::answered;
        second.opinion.reading.intents = {"request"};
        for (const auto& need : House::reader().read(doubtful).needs) second.opinion.reading.needs.push_back(need.need);
    }
    void TearDown() override {
        second.hangs = false;
        house.finish(asking->engine.stop());
    }
    bot::Conversation chat(const std::string& sender) {
        return house.get(asking->store.load_conversation(house.chat_of(*asking, sender), ""))
            ->conversation->conversation;
    }

    House house{{"--appendonly", "yes", "--appendfsync", "always"}};
    Process& process = house.process();
    Second second;
    Process* asking = nullptr;
    std::string doubtful;
};

TEST_F(SecondReaderTest, SettlesADoubtWhenBothAgree) {
    house.say(*asking, "stranger", doubtful);
    EXPECT_EQ(house.all_tickets(*asking).size(), second.opinion.reading.needs.size());
    EXPECT_EQ(asking->stats.second_asked, 1U);
    EXPECT_EQ(asking->stats.second_agreed, 1U);
}

TEST_F(SecondReaderTest, IsNotAskedAboutWhatIsSureOrACrisis) {
    house.say(*asking, "stranger", story);
    house.say(*asking, "stranger", "我真的撑不下去了，不想活了");
    EXPECT_TRUE(second.seen.empty());
}

TEST_F(SecondReaderTest, SeesNoNameThatIsKnown) {
    house.say(*asking, "husband", doubtful + "，我是陈先生，家在暖线路1号，打13800001111");
    for (const auto& text : second.seen)
        for (const char* secret : {"陈先生", "暖线路", "13800001111"})
            EXPECT_EQ(text.find(secret), std::string::npos) << text;
}

TEST_F(SecondReaderTest, OtherTurnsGoOnWhileOneWaits) {
    second.hangs = true;
    auto waiting = house.begin(asking->engine.handle(house.text("stranger", doubtful), soon()));
    house.until([&] { return !second.seen.empty(); });
    auto behind = house.begin(asking->engine.handle(house.text("stranger", "你好"), soon()));
    EXPECT_EQ(house.tell_story(*asking).size(), 2U) << "helpers are free";
    EXPECT_FALSE(waiting->has_value());
    EXPECT_FALSE(behind->has_value()) << "turns of one person stay in order";
    second.hangs = false;
    house.until([&] { return waiting->has_value() && behind->has_value(); });
    const auto lines = chat("stranger").lines;
    std::vector<std::string> heard;
    for (const auto& line : lines)
        if (!line.ours) heard.push_back(line.text);
    EXPECT_EQ(heard, (std::vector<std::string>{doubtful, "你好"}));
}

TEST_F(SecondReaderTest, ALateAnswerKeepsWhatItReadForTheTicketToCome) {
    second.hangs = true;
    second.patience_ = 1ms;
    second.opinion.reading.urgency = bot::Urgency::urgent;
    second.opinion.reading.slots.when = "这两天";
    house.say(*asking, "stranger", doubtful);
    EXPECT_EQ(asking->stats.second_late, 1U);
    const auto tickets = house.all_tickets(*asking).size();
    const auto before = chat("stranger");
    ASSERT_TRUE(before.question);
    second.hangs = false;
    house.until([&] { return asking->stats.second_amended == 1; });
    const auto after = chat("stranger");
    ASSERT_TRUE(after.question);
    EXPECT_EQ(after.question->options, before.question->options);
    EXPECT_EQ(after.lines.size(), before.lines.size());
    EXPECT_EQ(house.all_tickets(*asking).size(), tickets);
    if (after.question->kind == "need") {
        EXPECT_TRUE(after.question->urgent);
    }
}

TEST_F(SecondReaderTest, ALateCrisisCallsAPersonOnce) {
    second.hangs = true;
    second.patience_ = 1ms;
    second.opinion.reading.needs = {"psych.crisis"};
    second.opinion.reading.urgency = bot::Urgency::crisis;
    house.say(*asking, "stranger", doubtful);
    const auto crises = [&] {
        const auto calls = house.get(asking->store.open_calls());
        return std::count_if(calls->begin(), calls->end(), [](const auto& call) { return call.reason == "crisis"; });
    };
    EXPECT_EQ(crises(), 0);
    second.hangs = false;
    house.until([&] { return asking->stats.second_amended == 1; });
    EXPECT_EQ(crises(), 1);
}

TEST_F(SecondReaderTest, NothingDependsOnIt) {
    for (const auto what : {What::failed, What::refused, What::spared}) {
        second.opinion.what = what;
        EXPECT_FALSE(house.say(*asking, "stranger-" + std::to_string(static_cast<int>(what)), doubtful).empty());
    }
    EXPECT_EQ(asking->stats.second_failed, 1U);
    EXPECT_EQ(asking->stats.second_refused, 1U);
    EXPECT_EQ(asking->stats.second_spared, 1U);
    EXPECT_EQ(asking->stats.second_asked, 2U);
}

TEST_F(SecondReaderTest, AReplyThatCannotWaitDoesNotAsk) {
    const auto answer =
        house.get(asking->engine.handle(house.text("stranger", doubtful), std::chrono::steady_clock::now()));
    ASSERT_TRUE(answer);
    EXPECT_TRUE(second.seen.empty());
}

}  // namespace
}  // namespace warmline::house
