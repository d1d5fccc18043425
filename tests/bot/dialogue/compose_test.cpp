#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

bool is_whole_utf8(const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (i + size > text.size()) return false;
        i += size;
    }
    return true;
}

TEST(Compose, IsCutOnACharacterAndKeepsItsQuestion) {
    Stage stage;
    Turn turn;
    turn.conversation.person = PersonId{"husband"};
    std::string words;
    for (int i = 0; i < 2000; ++i) words += "菜";
    turn.says.push_back({"consult.answer", {{"services", words}}, {}});
    turn.says.push_back({"ask.address", {{"slot", "address"}}, {}});
    const auto text = compose(turn, stage.state, {}, {}, stage.wording, stage.programme, stage.now);
    EXPECT_LE(text.size(), reply_bytes_max);
    EXPECT_GT(text.size(), reply_bytes_max - 10);
    EXPECT_TRUE(is_whole_utf8(text));
    EXPECT_TRUE(text.ends_with(stage.wording.say("ask.address")));
}

TEST(Compose, LongTextIsSaidInParts) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "第" + std::to_string(i) + "行：一些不短不长的说明，写给来信的人看\n";
    std::string joined;
    const auto parts = in_parts(text);
    EXPECT_GT(parts.size(), 1U);
    for (const auto& part : parts) {
        EXPECT_LE(part.size(), part_bytes_max);
        EXPECT_TRUE(part.ends_with("看")) << "cut at the end of a line";
        joined += part + "\n";
    }
    EXPECT_EQ(joined, text) << "nothing is lost";
    std::string without_marks;
    for (int i = 0; i < 2000; ++i) without_marks += "菜";
    joined.clear();
    for (const auto& part : in_parts(without_marks)) {
        EXPECT_LE(part.size(), part_bytes_max);
        EXPECT_TRUE(is_whole_utf8(part));
        joined += part;
    }
    EXPECT_EQ(joined, without_marks);
    EXPECT_TRUE(in_parts("").empty());
    EXPECT_EQ(in_parts(std::string(4000, '\x80')).size(), 3U) << "what is no UTF-8 does not hang";
    EXPECT_EQ(in_parts("好"), std::vector<std::string>{"好"});
}

TEST(Compose, LongListsAreShortened) {
    Stage stage;
    for (int i = 0; i < 15; ++i) {
        Ticket ticket;
        ticket.id = TicketId{std::to_string(20000 + i)};
        ticket.need = "living.eldercare";
        ticket.requester = PersonId{"husband"};
        stage.state.tickets[ticket.id] = ticket;
    }
    const auto reply = stage.hears("husband", "进度");
    EXPECT_NE(reply.find("还有5件"), std::string::npos) << reply;
    EXPECT_LE(reply.size(), reply_bytes_max);
}

TEST(Compose, SaysWhyEachRefusal) {
    Stage stage;
    Turn turn;
    turn.says.push_back({"accept.done", {}, {TicketId{"10001"}}});
    for (int value = 1; value <= static_cast<int>(Errc::cannot_take); ++value) {
        const std::vector<Refusal> refusals{
            {AcceptOffer{TicketId{"10001"}, PersonId{"partner"}}, make_error_code(static_cast<Errc>(value))}};
        const auto text = compose(turn, stage.state, refusals, {}, stage.wording, stage.programme, stage.now);
        EXPECT_FALSE(text.empty()) << value;
        EXPECT_EQ(text.find("refused."), std::string::npos);
        EXPECT_EQ(text.find("谢谢！"), std::string::npos) << "not confirmed as well";
    }
}

TEST(Compose, ProgrammeMayBringItsOwnQuestion) {
    Stage stage;
    Turn turn;
    turn.says.push_back({"ask.when.lunch", {{"slot", "when"}}, {}});
    EXPECT_EQ(compose(turn, stage.state, {}, {}, stage.wording, stage.programme, stage.now),
              stage.wording.say("ask.when"));
    auto words = shipped_wording();
    words["ask.when.lunch"] = "几点吃饭？";
    EXPECT_EQ(compose(turn, stage.state, {}, {}, Wording{words}, stage.programme, stage.now), "几点吃饭？");
}

TEST(Compose, DeadlinesReadAsPeopleSpeak) {
    struct {
        Span after;
        const char* text;
    } const rows[] = {{8h + 30min, "今天18:30"},
                      {24h, "明天10:00"},
                      {48h, "后天10:00"},
                      {7 * 24h, "12月2日10:00"},
                      {14h, "明天00:00"}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        Stage stage;  // 10:00 local
        const auto id = stage.offered_to("partner");
        for (auto& deadline : stage.state.tickets.at(id).deadlines)
            if (deadline.kind == DeadlineKind::accept) deadline.due = stage.now + row.after;
        const auto reply = stage.hears("husband", "进度");
        EXPECT_NE(reply.find(std::string{row.text} + "前有回音"), std::string::npos) << reply;
    }
}

TEST(Compose, MissedPromiseIsSaidHonestly) {
    Stage stage;
    stage.accepted_by("partner");
    stage.now += 48h;
    EXPECT_NE(stage.hears("husband", "进度").find("比说好的晚了"), std::string::npos);
}

TEST(Compose, NothingToSayIsNothing) {
    Stage stage;
    EXPECT_EQ(compose(Turn{}, stage.state, {}, {}, stage.wording, stage.programme, stage.now), "");
}

}  // namespace
}  // namespace warmline::bot::testing
