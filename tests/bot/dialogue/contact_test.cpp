// A family says how often it may be written to unasked (S15).
#include "dialogue/contact.hpp"

#include <gtest/gtest.h>

#include "dispatcher/contact.hpp"
#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;
using talk::fold;

TEST(ContactWords, SayHowOften) {
    const std::pair<const char*, std::optional<int>> rows[] = {{"少发点消息", 3},
                                                               {"麻烦你们少发一点消息吧", 3},
                                                               {"消息太多了", 3},
                                                               {"别发那么多消息", 3},
                                                               {"不用天天发", 3},
                                                               {"一周发一次就行", 7},
                                                               {"每周一条消息就好", 7},
                                                               {"每三天发一次消息", 3},
                                                               {"5天发一次就行", 5},
                                                               {"隔天发", 2},
                                                               {"每天发一次就可以了", 1},
                                                               {"别发了", contacts_never},
                                                               {"好的，不用再给我发消息了，谢谢", contacts_never},
                                                               {"请不要再发短信了", contacts_never},
                                                               {"退订", contacts_never},
                                                               {"恢复正常", 0},
                                                               {"恢复发消息", 0},
                                                               {"别发烧了", std::nullopt},
                                                               {"每周发一次口罩", std::nullopt},
                                                               {"孩子又发烧了", std::nullopt},
                                                               {"不要", std::nullopt},
                                                               {"恢复", std::nullopt},
                                                               {"太多", std::nullopt},
                                                               {"不要联系我了", std::nullopt},
                                                               {"每99天发", std::nullopt},
                                                               {"我妈妈不想发消息，想找人说说话", std::nullopt},
                                                               {"", std::nullopt}};
    for (const auto& [text, days] : rows) EXPECT_EQ(talk::contact_wish(fold(text)), days) << text;
}

class ContactWish : public ::testing::Test {
protected:
    [[nodiscard]] int wish() const {
        const auto& home = s.state.persons.at(PersonId{"husband"}).household;
        return s.state.households.at(home).contacts.every_days;
    }
    Stage s;
};

TEST_F(ContactWish, IsKeptAndTakenBack) {
    EXPECT_NE(s.hears("husband", "一周发一次就行").find("7天"), std::string::npos);
    EXPECT_EQ(wish(), 7);
    EXPECT_NE(s.hears("husband", "别发了").find("不主动"), std::string::npos);
    EXPECT_EQ(wish(), contacts_never);
    EXPECT_NE(s.hears("husband", "恢复正常").find("恢复"), std::string::npos);
    EXPECT_EQ(wish(), 0);
    EXPECT_TRUE(s.refusals.empty());
}

TEST_F(ContactWish, IsAFamilysAndNothingElseIsMeant) {
    s.hears("husband", "恢复正常");
    EXPECT_TRUE(s.did<LimitOutreach>().empty()) << "nothing to take back";
    s.hears("tutor-1", "别发了");
    EXPECT_TRUE(s.did<LimitOutreach>().empty()) << "who helps is told what he or she must know";
    s.hears("husband", Reads{"别再发消息了"}.alarm(Alarm::check));
    EXPECT_EQ(s.did<LimitOutreach>().size(), 1U) << "said of our messages, it is no farewell";
    s.hears("husband", Reads{"不想活了，别发了"}.alarm(Alarm::yes));
    EXPECT_TRUE(s.did<LimitOutreach>().empty());
    EXPECT_EQ(s.did<OpenTicket>().size(), 1U);
}

}  // namespace
}  // namespace warmline::bot::testing
