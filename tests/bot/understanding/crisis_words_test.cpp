#include <gtest/gtest.h>

#include "clauses.hpp"
#include "crisis.hpp"

namespace warmline::bot {
namespace {

Alarm alarm(std::string_view text) {
    const auto points = to_points(text);
    return plain_words(points, split_clauses(points));
}

TEST(CrisisWords, RaiseOpenOnesAndStayCalmAtNearMisses) {
    struct {
        const char* why;
        const char* text;
        Alarm alarm;
    } const rows[] = {
        {"open wish", "不想活了", Alarm::yes},
        {"in the middle of a story", "孩子睡了,我站在阳台,觉得活着没意思,谢谢你们", Alarm::yes},
        {"of somebody else", "我妹妹割腕了", Alarm::yes},
        {"Cantonese", "我唔想活喇", Alarm::yes},
        {"a hint", "真想就这样消失算了", Alarm::check},
        {"an open word in an old story is looked at, not acted on", "当年我也想自杀,现在好了", Alarm::check},
        {"tired", "累死了", Alarm::no},
        {"missing somebody", "想死你了", Alarm::no},
        {"a hard question", "这题难死了", Alarm::no},
        {"laughing", "笑死我了", Alarm::no},
        {"a film", "那部电影最后一次告别看哭了", Alarm::no},
        {"nothing", "缺口罩两百个", Alarm::no},
        {"empty", "", Alarm::no},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(alarm(row.text), row.alarm);
    }
}

TEST(CrisisWords, TellABodyInDangerFromOneThatIsSafe) {
    EXPECT_TRUE(plain_danger(U"奶奶叫不醒,求你们快来"));
    EXPECT_TRUE(plain_danger(U"三天没透析了"));
    EXPECT_TRUE(plain_danger(U"一楼淹没,家里有两个孩子"));
    EXPECT_FALSE(plain_danger(U"昏迷了两天,现在已经住院,想问费用"));
    EXPECT_FALSE(plain_danger(U"缺口罩两百个"));
    EXPECT_FALSE(plain_danger(U""));
}

}  // namespace
}  // namespace warmline::bot
