#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

/// The husband's crisis is over; a day later he is asked how he is.
class FollowUp : public ::testing::Test {
protected:
    FollowUp() {
        stage.hears("husband",
                    Reads{"我不想活了", {"request"}}.need("psych.crisis").urgency(Urgency::crisis).alarm(Alarm::yes));
        const PersonId expert{"expert"};
        stage.run(AcceptOffer{id, expert}, {ActorKind::helper, expert});
        stage.run(CompleteTicket{id, expert, "聊过了，情绪平稳"}, {ActorKind::helper, expert});
        stage.wait(25h);
        for (const auto* who : {"husband", "expert", "coordinator"}) stage.told(who);
    }
    [[nodiscard]] bool asked() {
        const auto& question = stage.chat("husband").question;
        return question && question->slot == "follow_up";
    }
    static std::string all(const std::vector<std::string>& texts) {
        std::string out;
        for (const auto& text : texts) out += text + "\n";
        return out;
    }
    Stage stage;
    TicketId id{"10001"};
};

TEST_F(FollowUp, PlainWordsAreUnderstood) {
    ASSERT_TRUE(asked());
    struct {
        const char* text;
        const char* meaning;
    } const rows[] = {
        {"好多了", "well"},
        {"没事了，谢谢", "well"},
        {"今天好一些了，睡着了", "well"},
        {"挺好的，谢谢惦记", "well"},
        {"不难受了", "well"},
        {"想通了，放心吧", "well"},
        {"已经缓过来了", "well"},
        {"没那么难受了", "well"},
        {"还是睡不着", "bad"},
        {"不太好", "bad"},
        {"很难受，一直哭", "bad"},
        {"还是老样子", "bad"},
        {"不好", "bad"},
        {"心慌，吃不下东西", "bad"},
        {"撑不住了", "bad"},
        {"没有好一点", "bad"},
        {"嗯", "unclear"},
        {"还行吧", "unclear"},
        {"好的", "unclear"},
        {"谢谢", "unclear"},
        {"你是谁", "unclear"},
        {"好多了，但晚上还是害怕", "unclear"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        const auto turn = stage.turn("husband", Reads{row.text});
        std::string meaning = "unclear";
        for (const auto& command : turn.commands)
            if (const auto* answer = std::get_if<AnswerFollowUp>(&command)) meaning = answer->well ? "well" : "bad";
        EXPECT_EQ(meaning, row.meaning);
    }
}

TEST_F(FollowUp, WellIsWarmlyThankedAndHeardByThoseWhoHelped) {
    const auto reply = stage.hears("husband", "好多了，谢谢惦记");
    EXPECT_TRUE(stage.said("followup.well"));
    EXPECT_TRUE(stage.refusals.empty());
    EXPECT_FALSE(stage.chat("husband").question);
    EXPECT_NE(all(stage.told("expert")).find("好多了"), std::string::npos);
    EXPECT_NE(all(stage.told("coordinator")).find("好多了，谢谢惦记"), std::string::npos);
    EXPECT_EQ(reply.find("还在"), std::string::npos) << reply;
}

TEST_F(FollowUp, NotWellGoesOnAndTheReplyIsTrue) {
    const auto reply = stage.hears("husband", "还是睡不着");
    EXPECT_NE(reply.find("联系你"), std::string::npos) << reply;
    EXPECT_NE(reply.find("12355"), std::string::npos);
    EXPECT_EQ(stage.ticket(id).state, TicketState::offered);
    EXPECT_EQ(stage.ticket(id).offer->candidate, PersonId{"expert"});
    EXPECT_NE(all(stage.told("expert")).find("马上接手"), std::string::npos);
    EXPECT_NE(all(stage.told("coordinator")).find("还是睡不着"), std::string::npos);
    EXPECT_TRUE(stage.did<OpenTicket>().empty()) << "no second crisis";
}

TEST_F(FollowUp, AnAlarmIsNotWell) {
    stage.hears("husband",
                Reads{"我想死", {"request"}}.need("psych.crisis").urgency(Urgency::crisis).alarm(Alarm::yes));
    ASSERT_EQ(stage.did<AnswerFollowUp>().size(), 1U);
    EXPECT_FALSE(stage.did<AnswerFollowUp>()[0].well);
    EXPECT_TRUE(stage.did<OpenTicket>().empty());
}

TEST_F(FollowUp, TheDetectorsMemoryDoesNotOutweighPlainWords) {
    stage.hears("husband", Reads{"好多了，谢谢"}.alarm(Alarm::check));
    ASSERT_EQ(stage.did<AnswerFollowUp>().size(), 1U);
    EXPECT_TRUE(stage.did<AnswerFollowUp>()[0].well);
}

TEST_F(FollowUp, UneasyWordsThatMayBeEitherAreNotWell) {
    stage.hears("husband", Reads{"嗯，就那样吧"}.alarm(Alarm::check));
    ASSERT_EQ(stage.did<AnswerFollowUp>().size(), 1U);
    EXPECT_FALSE(stage.did<AnswerFollowUp>()[0].well);
}

TEST_F(FollowUp, AnotherDangerIsACrisisOfItsOwn) {
    stage.hears("husband", request("我妈晕倒了叫不醒", "medical.care").urgency(Urgency::crisis));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "medical.care");
}

TEST_F(FollowUp, WhatCannotBeToldIsAskedOnceWithTheAnswersNamed) {
    auto reply = stage.hears("husband", "还行吧");
    EXPECT_NE(reply.find("1. 好多了"), std::string::npos) << reply;
    EXPECT_NE(all(stage.told("coordinator")).find("还行吧"), std::string::npos) << "a person reads the words";
    reply = stage.hears("husband", "2");
    ASSERT_EQ(stage.did<AnswerFollowUp>().size(), 1U);
    EXPECT_FALSE(stage.did<AnswerFollowUp>()[0].well);
    EXPECT_EQ(stage.ticket(id).state, TicketState::offered);
}

TEST_F(FollowUp, IsAskedNoThirdTime) {
    stage.hears("husband", "嗯");
    EXPECT_TRUE(stage.said("ask.follow_up"));
    stage.hears("husband", "嗯嗯");
    EXPECT_FALSE(stage.said("ask.follow_up"));
    EXPECT_FALSE(asked());
}

TEST_F(FollowUp, ARequestIsHeardAndOpenedAsUsual) {
    stage.hears("husband", request("家里没有菜了，能帮忙买吗", "living.groceries"));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "living.groceries");
    EXPECT_EQ(stage.did<AddNote>().size(), 1U);
    EXPECT_TRUE(stage.did<AnswerFollowUp>().empty()) << "nobody said how he is";
    EXPECT_FALSE(asked());
}

TEST_F(FollowUp, WellAndARequestAreBothHeard) {
    stage.hears("husband", Reads{"好多了，家里没有菜了", {"request"}}.need("living.groceries", "没有菜了"));
    EXPECT_EQ(stage.did<AnswerFollowUp>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
}

TEST_F(FollowUp, APictureIsNoAnswer) {
    Message message;
    message.kind = MessageKind::image;
    message.media = "m1";
    stage.gets("husband", message);
    EXPECT_TRUE(stage.did<AnswerFollowUp>().empty());
    EXPECT_TRUE(asked());
}

}  // namespace
}  // namespace warmline::bot::testing
