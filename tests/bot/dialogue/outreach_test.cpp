#include "dialogue/outreach.hpp"

#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;
using talk::fold;

TEST(OutreachWords, NothingIsNeeded) {
    for (const auto* text : {"没有", "今天没有", "今天大家都好，暂时没有需要", "无", "暂无", "都挺好的，谢谢关心",
                             "暂时不需要", "没有需要的", "冇", "目前没有，谢谢", "一切正常", "没事"})
        EXPECT_TRUE(talk::says_nothing_needed(fold(text))) << text;
    for (const auto* text :
         {"没有菜了", "没有口罩", "家里没人", "好几家没菜", "需要送菜", "不好", "有", "今天缺防护服", "3"})
        EXPECT_FALSE(talk::says_nothing_needed(fold(text))) << text;
}

TEST(OutreachWords, SayHowOften) {
    const std::pair<const char*, std::optional<int>> rows[] = {{"隔天问", 2},
                                                               {"隔天问一次就行", 2},
                                                               {"每周问一次", 7},
                                                               {"一周问一次吧", 7},
                                                               {"每三天问一次", 3},
                                                               {"每10天问我", 10},
                                                               {"不用每天问", 2},
                                                               {"别天天问", 2},
                                                               {"不用问了", 0},
                                                               {"以后别再问了", 0},
                                                               {"不要联系我了", std::nullopt},
                                                               {"每天问", 1},
                                                               {"恢复每天问", 1},
                                                               {"没有", std::nullopt},
                                                               {"每天送菜", std::nullopt},
                                                               {"请问", std::nullopt},
                                                               {"每99天问", std::nullopt}};
    for (const auto& [text, days] : rows) EXPECT_EQ(talk::outreach_wish(fold(text)), days) << text;
}

class Outreach : public ::testing::Test {
protected:
    Outreach() {
        s.programme.outreach_at = {10h};  // the stage begins at ten
        Person husband = s.state.persons.at(PersonId{"husband"});
        husband.roles.insert(Role::liaison);
        s.run(ChangePerson{husband});
        (void)s.told("husband");
        s.run(ReachOut{PersonId{"husband"}});
    }
    Stage s;
};

TEST_F(Outreach, AsksForTheTeamInOneMessage) {
    const auto told = s.told("husband");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told.front().find("示范大学附属医院的同事和家属"), std::string::npos) << told.front();
}

TEST_F(Outreach, HearsThatNothingIsNeeded) {
    const auto reply = s.hears("husband", "今天没有，谢谢");
    EXPECT_NE(reply.find("今天没有需要"), std::string::npos) << reply;
    EXPECT_NE(reply.find("明天10:00"), std::string::npos) << reply;
    ASSERT_EQ(s.did<AnswerOutreach>().size(), 1U);
    EXPECT_TRUE(s.state.persons.at(PersonId{"husband"}).outreach->nothing);
    EXPECT_TRUE(s.refusals.empty());
}

TEST_F(Outreach, TakesManyNeedsInOneAnswer) {
    const std::string text = "有3家要送菜，李护士的孩子要补数学";
    s.hears("husband",
            Reads{text, {"request"}}.need("living.groceries", "有3家要送菜").need("education.tutoring", "补数学"));
    EXPECT_EQ(s.did<OpenTicket>().size(), 2U);
    ASSERT_EQ(s.did<AnswerOutreach>().size(), 1U);
    EXPECT_FALSE(s.did<AnswerOutreach>().front().nothing);
}

TEST_F(Outreach, AsksLessOftenWhenThatIsWished) {
    EXPECT_NE(s.hears("husband", "隔天问就行").find("每2天"), std::string::npos);
    EXPECT_EQ(s.state.persons.at(PersonId{"husband"}).outreach->every_days, 2);
    EXPECT_NE(s.hears("husband", "不用问了").find("不再主动问您"), std::string::npos);
    EXPECT_NE(s.hears("husband", "每天问").find("每天问您一次"), std::string::npos);
    s.hears("husband", Reads{"以后不用问了"}.alarm(Alarm::yes));
    EXPECT_EQ(s.did<LimitOutreach>().size(), 1U) << "said of our asking, it is no farewell";
    s.hears("partner", "不用问了");
    EXPECT_TRUE(s.did<LimitOutreach>().empty()) << "of liaisons only";
}

}  // namespace
}  // namespace warmline::bot::testing
