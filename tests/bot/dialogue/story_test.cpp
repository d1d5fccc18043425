#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "stage.hpp"
#include "support/where.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

/// The conversation at the top of the issue, with the real dispatcher: every word that anybody hears.
/// Written anew with WARMLINE_WRITE_GOLDEN=1; read it before keeping it.
TEST(Story, IsTheOneWePromised) {
    Stage stage;
    stage.hears("husband",
                Reads{"我老婆在武汉支援，家里老人没人照顾，孩子小学四年级数学跟不上，我要上夜班", {"request"}}
                    .need("living.eldercare", "家里老人没人照顾")
                    .need("education.tutoring", "孩子小学四年级数学跟不上")
                    .slot([](Slots& s) {
                        s.beneficiary = "family";
                        s.child_grade = "小四";
                        s.subject = "数学";
                    }));
    stage.hears("husband",
                Reads{"每天晚上七点以后", {"supplement"}}.slot([](Slots& s) { s.when = "每天晚上七点以后"; }));
    stage.hears("husband", "天河区花城大道5号3栋");
    stage.hears("partner", "接单");
    stage.hears("tutor-1", "今晚有课来不了");
    stage.hears("tutor-2", "好的，我去");
    stage.hears("husband", Reads{"到哪一步了？", {"status"}});
    stage.hears("partner", "已联系，今晚七点过去");
    stage.hears("partner", "完成 陪老人吃了晚饭，量了血压");
    stage.hears("husband", "满意，谢谢");
    stage.hears("tutor-2", "今日任务");
    EXPECT_EQ(stage.ticket("10001").state, TicketState::closed);
    EXPECT_EQ(stage.ticket("10001").rating->score, 5);
    EXPECT_EQ(stage.ticket("10002").assignee.value, "tutor-2");
    EXPECT_TRUE(stage.refusals.empty());

    const std::string path = WARMLINE_SOURCE_DIR "/tests/bot/dialogue/story.golden.txt";
    if (std::getenv("WARMLINE_WRITE_GOLDEN") != nullptr) std::ofstream{path} << stage.script;
    std::ostringstream golden;
    golden << std::ifstream{path}.rdbuf();
    EXPECT_EQ(stage.script, golden.str());
}

}  // namespace
}  // namespace warmline::bot::testing
