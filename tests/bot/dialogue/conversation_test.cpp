#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

Conversation full() {
    Conversation c;
    c.id = dispatcher::ConversationId{"wechat.demo.1"};
    c.channel = Channel::hotline;
    c.account = "demo";
    c.sender = "openid";
    c.person = PersonId{"p"};
    c.question = Question{"need",
                          "slot",
                          {TicketId{"1"}, TicketId{"2"}},
                          {"transport"},
                          "原话",
                          {{"when", "今晚"}},
                          true,
                          dispatcher::from_ms(77),
                          2};
    c.listed = {TicketId{"2"}};
    c.lines = {{dispatcher::from_ms(5), true, "你好"}, {dispatcher::from_ms(6), false, "在"}};
    c.reach = {dispatcher::from_ms(9), 4};
    c.following = false;
    c.asked = {{"address", 2}, {"when:10001", 1}};
    c.called = dispatcher::from_ms(11);
    c.with_person_until = dispatcher::from_ms(13);
    return c;
}

TEST(Conversation, IsReadAsItWasWritten) {
    const auto before = full();
    const auto after = conversation_from(nlohmann::json::parse(to_json(before).dump()));
    EXPECT_EQ(to_json(after), to_json(before));
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.channel, before.channel);
    EXPECT_EQ(after.sender, before.sender);
    EXPECT_EQ(after.question->options, before.question->options);
    EXPECT_EQ(after.question->facts, before.question->facts);
    EXPECT_TRUE(after.question->urgent);
    EXPECT_EQ(after.question->asked, before.question->asked);
    EXPECT_EQ(after.question->times, 2);
    EXPECT_EQ(after.lines.at(1).text, "在");
    EXPECT_EQ(after.reach, before.reach);
    EXPECT_FALSE(after.following);
    EXPECT_EQ(after.asked, before.asked);
    EXPECT_EQ(after.called, before.called);
    EXPECT_EQ(after.with_person_until, before.with_person_until);
}

TEST(Conversation, FreshOneIsSmallAndUnknownKeysAreIgnored) {
    Conversation fresh;
    fresh.id = dispatcher::ConversationId{"c"};
    EXPECT_EQ(to_json(fresh).size(), 2U) << to_json(fresh).dump();
    auto j = to_json(full());
    j["of a newer version"] = 1;
    EXPECT_EQ(to_json(conversation_from(j)), to_json(full()));
    EXPECT_TRUE(conversation_from(nlohmann::json::object()).following);
}

TEST(Conversation, DamagedValueIsAnError) {
    EXPECT_THROW((void)conversation_from(nlohmann::json{{"id", 5}}), nlohmann::json::exception);
    EXPECT_THROW((void)conversation_from(nlohmann::json{{"x", {1}}}), nlohmann::json::exception);
}

TEST(Conversation, KeepsItsLastLines) {
    Stage stage;
    for (int i = 0; i < 40; ++i)
        stage.last = stage.turn("husband", Reads{"第" + std::to_string(i)}),
        stage.chat("husband") = stage.last.conversation;
    EXPECT_EQ(stage.chat("husband").lines.size(), lines_max);
    EXPECT_EQ(stage.chat("husband").lines.back().text, "第39");
}

}  // namespace
}  // namespace warmline::bot::testing
