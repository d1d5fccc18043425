#include <gtest/gtest.h>

#include "dialogue/refs.hpp"
#include "dialogue/text.hpp"

namespace warmline::bot::talk {
namespace {

TEST(Text, IsFoldedForComparing) {
    EXPECT_EQ(bytes(fold(" ＯＫ，　接單！！ ").text), "ok 接单");
    EXPECT_EQ(bytes(fold("第２条\u200b不对").text), "第2条不对");
    EXPECT_EQ(fold("…，。").text, U"");
    EXPECT_EQ(fold("\xff\xe4\xb8").text, U"\uFFFD\uFFFD");
}

TEST(Text, KnowsWhatWasWritten) {
    const auto text = fold("接单，今晚８点到。");
    EXPECT_EQ(text.written_from(2), "今晚８点到");
    EXPECT_EQ(text.written_from(text.size()), "");
    EXPECT_EQ(bytes(text.without(0, 2).text), "今晚8点到");
}

TEST(Text, IsCutOnACharacter) {
    EXPECT_EQ(cut("暖线", 6), "暖线");
    EXPECT_EQ(cut("暖线你好", 10), "暖线…");
    EXPECT_EQ(cut("暖线你好", 3), "…");
    EXPECT_EQ(cut("暖线你好", 2), "");
}

TEST(Text, LongNumbersAreMasked) {
    EXPECT_EQ(mask_digits("打13800001234找我，5楼"), "打…找我，5楼");
    EXPECT_EQ(mask_digits("138 0000-1234"), "…");
    EXPECT_EQ(mask_digits("单号10001，第2天"), "单号10001，第2天");
}

TEST(Text, ReadsNumbers) {
    struct {
        std::u32string_view text;
        std::size_t value;
    } const rows[] = {{U"3", 3}, {U"十", 10}, {U"二十一", 21}, {U"两", 2}, {U"12x", 12}, {U"x", 0}};
    for (const auto& row : rows) {
        std::size_t at = 0;
        EXPECT_EQ(read_number(row.text, at), row.value);
    }
}

TEST(Refs, PointAtTickets) {
    dispatcher::State state;
    state.tickets[dispatcher::TicketId{"10042"}] = {};
    const auto ref = [&](const char* text) { return find_ref(fold(text), state); };
    ASSERT_TRUE(ref("接单10042").ticket);
    EXPECT_EQ(ref("接单10042").ticket->value, "10042");
    EXPECT_EQ(ref("单号：77 完成").ticket->value, "77") << "any number that is called one";
    EXPECT_FALSE(ref("买20043斤").named()) << "not one of ours";
    EXPECT_FALSE(ref("打13800001234").named());
    EXPECT_EQ(ref("第二条不对").ordinal, 2U);
    EXPECT_EQ(ref("第10个").ordinal, 10U);
    EXPECT_EQ(ref("2号单完成").ordinal, 2U);
    EXPECT_FALSE(ref("第一次来").named());
    EXPECT_TRUE(ref("全部取消").all);
}

TEST(Refs, ChooseFromAList) {
    using Places = std::vector<std::size_t>;
    const auto places = [](const char* text) { return choices(fold(text), 3); };
    EXPECT_EQ(places("2"), (Places{2}));
    EXPECT_EQ(places("第二个吧"), (Places{2}));
    EXPECT_EQ(places("我选３"), (Places{3}));
    EXPECT_EQ(places("1和3"), (Places{1, 3}));
    EXPECT_EQ(places("1、2"), (Places{1, 2}));
    EXPECT_EQ(places("都要"), (Places{1, 2, 3}));
    EXPECT_EQ(places("4"), (Places{}));
    EXPECT_EQ(places("2个孩子"), (Places{}));
    EXPECT_EQ(places("天河区"), (Places{}));
}

}  // namespace
}  // namespace warmline::bot::talk
