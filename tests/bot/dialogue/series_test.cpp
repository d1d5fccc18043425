#include "dialogue/series.hpp"

#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;
using talk::fold;

TEST(SeriesWords, AskForItRegularly) {
    for (const auto* text : {"每周送一次菜", "以后每周都要", "能不能每个星期送点水果", "定期送菜", "一周送一次就行"})
        EXPECT_TRUE(talk::wants_regularly(fold(text).text)) << text;
    for (const auto* text : {"这周送一次菜", "周末送菜", "不用每周送", "下周要"})
        EXPECT_FALSE(talk::wants_regularly(fold(text).text)) << text;
}

TEST(SeriesWords, SayWhatIsWanted) {
    struct {
        const char* text;
        std::optional<SeriesMove> move;
        bool this_time;
        int days;
    } const rows[] = {
        {"这周不用送", SeriesMove::skip, true, 0},
        {"这周不用送了", SeriesMove::skip, true, 0},
        {"这次先不要", SeriesMove::skip, true, 0},
        {"下周不用送菜", SeriesMove::skip, false, 0},
        {"下次跳过", SeriesMove::skip, false, 0},
        {"暂停两周", SeriesMove::pause, false, 14},
        {"送菜先暂停10天", SeriesMove::pause, false, 10},
        {"停一个星期", SeriesMove::pause, false, 7},
        {"暂停", SeriesMove::pause, false, 0},
        {"不用再送了", SeriesMove::end, false, 0},
        {"以后不用送了", SeriesMove::end, false, 0},
        {"下周起不用再送了", SeriesMove::end, false, 0},
        {"唔使再送喇", SeriesMove::end, false, 0},
        {"恢复", SeriesMove::resume, false, 0},
        {"继续送吧", SeriesMove::resume, false, 0},
        {"这周送什么菜", std::nullopt, false, 0},
        {"这周不用送吗？", std::nullopt, false, 0},
        {"孩子这周不用上课", std::nullopt, false, 0},
        {"小区这周停水停电", std::nullopt, false, 0},
        {"老人血压还没有恢复", std::nullopt, false, 0},
        {"以后每周都要", std::nullopt, false, 0},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        const auto wish = talk::series_wish(fold(row.text));
        ASSERT_EQ(wish.has_value(), row.move.has_value());
        if (!wish) continue;
        EXPECT_EQ(wish->move, *row.move);
        EXPECT_EQ(wish->this_time, row.this_time);
        EXPECT_EQ(wish->days, row.days);
    }
}

/// The stage begins on Wednesday, 25 November 2026.
class SeriesTalk : public ::testing::Test {
protected:
    std::string starts() { return s.hears("husband", request("家里没菜了，麻烦每周送一次菜", "living.groceries")); }
    [[nodiscard]] const Household& home() const { return s.state.households.at(HouseholdId{"home"}); }
    [[nodiscard]] const dispatcher::Series& series() const { return home().series.at(0); }
    void deliver() {
        const auto id = series().ticket;
        if (!s.ticket(id).offer || s.ticket(id).offer->candidate.value != "partner")
            s.run(Reassign{id, PersonId{"partner"}, "测试"}, {ActorKind::coordinator, PersonId{"coordinator"}});
        s.run(AcceptOffer{id, PersonId{"partner"}}, {ActorKind::helper, PersonId{"partner"}});
        s.run(CompleteTicket{id, PersonId{"partner"}, "送到了"}, {ActorKind::helper, PersonId{"partner"}});
        s.chat("husband").question.reset();
    }
    void next_week() {
        s.now = series().next;
        s.run(TickHousehold{HouseholdId{"home"}, {TicketId{"10777"}}});
    }
    Stage s;
};

TEST_F(SeriesTalk, BeginsWithTheRequestAndSaysWhenTheNextComes) {
    const auto reply = starts();
    EXPECT_NE(reply.find("每周都安排一次「买菜送菜」"), std::string::npos) << reply;
    EXPECT_NE(reply.find("12月2日（周三）"), std::string::npos) << reply;
    EXPECT_TRUE(s.refusals.empty());
    EXPECT_EQ(series().every_days, 7);
    const auto cards = s.told("partner");
    ASSERT_FALSE(cards.empty());
    EXPECT_NE(cards.back().find("单号"), std::string::npos) << cards.back();
    deliver();
    next_week();
    const auto again = s.told("partner");
    EXPECT_NE(again.back().find("定期：每周一次"), std::string::npos) << "the helper sees it: " << again.back();
    EXPECT_EQ(s.ticket("10777").offer->candidate.value, "partner");
}

TEST_F(SeriesTalk, BeginsWithAWordAfterTheRequest) {
    s.hears("husband", request("家里没菜了", "living.groceries"));
    const auto reply = s.hears("husband", "以后每周都要");
    EXPECT_NE(reply.find("下一次从12月2日（周三）开始"), std::string::npos) << reply;
    EXPECT_EQ(s.did<OpenTicket>().size(), 0U);
    EXPECT_EQ(home().series.size(), 1U);
}

TEST_F(SeriesTalk, IsNothingForWhatIsGivenOnce) {
    s.hears("husband", request("老人每周都要人陪着去医院", "living.eldercare"));
    EXPECT_TRUE(home().series.empty());
    s.hears("husband", "以后每周都要");
    EXPECT_TRUE(home().series.empty());
    s.hears("husband", request("老人每周都要透析，这两天家里没菜了", "living.groceries"));
    EXPECT_TRUE(home().series.empty()) << "it is something else that comes every week";
    s.hears("husband", "每周都要做核酸");
    EXPECT_TRUE(home().series.empty());
}

TEST_F(SeriesTalk, SkipsTheOneUnderWayOrTheNext) {
    starts();
    auto reply = s.hears("husband", "这周不用送");
    ASSERT_EQ(s.did<CancelTicket>().size(), 1U) << "it is under way";
    EXPECT_NE(reply.find("下一次是12月2日（周三）"), std::string::npos) << reply;
    EXPECT_EQ(s.ticket(series().ticket).state, TicketState::cancelled);
    reply = s.hears("husband", "这周不用送");
    EXPECT_TRUE(s.said("series.not_this_week")) << reply;
    reply = s.hears("husband", "下周不用送");
    EXPECT_NE(reply.find("12月2日（周三）那次"), std::string::npos) << reply;
    EXPECT_NE(reply.find("下一次是12月9日（周三）"), std::string::npos) << reply;
}

TEST_F(SeriesTalk, PausesAndResumes) {
    starts();
    deliver();
    auto reply = s.hears("husband", "暂停两周");
    EXPECT_NE(reply.find("12月16日（周三）再开始"), std::string::npos) << reply;
    EXPECT_TRUE(series().paused);
    reply = s.hears("husband", "恢复");
    EXPECT_NE(reply.find("12月2日（周三）"), std::string::npos) << reply;
    EXPECT_FALSE(series().paused);
    reply = s.hears("husband", "恢复");
    EXPECT_TRUE(s.said("series.running")) << reply;
}

TEST_F(SeriesTalk, EndsAndSaysWhatStillComes) {
    starts();
    const auto id = series().ticket;
    const auto reply = s.hears("husband", Reads{"不用再送了"}.alarm(Alarm::check));
    EXPECT_TRUE(home().series.empty());
    EXPECT_NE(reply.find("取消" + id.value), std::string::npos) << reply;
    EXPECT_FALSE(is_over(s.ticket(id).state));
    s.hears("husband", "这周不用送");
    EXPECT_TRUE(s.did<MoveSeries>().empty()) << "there is none any more";
}

TEST_F(SeriesTalk, IsMovedByThePartnerToo) {
    starts();
    deliver();
    const auto reply = s.hears("partner", "暂停两周");
    EXPECT_TRUE(series().paused) << reply;
}

TEST_F(SeriesTalk, TheFamilyHearsWhatTheOfficeDoes) {
    starts();
    (void)s.told("husband");
    s.run(MoveSeries{HouseholdId{"home"}, "living.groceries", SeriesMove::pause, {}, "小区封控"},
          {ActorKind::coordinator, PersonId{"coordinator"}});
    const auto told = s.told("husband");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told.front().find("买菜送菜：小区封控"), std::string::npos) << told.front();
}

TEST_F(SeriesTalk, ThePlanShowsAllOfAHousehold) {
    EXPECT_NE(s.hears("husband", "我家的计划").find("没有在办的事"), std::string::npos);
    starts();
    s.hears("husband", request("老人没人照顾", "living.eldercare"));
    const auto reply = s.hears("husband", "我家的计划");
    for (const auto* part : {"由陈晓总负责", "买菜送菜", "长者照护", "每周一次", "12月2日（周三）"})
        EXPECT_NE(reply.find(part), std::string::npos) << part << " is not in " << reply;
}

}  // namespace
}  // namespace warmline::bot::testing
