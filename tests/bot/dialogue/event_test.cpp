#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

Message of(MessageKind kind, std::string text = {}, std::string media = {}) {
    Message message;
    message.kind = kind;
    message.text = std::move(text);
    message.media = std::move(media);
    return message;
}

TEST(Event, FollowIsWelcomedAndLeavingIsSilent) {
    Stage stage;
    const auto reply = stage.gets("stranger", of(MessageKind::subscribe));
    EXPECT_GE(std::count(reply.begin(), reply.end(), '\n'), 3) << "three examples";
    EXPECT_EQ(stage.gets("stranger", of(MessageKind::unsubscribe)), "");
    EXPECT_FALSE(stage.chat("stranger").following);
    stage.hears("stranger", "你好");
    EXPECT_TRUE(stage.chat("stranger").following);
}

TEST(Event, MenuKeys) {
    struct {
        const char* key;
        const char* says;
        std::size_t calls;
    } const rows[] = {{"REQ_NEW", "menu.request", 0},
                      {"REQ_STATUS", "status.none", 0},
                      {"VOL_JOIN", "volunteer.thanks", 1},
                      {"HUMAN", "human.coming", 1},
                      {"???", "help.requester", 0}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.key);
        Stage stage;
        stage.gets("stranger", of(MessageKind::menu, row.key));
        EXPECT_TRUE(stage.said(row.says));
        EXPECT_EQ(stage.did<OpenCallTask>().size(), row.calls);
    }
}

TEST(Event, NothingIsDroppedSilently) {
    for (const auto kind : {MessageKind::voice, MessageKind::image, MessageKind::video, MessageKind::location,
                            MessageKind::link, MessageKind::other}) {
        SCOPED_TRACE(static_cast<int>(kind));
        Stage stage;
        const auto asked = stage.gets("husband", of(kind, "", "media-1"));
        EXPECT_TRUE(stage.said("ask.about"));
        EXPECT_NE(asked, "");
        stage.hears("husband", request("家里水管坏了老人没法做饭", "living.eldercare"));
        ASSERT_EQ(stage.did<AmendTicket>().size(), 1U) << "what came before its words belongs to them";
        const auto attached = stage.gets("husband", of(kind, "", "media-2"));
        ASSERT_EQ(stage.did<AmendTicket>().size(), 1U);
        EXPECT_EQ(stage.did<AmendTicket>()[0].ticket.value, "10001");
        EXPECT_NE(attached.find("10001"), std::string::npos);
    }
}

TEST(Event, PictureKeepsItsMediaId) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare"));
    stage.gets("husband", of(MessageKind::image, "", "media-7"));
    EXPECT_NE(stage.did<AmendTicket>()[0].text.find("media-7"), std::string::npos);
    EXPECT_EQ(stage.chat("husband").question->slot, "address") << "the question stays";
}

TEST(Event, PlaceAnswersForTheAddress) {
    Stage stage;
    stage.hears("husband", request("老人没人照顾", "living.eldercare"));
    auto place = of(MessageKind::location, "花城大道5号");
    place.latitude = 23.119;
    place.longitude = 113.321;
    stage.gets("husband", place);
    EXPECT_EQ(stage.ticket("10001").facts.at("address"), "花城大道5号");
    EXPECT_EQ(stage.ticket("10001").facts.at("location"), "23.119000,113.321000");
    EXPECT_EQ(stage.state.households.at(HouseholdId{"home"}).address, "花城大道5号");
    EXPECT_EQ(stage.chat("husband").question->slot, "when");
}

TEST(Event, RecognisedVoiceIsText) {
    Stage stage;
    Reads reads = request("老人没人照顾", "living.eldercare");
    stage.gets("husband", of(MessageKind::voice, reads.text, "media-3"), reads.understanding);
    EXPECT_EQ(stage.did<OpenTicket>().size(), 1U);
}

TEST(Event, HelpersPictureIsANoteToTheTask) {
    Stage stage;
    const auto id = stage.accepted_by("partner");
    stage.gets("partner", of(MessageKind::image, "", "media-4"));
    ASSERT_EQ(stage.did<AddNote>().size(), 1U);
    EXPECT_EQ(stage.did<AddNote>()[0].ticket, id);
}

}  // namespace
}  // namespace warmline::bot::testing
