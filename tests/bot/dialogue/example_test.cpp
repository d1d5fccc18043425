#include "bot/example.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using Codes = std::vector<Code>;

Reads doubtful() {
    return Reads{"孩子放学后没人管", {"request", "feedback"}}.ask({"living.groceries", "education.tutoring"});
}

TEST(ExampleTaught, AnswerTellsWhatTheMessageBeforeItMeant) {
    Stage stage;
    stage.hears("husband", doubtful());
    EXPECT_TRUE(stage.last.examples.empty()) << "a question alone teaches nothing";
    stage.hears("husband", "2");
    ASSERT_EQ(stage.last.examples.size(), 1U);
    const auto& example = stage.last.examples.front();
    EXPECT_EQ(example.source, Example::Source::answer);
    EXPECT_EQ(example.text, "孩子放学后没人管");
    EXPECT_EQ(example.intents, (Codes{"request", "feedback"}));
    EXPECT_EQ(example.needs, Codes{"education.tutoring"});
    EXPECT_EQ(example.urgency, Urgency::normal);
    EXPECT_EQ(example.channel, "wechat");
    EXPECT_EQ(example.ticket, TicketId{"10001"}) << "its words alone";
}

TEST(ExampleTaught, NeedsThatWereOpenedWithoutAskingBelongToIt) {
    Stage stage;
    auto reads = Reads{"老人没人照顾，孩子放学后没人管", {"request"}}
                     .need("living.eldercare", "老人没人照顾")
                     .need("education.tutoring", "孩子放学后没人管")
                     .ask({"living.eldercare", "education.tutoring"});
    reads.understanding.needs.front().probability = 0.95;
    reads.understanding.needs.back().probability = 0.5;
    stage.hears("husband", reads);
    ASSERT_EQ(stage.did<dispatcher::OpenTicket>().size(), 1U);
    stage.hears("husband", "第一个");
    ASSERT_EQ(stage.last.examples.size(), 1U);
    EXPECT_EQ(stage.last.examples[0].needs, (Codes{"living.eldercare", "education.tutoring"}));
    EXPECT_TRUE(stage.last.examples[0].ticket.empty()) << "the words are of two tickets";
}

TEST(ExampleTaught, NoneOfTheseTeachesNothing) {
    Stage stage;
    stage.hears("husband", doubtful());
    stage.hears("husband", "都不是");
    EXPECT_TRUE(stage.last.examples.empty());
}

TEST(ExampleTaught, OtherAnswersTeachNothing) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare"));
    stage.hears("husband", "荔湾区幸福里3号");
    EXPECT_TRUE(stage.last.examples.empty());
}

TEST(ExampleTaught, CorrectionTellsWhatTheTicketMeant) {
    Stage stage;
    stage.hears("husband", request("家里只剩老人和孩子", "living.eldercare"));
    stage.hears("husband", "第一条不对");
    stage.hears("husband", request("是要买菜", "living.groceries"));
    ASSERT_EQ(stage.last.examples.size(), 1U);
    const auto& example = stage.last.examples.front();
    EXPECT_EQ(example.source, Example::Source::correction);
    EXPECT_EQ(example.text, "家里只剩老人和孩子") << "the words that were read wrongly, not those that say so";
    EXPECT_EQ(example.needs, Codes{"living.groceries"});
    EXPECT_EQ(example.ticket, TicketId{"10001"});
}

TEST(ExampleTaught, CorrectionOfAFactTeachesNothing) {
    Stage stage;
    stage.hears("husband", Reads{"孩子要补数学", {"request"}}.need("education.tutoring").slot([](Slots& s) {
        s.subject = "数学";
    }));
    stage.hears("husband", "不是数学，是英语");
    EXPECT_TRUE(stage.last.examples.empty());
}

TEST(ExampleTaught, LongWordsAreCutBetweenTwoCharacters) {
    Stage stage;
    std::string words;
    while (words.size() <= example_bytes_max) words += "好";
    stage.hears("husband", Reads{words, {"request"}}.ask({"living.groceries", "education.tutoring"}));
    stage.hears("husband", "1");
    ASSERT_EQ(stage.last.examples.size(), 1U);
    EXPECT_EQ(stage.last.examples[0].text.size(), example_bytes_max / 3 * 3);
}

TEST(ExampleJson, IsALineOfTheCorpus) {
    Example example;
    example.source = Example::Source::correction;
    example.channel = "hotline";
    example.text = "要车";
    example.intents = {"request"};
    example.needs = {"transport"};
    example.urgency = Urgency::urgent;
    const auto j = to_json(example);
    EXPECT_EQ(j.dump(), R"({"channel":"hotline","text":"要车","intents":["request"],"needs":["transport"],)"
                        R"("urgency":"urgent","slots":{},"source":"correction"})");
    const auto again = example_from(j);
    EXPECT_EQ(to_json(again), j);
    EXPECT_THROW((void)example_from({{"text", 1}}), nlohmann::json::exception);
}

}  // namespace
}  // namespace warmline::bot::testing
