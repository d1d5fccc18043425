#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;
using Day = std::chrono::sys_days;

/// Eldercare is given in two houses here; it is Wednesday 25 November 2026.
class RoomTest : public ::testing::Test {
protected:
    RoomTest() {
        stage.programme.situation = &stage.state.situation.emplace();
        House hill;
        hill.id = "hill";
        hill.name = "示例山疗养院";
        hill.price = "优惠价每晚150元";
        auto lake = hill;
        lake.id = "lake";
        lake.name = "示例湖疗养院";
        lake.price.clear();
        for (auto& service : stage.programme.services)
            if (service.need == "living.eldercare") service.places = {hill, lake};
    }
    void fill(const char* house, Day first, int nights) {
        stage.state.situation->stays.push_back({house, TicketId{"9" + std::to_string(++others_)}, first, nights});
    }
    static Day november(unsigned day) { return Day{std::chrono::year{2026} / 11 / day}; }
    Stage stage;

private:
    int others_ = 0;
};

TEST_F(RoomTest, WhoCarriesItOutBooksByADayAndTheFamilyHears) {
    const auto id = stage.accepted_by("partner");
    stage.told("husband");
    const auto reply = stage.hears("partner", "订房 11月28日");
    EXPECT_TRUE(stage.said("room.booked")) << reply;
    EXPECT_NE(reply.find("示例山疗养院，11月28日入住，12月12日离开，一共14晚"), std::string::npos) << reply;
    ASSERT_TRUE(stage.ticket(id).stay);
    EXPECT_EQ(stage.ticket(id).stay->first, november(28));
    const auto told = stage.told("husband");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("示例山疗养院，11月28日（周六）入住，12月12日（周六）离开，一共14晚。优惠价每晚150元。"),
              std::string::npos)
        << told[0];
    stage.hears("partner", "改订 11月30日 示例湖疗养院");
    EXPECT_EQ(stage.ticket(id).stay->house, "lake") << "the house that is named";
    EXPECT_EQ(stage.ticket(id).stay->first, november(30));
}

TEST_F(RoomTest, AFullDayGoesToAnotherHouseOrNamesTheNextFreeDay) {
    const auto id = stage.accepted_by("partner");
    fill("hill", november(27), 3);
    stage.hears("partner", "订房 11月28日");
    EXPECT_EQ(stage.ticket(id).stay->house, "lake");
    fill("lake", november(29), 2);
    const auto reply = stage.hears("partner", "订房间 11月29日");
    EXPECT_TRUE(stage.said("room.full"));
    EXPECT_NE(reply.find("最近可以从11月30日起住"), std::string::npos) << reply;
    EXPECT_EQ(stage.ticket(id).stay->first, november(28)) << "what was booked stays";
}

TEST_F(RoomTest, WhatWasTakenMeanwhileIsSaidToBe) {
    const auto id = stage.accepted_by("partner");
    auto turn = stage.turn("partner", Reads{"订房 11月28日"});
    const auto book = std::ranges::find_if(
        turn.commands, [](const Command& command) { return std::holds_alternative<BookStay>(command); });
    ASSERT_NE(book, turn.commands.end());
    const auto text = compose(turn, stage.state, {{*book, make_error_code(Errc::house_full)}}, {}, stage.wording,
                              stage.programme, stage.now);
    EXPECT_NE(text.find("刚被别人订满"), std::string::npos) << text;
    EXPECT_EQ(text.find("订好了"), std::string::npos) << text;
}

TEST_F(RoomTest, WithoutADayItSaysWhatIsFree) {
    stage.accepted_by("partner");
    fill("hill", november(25), 3);
    const auto reply = stage.hears("partner", "订房");
    EXPECT_TRUE(stage.said("room.ask_day"));
    EXPECT_NE(reply.find("示例山疗养院最近11月28日起有房"), std::string::npos) << reply;
    EXPECT_NE(reply.find("示例湖疗养院最近11月25日起有房"), std::string::npos) << reply;
    EXPECT_TRUE(stage.did<BookStay>().empty());
}

TEST_F(RoomTest, AWishOfOnesOwnIsNoCommand) {
    stage.hears("partner", request("订房休养两周", "living.eldercare"));
    EXPECT_FALSE(stage.said("tasks.none"));
    EXPECT_TRUE(stage.did<BookStay>().empty());
}

TEST_F(RoomTest, WhoAsksForAGroupThatIsThereHearsOfItInTheReply) {
    SupportGroup group;
    group.id = GroupId{"g1"};
    group.need = "transport";
    group.hospital = stage.programme.hospitals.front().name;
    group.name = "心理支持群";
    group.join = "找领队要二维码，电话13800001234";
    group.experts = {PersonId{"expert"}, PersonId{"tutor-1"}};
    stage.state.situation->groups.push_back(group);
    auto wish = request("我们医院想要一个心理支持群", "transport");
    wish.understanding.slots.hospital = group.hospital;
    const auto reply = stage.hears("husband", wish);
    EXPECT_NE(reply.find("心理支持群，由"), std::string::npos) << reply;
    EXPECT_NE(reply.find("、"), std::string::npos) << "both who lead it: " << reply;
    EXPECT_NE(reply.find("电话13800001234"), std::string::npos) << "the office's words are for everybody: " << reply;
}

}  // namespace
}  // namespace warmline::bot::testing
