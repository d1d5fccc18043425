#include <gtest/gtest.h>

#include "bot/mask.hpp"
#include "bot/reader.hpp"

namespace warmline::bot {
namespace {

std::string exemplary(const std::string& text, const std::vector<KnownPersonal>& known = {}) {
    static const Reader reader;
    return with_stand_ins(reader.mask(text, known));
}

struct Row {
    const char* text;
    const char* exemplary;
};

TEST(StandIns, ReadNaturally) {
    const Row rows[] = {
        {"打139 0000 5678找我", "打13800001234找我"},
        {"13900005678或13900008765，第一个13900005678优先", "13800001234或13800001235，第一个13800001234优先"},
        {"身份证44010619800101123X", "身份证440106190001010001"},
        {"工单20042怎么样了", "工单10001怎么样了"},
        {"黄医生和李护士长", "林医生和何护士长"},
        {"我叫陈小明，孩子四年级，陈小明是我", "我叫林小雨，孩子四年级，林小雨是我"},
        {"林医生来过", "何医生来过"},
        {"住天河区凤凰花园3栋501", "住天河区和平路1号"},
    };
    for (const auto& row : rows) EXPECT_EQ(exemplary(row.text), row.exemplary);
}

TEST(StandIns, LeaveAloneWhatIsNobodys) {
    for (const char* text : {"N95口罩200个，明早8点前送到", "打过12345和12355", "谢谢医生，孩子四年级数学跟不上", ""})
        EXPECT_EQ(exemplary(text), text);
}

TEST(StandIns, StandForKnownThingsToo) {
    const std::vector<KnownPersonal> known = {{Personal::name, "阿秀"}, {Personal::address, "东边第三排"}};
    EXPECT_EQ(exemplary("阿秀住东边第三排，阿秀要菜", known), "林小雨住和平路1号，林小雨要菜");
}

TEST(StandIns, ManyThingsOfAKindStayApartAsFarAsNamesGo) {
    std::string text;
    for (int i = 0; i < 30; ++i) text += "打139000056" + std::to_string(10 + i) + "。";
    const auto out = exemplary(text);
    EXPECT_EQ(out.find("139"), std::string::npos) << out;
    EXPECT_EQ(out.find("⟦"), std::string::npos) << out;
}

}  // namespace
}  // namespace warmline::bot
