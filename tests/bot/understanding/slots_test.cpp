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

/// The values of all candidates, joined by blanks.
std::string joined(const std::vector<slots::Candidate>& candidates) {
    std::string values;
    for (const auto& candidate : candidates) values.append(values.empty() ? "" : " ").append(candidate.value);
    return values;
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
        {"between counted things", "老三13800001234一个人", "13800001234"},
        {"a service number", "400-810-1234", "4008101234"},
        {"the caller's own of two", "队长13800001234,我的电话13900005678", "13900005678"},
        {"spoken in groups", "一三八 零零零零 一二三四", "13800001234"},
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
        {"a train", "坐K1178次回来", ""},
        {"a train without 次", "昨天高铁G6021到的", ""},
        {"a standard", "要GB19083的口罩", ""},
        {"a letter and a number", "T2203，爷爷走了，停了吧", "T2203"},
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
        {"a grade beside an age", "9岁,小三", "9岁 小三"},
        {"an old person's age", "奶奶78岁", ""},
        {"new year's second day", "正月初二", ""},
        {"a little higher", "工资高一点", ""},
        {"days of a baby", "28天的宝宝", "28天"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(joined(slots::grade_candidates(normalise(row.text))), row.value);
    }
}

TEST(Slots, Subject) {
    const auto subject = [](std::string_view written, const slots::Asked& asked) {
        const NormalText text = normalise(written);
        return slots::subject(text, mentions(text), asked);
    };
    const slots::Asked lessons{{"request"}, {"education.tutoring"}}, food{{"request"}, {"living.meals"}};
    EXPECT_EQ(subject("数学跟不上", lessons), "数学");
    EXPECT_EQ(subject("英语和数学,数学最差", lessons), "英语、数学") << "in the order of the text, each once";
    EXPECT_EQ(subject("没人带", lessons), "");
    EXPECT_EQ(subject("教数学的,还没吃饭", food), "") << "no lesson is asked for";
    EXPECT_EQ(subject("我能教数学", {{"offer_volunteer"}, {}}), "数学");
}

TEST(Slots, PeopleAreFoundHoweverTheyAreCounted) {
    const Row rows[] = {
        {"a team", "我们队31人", "31"},
        {"a counted noun", "六个护士没饭吃", "6"},
        {"名", "护士八名", "8"},
        {"口人", "家里五口人", "5"},
        {"a household", "一家三口", "3"},
        {"a couple", "老两口在家", "2"},
        {"us two", "我俩没吃饭", "2"},
        {"spoken", "二十三个人", "23"},
        {"several", "3个人发烧,一共12人", "3 12"},
        {"whoever they are", "请来20个能喊的", "20"},
        {"portions are not people", "20人份", ""},
        {"about ten is no number", "要十来个人帮忙", ""},
        {"a few above thirty is none either", "三十几号人", ""},
        {"some twenty are twenty", "二十多个护士", "20"},
        {"thousands of something", "账号5000个", ""},
        {"goods across a comma are not people", "要口罩,200个就行", ""},
        {"a rank", "第三人民医院", ""},
        {"months", "六个月", ""},
        {"goods are counted", "口罩200个", ""},
        {"goods are counted in front", "两百个口罩", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const NormalText text = normalise(row.text);
        EXPECT_EQ(joined(slots::people_candidates(text.text(), mentions(text))), row.value);
    }
}

/// Reads as for a request with the need.
Slots read(std::string_view written, const char* need) {
    const NormalText text = normalise(written);
    return slots::read_slots(text, mentions(text), {{"request"}, {need}});
}

TEST(Slots, Items) {
    const auto items = [](std::string_view written) { return read(written, "supplies.protective").items; };
    using Items = std::vector<Item>;
    EXPECT_EQ(items("我们急需N95两百个"), (Items{{"N95", 200, "个"}}));
    EXPECT_EQ(items("求支援两百个N95口罩"), (Items{{"N95口罩", 200, "个"}})) << "the longest name";
    EXPECT_EQ(items("急缺防护服 200 套、面屏40"), (Items{{"防护服", 200, "套"}, {"面屏", 40, ""}}));
    EXPECT_EQ(items("口罩不缺,急需防护服"), (Items{{"防护服", std::nullopt, ""}}));
    EXPECT_EQ(items("你好"), Items{});
}

TEST(Slots, SurroundingsJudgeWhichOneIsMeant) {
    EXPECT_EQ(read("我们队31人没地方住,有两个人在走廊坐着", "rest.lodging").people, 31);
    EXPECT_EQ(read("奶奶一个人在家", "living.eldercare").people, std::nullopt);
    EXPECT_EQ(read("从武汉回来,现在住在荔湾,没饭吃", "living.meals").district, "荔湾");
    EXPECT_EQ(read("昨天就登记了,明早八点要到机场,求派车", "transport").when, "明早八点");
    EXPECT_EQ(read("儿子小五,数学跟不上,想找老师", "education.tutoring").child_grade, "小五");
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
        {"nor is one of a street", "多宝路12号", ""},
        {"a bit is no hour", "一点心意", ""},
        {"nothing", "缺口罩", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(joined(slots::when_candidates(normalise(row.text))), row.value);
    }
}

TEST(Slots, HospitalsAreKnownOrSayWhich) {
    const Row rows[] = {
        {"alias", "我在省医上班", "省医"},
        {"full name by its ending", "送到罗定市人民医院", "罗定市人民医院"},
        {"an ordinal inside", "天河区第一人民医院", "天河区第一人民医院"},
        {"one nobody listed", "髋关节在积水潭医院换的", "积水潭医院"},
        {"a health centre", "我们是花地湾卫生院的", "花地湾卫生院"},
        {"a number", "住在广州八院", "广州八院"},
        {"one of many", "在医院", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const NormalText text = normalise(row.text);
        EXPECT_EQ(joined(slots::hospital_candidates(text, mentions(text))), row.value);
    }
}

TEST(Slots, PlacesAreFoundOutsideHospitals) {
    struct {
        const char* why;
        const char* text;
        const char* districts;
        const char* addresses;
    } const rows[] = {
        {"no district from a hospital's name", "天河区人民医院", "", ""},
        {"all that are named", "广东广州天河", "广东 广州 天河", ""},
        {"the longest form", "住天河区", "天河区", ""},
        {"a language", "只会说广东话", "", ""},
        {"an airport", "送到天河机场", "", "机场"},
        {"a road after the district", "天河区龙口西路8号", "天河区", "龙口西路8号"},
        {"a room", "在越秀小区3栋502", "", "越秀小区3栋502"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const NormalText text = normalise(row.text);
        const auto found = mentions(text);
        const auto spans = slots::hospital_spans(slots::hospital_candidates(text, found));
        EXPECT_EQ(joined(slots::district_candidates(text, found, spans)), row.districts);
        EXPECT_EQ(joined(slots::address_candidates(text, found, spans)), row.addresses);
    }
}

TEST(Slots, LookAtABoundedNumberOfPlaces) {
    std::string flood;
    for (int i = 0; i < 2000; ++i) flood += "三个人明天去天河区人民医院要N95两个";
    const NormalText text = normalise(flood);
    const auto found = mentions(text);
    EXPECT_LE(slots::people_candidates(text.text(), found).size(), slots::candidates_max);
    EXPECT_LE(slots::hospital_candidates(text, found).size(), 2 * slots::candidates_max);
    EXPECT_LE(slots::item_candidates(text, found).size(), slots::candidates_max);
    EXPECT_LE(slots::when_candidates(text).size(), slots::candidates_max);
}

}  // namespace
}  // namespace warmline::bot
