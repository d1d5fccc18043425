#include "bot/mask.hpp"

#include <gtest/gtest.h>

#include "bot/message.hpp"
#include "support.hpp"

namespace warmline::bot {
namespace {

std::string masked(const std::string& text) { return reader().mask(text).text(); }

TEST(Mask, KeepsNothingThatSaysWhoSomebodyIs) {
    struct {
        const char* why;
        const char* text;
        const char* secret;
    } const rows[] = {
        {"mobile", "请打13800001234找我", "13800001234"},
        {"mobile in groups", "请打138-0000 1234找我", "0000"},
        {"full width digits", "电话１３８００００１２３４", "３８"},
        {"invisible characters between", "电话138\u200b0000\u200b1234", "0000"},
        {"spoken digits", "我手机幺三八零零零零幺二三四", "三八零"},
        {"written and spoken", "我手机138零零零零幺二三四", "零零"},
        {"landline", "家里电话020-81234567", "81234567"},
        {"two numbers run together", "13800001234或13900005678", "5678"},
        {"identity number", "身份证440106199001011234", "1990"},
        {"identity number with X", "身份证44010619900101123X要吗", "123X"},
        {"ticket", "我的单号10042怎么样了", "10042"},
        {"lettered ticket", "我的工单GZ-77201怎么样了", "77201"},
        {"number plate", "我的车牌是粤A12345", "A12345"},
        {"mail", "发到nuan.chen@example.org", "nuan.chen"},
        {"account", "加我微信nuannuan吧", "nuannuan"},
        {"account after its short name", "加vx：nuannuan", "nuannuan"},
        {"account with its short name in it", "加我wx_nuan吧", "nuan"},
        {"number behind letters", "打tel138 0000 1234", "0000"},
        {"web address", "见https://example.org/a?b=c", "example"},
        {"name said", "我叫陈小暖，家里没菜了", "陈小暖"},
        {"name in a form", "【姓名】陈小暖【年龄】30", "陈小暖"},
        {"name of another form", "姓名：阿依古丽 电话没有", "阿依古丽"},
        {"name with title", "王小明老师让我来问", "王小明"},
        {"surname with title", "张姐说可以找你们", "张姐"},
        {"after a relation", "我妻子李暖暖在武汉支援", "李暖暖"},
        {"alone in a clause", "求助，陈小暖，孩子没人带", "陈小暖"},
        {"half hidden", "患者陈某某没有药了", "陈某"},
        {"street and house", "住在天河区暖线路18号3栋502", "暖线路18号"},
        {"house alone", "送到3栋2单元501就行", "2单元501"},
        {"estate", "我家在暖阳花园，老人没人照顾", "暖阳花园"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto text = masked(row.text);
        EXPECT_EQ(text.find(row.secret), std::string::npos) << text;
        EXPECT_NE(text.find("⟦"), std::string::npos) << text;
    }
}

TEST(Mask, KeepsWhatTheReadingNeeds) {
    for (const char* text :
         {"孩子小学四年级数学跟不上，老人的降压药吃完了", "我们科室30个人，要N95口罩200个，明早8点前",
          "我在中山三院上班，家在天河区", "打过12355，没人接", "谢谢你们，孙子发烧了，周三下午去医院",
          "安排医生来看看，马上", "高血压，糖尿病", "语文老师", "我叫不到车", "icu病房两张床", "N95 500只，隔离衣 100"})
        EXPECT_EQ(masked(text), text);
}

TEST(Mask, KnownNamesNeedNothingAround) {
    const std::vector<KnownPersonal> known = {{Personal::name, "暖暖"}, {Personal::address, "线上里九号"}};
    const auto text = reader().mask("今天暖暖不舒服，能来线上里九号吗", known).text();
    EXPECT_EQ(text.find("暖暖"), std::string::npos) << text;
    EXPECT_EQ(text.find("线上里"), std::string::npos) << text;
}

TEST(Mask, PutsBackExactlyWhatWasThere) {
    const std::string text = "打138 0000 1234或13900005678，不行再打138 0000 1234";
    const auto masked = reader().mask(text);
    EXPECT_EQ(masked.placeholders(), 2U) << "the same number has the same placeholder: " << masked.text();
    EXPECT_EQ(masked.unmask(masked.text()), text);
    EXPECT_EQ(masked.unmask("⟦电话2⟧"), "13900005678");
    EXPECT_EQ(masked.unmask("⟦电话3⟧"), std::nullopt) << "never given";
    EXPECT_EQ(masked.unmask("⟦电话"), std::nullopt);
    EXPECT_EQ(masked.unmask("明早"), "明早");
}

TEST(Mask, ATextCannotForgeAPlaceholder) {
    const auto masked = reader().mask("⟦电话1⟧是我的，打13800001234");
    EXPECT_NE(masked.text().find("电话1 是我的"), std::string::npos) << masked.text();
    EXPECT_EQ(masked.placeholders(), 1U);
}

TEST(Mask, WhatIsNotReadDoesNotLeave) {
    const std::string text = std::string(text_bytes_max, ' ') + "13800001234";
    EXPECT_EQ(masked(text).find("1380"), std::string::npos);
}

TEST(Mask, TakesAnyBytes) {
    for (const auto& text : {std::string(), std::string("\xff\xfe\xe4"), std::string(3, char{})})
        EXPECT_EQ(reader().mask(text).placeholders(), 0U);
}

}  // namespace
}  // namespace warmline::bot
