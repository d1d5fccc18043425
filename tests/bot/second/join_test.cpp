#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.hpp"

namespace warmline::bot {
namespace {

using testing::ElementsAre;
using How = Joined::How;

TEST(JoinReadings, AgreementIsSure) {
    const auto joined = join_readings(doubtful({"transport", "medical.care"}, {"transport", "medical.care", "other"}),
                                      second({"medical.care", "transport"}));
    EXPECT_EQ(joined.how, How::agreed);
    EXPECT_EQ(joined.understanding.decision, Decision::sure);
    EXPECT_TRUE(joined.understanding.options.empty());
    EXPECT_NE(joined.why.find("sure"), std::string::npos) << joined.why;
}

TEST(JoinReadings, AgreementThatNothingIsAskedForIsSureToo) {
    auto first = doubtful({}, {"other", "transport"});
    first.intents = {"chitchat"};
    EXPECT_EQ(join_readings(first, second({})).understanding.decision, Decision::sure);
}

TEST(JoinReadings, WhatBothReadIsFirmTheRestIsAsked) {
    const auto joined = join_readings(doubtful({"transport", "other"}, {"transport", "other", "rest.lodging"}),
                                      second({"transport", "medical.care"}));
    EXPECT_EQ(joined.how, How::partly);
    const auto& read = joined.understanding;
    EXPECT_EQ(read.decision, Decision::ask);
    EXPECT_THAT(codes_of(read.needs), ElementsAre("transport", "other", "medical.care"));
    EXPECT_GE(read.needs[0].probability, 0.8);
    EXPECT_LT(read.needs[1].probability, 0.8);
    EXPECT_LT(read.needs[2].probability, 0.8);
    EXPECT_THAT(read.options, ElementsAre("transport", "medical.care", "other", "rest.lodging"));
    EXPECT_EQ(read.likely_options, 3U) << "what one of the two reads";
}

TEST(JoinReadings, DifferentReadingsAreBothOffered) {
    const auto joined = join_readings(doubtful({"transport"}, {"transport", "other", "rest.lodging", "funds.relief"}),
                                      second({"medical.care"}));
    EXPECT_EQ(joined.how, How::offered);
    EXPECT_THAT(joined.understanding.options, ElementsAre("medical.care", "transport", "other", "rest.lodging"));
    for (const auto& need : joined.understanding.needs) EXPECT_LT(need.probability, 0.8);
}

TEST(JoinReadings, WhatAPersonHadToReadIsAskedAboutButNeverSure) {
    auto first = doubtful({"transport"}, {});
    first.decision = Decision::person;
    const auto joined = join_readings(first, second({"transport"}));
    EXPECT_EQ(joined.understanding.decision, Decision::ask);
    EXPECT_LT(joined.understanding.needs[0].probability, 0.8);
    EXPECT_THAT(joined.understanding.options, ElementsAre("transport"));
}

TEST(JoinReadings, NoRequestAgainstOneStandsAsItWas) {
    const auto first = doubtful({"transport"}, {"transport", "other"});
    const auto joined = join_readings(first, second({}));
    EXPECT_EQ(joined.how, How::stands);
    EXPECT_EQ(joined.understanding.decision, Decision::ask);
    EXPECT_EQ(joined.understanding.options, first.options);
}

TEST(JoinReadings, NeverLowersAnAlarmOrAnUrgencyAndRaisesByOneStep) {
    struct {
        Alarm before, after;
        bool crisis;
    } const rows[] = {{Alarm::no, Alarm::no, false},    {Alarm::check, Alarm::check, false},
                      {Alarm::yes, Alarm::yes, false},  {Alarm::no, Alarm::check, true},
                      {Alarm::check, Alarm::yes, true}, {Alarm::yes, Alarm::yes, true}};
    for (const auto& row : rows) {
        auto first = doubtful({"psych.counsel"}, {"psych.counsel", "other"});
        first.alarm = row.before;
        if (row.before == Alarm::yes) first.urgency = Urgency::crisis;
        const auto joined =
            join_readings(first, row.crisis ? second({"psych.crisis"}, Urgency::crisis) : second({"psych.counsel"}));
        EXPECT_EQ(joined.understanding.alarm, row.after);
        EXPECT_EQ(joined.raised, row.before != row.after);
        EXPECT_GE(joined.understanding.urgency, first.urgency);
        EXPECT_EQ(joined.understanding.urgency == Urgency::crisis, row.after == Alarm::yes)
            << "the second reader alone makes no crisis";
        if (row.after != Alarm::no) {
            EXPECT_NE(joined.understanding.decision, Decision::sure);
        }
    }
}

TEST(JoinReadings, UrgencyRisesWithTheSecond) {
    EXPECT_EQ(join_readings(doubtful({"transport"}, {}), second({"transport"}, Urgency::urgent)).understanding.urgency,
              Urgency::urgent);
}

TEST(JoinReadings, FillsFactsAndOverwritesNone) {
    auto first = doubtful({"transport"}, {});
    first.slots.when = "明早";
    auto more = second({"transport"});
    more.slots.when = "周三";
    more.slots.phone = "13800001234";
    more.slots.people = 3;
    const auto& slots = join_readings(first, more).understanding.slots;
    EXPECT_EQ(slots.when, "明早");
    EXPECT_EQ(slots.phone, "13800001234");
    EXPECT_EQ(slots.people, 3);
}

TEST(WorthASecondReading, OnlyDoubtfulWordsInChatOutsideAnAnswer) {
    const auto now = dispatcher::Time{} + std::chrono::hours(1);
    const auto first = doubtful({"transport"}, {"transport", "other"});
    Message message;
    message.text = "家里的事情实在忙不过来了";
    Conversation conversation;
    EXPECT_TRUE(worth_a_second_reading(first, message, conversation, now));

    auto sure = first;
    sure.decision = Decision::sure;
    EXPECT_FALSE(worth_a_second_reading(sure, message, conversation, now));
    auto alarmed = first;
    alarmed.alarm = Alarm::yes;
    EXPECT_FALSE(worth_a_second_reading(alarmed, message, conversation, now)) << "a crisis does not wait";
    auto other = message;
    other.text = "好的";
    EXPECT_FALSE(worth_a_second_reading(first, other, conversation, now));
    other.text = std::string(second_text_bytes_max + 1, 'x');
    EXPECT_FALSE(worth_a_second_reading(first, other, conversation, now));
    other = message;
    other.kind = MessageKind::location;
    EXPECT_FALSE(worth_a_second_reading(first, other, conversation, now));
    other = message;
    other.channel = Channel::hotline;
    EXPECT_FALSE(worth_a_second_reading(first, other, conversation, now)) << "an operator listens";

    auto asked = conversation;
    asked.question.emplace();
    EXPECT_FALSE(worth_a_second_reading(first, message, asked, now)) << "an answer to us";
    other = message;
    other.text += "，能不能有人来搭把手，我真的一个人弄不过来";
    EXPECT_TRUE(worth_a_second_reading(first, other, asked, now)) << "too long for one";
    conversation.with_person_until = now + std::chrono::minutes(1);
    EXPECT_FALSE(worth_a_second_reading(first, message, conversation, now)) << "an operator talks";
}

}  // namespace
}  // namespace warmline::bot
