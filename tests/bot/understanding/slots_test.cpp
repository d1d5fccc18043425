#include "slots/slots.hpp"

#include <gtest/gtest.h>

#include "slots/numbers.hpp"

namespace warmline::bot {
namespace {

const Normaliser normalise({});

std::vector<Name> names() {
    const auto name = [](Kind kind, std::string_view text) {
        return Name{kind, std::u32string(normalise(text).text())};
    };
    return {name(Kind::province, "广东"), name(Kind::city, "广州"),     name(Kind::city, "武汉"),
            name(Kind::county, "天河"),   name(Kind::county, "天河区"), name(Kind::county, "荔湾"),
            name(Kind::street, "花地湾"), name(Kind::hospital, "省医"), name(Kind::hospital, "中山三院"),
            name(Kind::goods, "N95"),     name(Kind::goods, "N95口罩"), name(Kind::goods, "口罩"),
            name(Kind::goods, "防护服"),  name(Kind::goods, "面屏"),    name(Kind::goods, "米"),
            name(Kind::subject, "数学"),  name(Kind::subject, "英语")};
}

std::vector<Mention> mentions(const NormalText& text) {
    static const Gazetteer gazetteer(names());
    return gazetteer.find(text.text());
}

struct Row {
    const char* why;
    const char* text;
    const char* value;
};

TEST(Numbers, AreReadAsWrittenAndAsSpoken) {
    struct {
        const char* why;
        const char* text;
        int value;
        std::uint32_t end;
    } const rows[] = {
        {"digits", "200个", 200, 3},
        {"digits and a unit", "3千只", 3000, 2},
        {"ten and something", "十二个", 12, 2},
        {"tens", "四十人", 40, 2},
        {"两", "两百", 200, 2},
        {"a gap", "一千零三", 1003, 4},
        {"the last unit unsaid", "一百二", 120, 3},
        {"ten thousand", "一万二千", 12000, 4},
        {"俩", "俩", 2, 1},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto number = slots::read_number(to_points(row.text), 0);
        ASSERT_TRUE(number);
        EXPECT_EQ(number->value, row.value);
        EXPECT_EQ(number->end, row.end);
    }
    EXPECT_FALSE(slots::read_number(U"三零五", 0)) << "a row of digits is no number";
    EXPECT_FALSE(slots::read_number(U"999999999999", 0)) << "too large";
    EXPECT_FALSE(slots::read_number(U"个", 0));
    EXPECT_FALSE(slots::read_number(U"", 0));
}

TEST(Slots, Phone) {
    const Row rows[] = {
        {"plain", "电话13800001234谢谢", "13800001234"},
        {"grouped by blanks", "138 0000 1234", "13800001234"},
        {"grouped by hyphens", "138-0000-1234", "13800001234"},
        {"country code", "+86 13800001234", "13800001234"},
        {"spoken", "幺三八零零零零幺二三四", "13800001234"},
        {"full width", "１３８００００１２３４", "13800001234"},
        {"landline, short area code", "020-83330000", "02083330000"},
        {"landline, long area code", "0757 6600 6612", "075766006612"},
        {"of two the first", "13800001234或13900005678", "13800001234"},
        {"an identity number is none", "440106199001011234", ""},
        {"one digit too few", "1380000123", ""},
        {"no such prefix", "12000001234", ""},
        {"a hotline is none", "打12355", ""},
        {"nothing", "没有电话", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(slots::phone(normalise(row.text).text()), row.value);
    }
}

TEST(Slots, Ticket) {
    const Row rows[] = {
        {"after the word", "工单10042到哪了", "10042"},
        {"before 号", "10042号怎么还没人", "10042"},
        {"after a hash", "#10042 取消", "10042"},
        {"with a word between", "工单号是10042", "10042"},
        {"lettered", "GZ-7720这个单催一下", "GZ-7720"},
        {"spoken after the word", "单号三零五幺二八", "三零五幺二八"},
        {"five digits by themselves are none", "我们要10042个", ""},
        {"a room", "1204号楼", ""},
        {"a mask is none", "N95还有吗", ""},
        {"a telephone is none", "13800001234", ""},
        {"nine digits are none", "123456789号", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(slots::ticket(normalise(row.text)), row.value);
    }
}

TEST(Slots, ChildGrade) {
    const Row rows[] = {
        {"primary school in full", "孩子小学四年级", "小四"},
        {"digits", "3年级", "小三"},
        {"short", "儿子小五了", "小五"},
        {"middle school", "女儿初二", "初二"},
        {"seventh year", "七年级", "初一"},
        {"high school", "高三", "高三"},
        {"kindergarten", "在上幼儿园", "幼儿园"},
        {"kindergarten class", "大班", "幼儿园"},
        {"age", "孩子七岁", "七岁"},
        {"age in halves", "1岁半的宝宝", "1岁半"},
        {"months", "八个月大", "八个月"},
        {"a grade beside an age", "9岁,小三", "小三"},
        {"an old person's age", "奶奶78岁", ""},
        {"new year's second day", "正月初二", ""},
        {"a little higher", "工资高一点", ""},
        {"a span of months", "两个月没回家", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(slots::child_grade(normalise(row.text)), row.value);
    }
}

TEST(Slots, Subject) {
    const auto subject = [](const NormalText& text) { return slots::subject(text, mentions(text)); };
    EXPECT_EQ(subject(normalise("数学跟不上")), "数学");
    EXPECT_EQ(subject(normalise("英语和数学,数学最差")), "英语、数学") << "in the order of the text, each once";
    EXPECT_EQ(subject(normalise("没人带")), "");
}

TEST(Slots, People) {
    struct {
        const char* why;
        const char* text;
        int value;  ///< 0 for nothing
    } const rows[] = {
        {"a team", "我们队31人", 31},
        {"a counted noun", "六个护士没饭吃", 6},
        {"名", "护士八名", 8},
        {"口人", "家里五口人", 5},
        {"spoken", "二十三个人", 23},
        {"the total wins", "3个人发烧,一共12人", 12},
        {"portions are not people", "20人份", 0},
        {"alone", "奶奶一个人在家", 0},
        {"a rank", "第三人民医院", 0},
        {"goods", "六个口罩", 0},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(slots::people(normalise(row.text).text()).value_or(0), row.value);
    }
}

TEST(Slots, Items) {
    const auto items = [](std::string_view written) {
        const NormalText text = normalise(written);
        return slots::items(text, mentions(text));
    };
    using Items = std::vector<Item>;
    EXPECT_EQ(items("缺口罩"), (Items{{"口罩", std::nullopt, ""}}));
    EXPECT_EQ(items("N95两百个"), (Items{{"N95", 200, "个"}}));
    EXPECT_EQ(items("两百个N95口罩"), (Items{{"N95口罩", 200, "个"}})) << "the longest name";
    EXPECT_EQ(items("防护服 200 套、面屏40"), (Items{{"防护服", 200, "套"}, {"面屏", 40, ""}}));
    EXPECT_EQ(items("不缺口罩,要防护服"), (Items{{"防护服", std::nullopt, ""}}));
    EXPECT_EQ(items("你好"), Items{});
}

TEST(Slots, When) {
    const Row rows[] = {
        {"day and clock", "明早八点要到", "明早八点"},
        {"day and part", "周三下午来", "周三下午"},
        {"tonight", "今晚没地方睡", "今晚"},
        {"a limit", "今天12点前送到", "今天12点前"},
        {"frequency", "每天送饭", "每天"},
        {"weekdays", "每周二来一次", "每周二"},
        {"date", "3月5日出发", "3月5日"},
        {"a house number is none", "3号楼", ""},
        {"a bit is no hour", "一点心意", ""},
        {"nothing", "缺口罩", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(slots::when(normalise(row.text)), row.value);
    }
}

TEST(Slots, Places) {
    struct {
        const char* why;
        const char* text;
        const char* hospital;
        const char* district;
        const char* address;
    } const rows[] = {
        {"alias", "我在省医上班", "省医", "", ""},
        {"full name by its ending", "送到罗定市人民医院", "罗定市人民医院", "", ""},
        {"numbered", "中山三院缺口罩", "中山三院", "", ""},
        {"no district from a hospital's name", "天河区人民医院", "天河区人民医院", "", ""},
        {"the most specific", "广东广州天河", "", "天河", ""},
        {"the longest form", "住天河区", "", "天河区", ""},
        {"a street of the list after the district", "荔湾花地湾", "", "荔湾", "花地湾"},
        {"a road after the district", "天河区龙口西路8号", "", "天河区", "龙口西路8号"},
        {"a province is no district", "我是广东的", "", "", ""},
        {"a hospital without a name", "在医院", "", "", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const NormalText text = normalise(row.text);
        const auto found = mentions(text);
        const Span hospital = slots::hospital(text.text(), found);
        const Span district = slots::district(found, hospital);
        EXPECT_EQ(text.written(hospital), row.hospital);
        EXPECT_EQ(text.written(district), row.district);
        EXPECT_EQ(text.written(slots::address(text.text(), found, district, hospital)), row.address);
    }
}

}  // namespace
}  // namespace warmline::bot
