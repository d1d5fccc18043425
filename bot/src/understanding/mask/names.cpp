#include <algorithm>
#include <array>
#include <span>

#include "personal.hpp"

namespace warmline::bot::mask {
namespace {

using Word = std::u32string_view;
using Words = std::span<const Word>;

/// Surnames that are hardly anything else in a text, then those that are common words as well.
constexpr Word plain_surnames =
    U"王李张刘陈杨黄赵吴周徐孙朱胡郭林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘董袁叶蒋杜苏魏吕丁沈姚卢傅钟姜崔谭廖汪贾韦"
    U"邱侯邹熊孟秦阎薛尹段雷黎陶贺顾郝龚邵钱赖覃洪汤樊邢庞颜倪聂翟殷詹耿焦俞柳祝阮柯凌裴霍涂翁冉骆靳鲍喻祁滕饶牟穆"
    U"缪褚娄窦戚岑晏瞿佟臧闵邬卞栾隋刁寇甄虞敖巩佘邝闫";
constexpr Word shared_surnames =
    U"何高马于余田程任范陆金石戴夏方白江史龙毛万严武莫孔向常温康施文牛葛安齐易乔伍庄章鲁岳申欧关兰左甘包宁尚符舒纪梅"
    U"童毕单季成苗谷盛曲蓝路游辛管柴蒙华蒲房屈解艾尤阳时农司卓古吉简车项连芦麦景党宫费卜冷席卫米柏宗桂全应边姬师和仇"
    U"商沙荣巫桑丛仲明池查麻迟";
constexpr std::array<Word, 10> double_surnames = {U"欧阳", U"司徒", U"上官", U"诸葛", U"司马",
                                                  U"端木", U"皇甫", U"尉迟", U"东方", U"令狐"};

constexpr std::array<Word, 34> titles = {
    U"先生", U"女士", U"小姐", U"太太", U"老师", U"医生", U"护士", U"大夫", U"主任", U"院长", U"科长", U"处长",
    U"书记", U"队长", U"师傅", U"阿姨", U"叔叔", U"伯伯", U"大爷", U"大妈", U"大叔", U"大哥", U"大姐", U"奶奶",
    U"爷爷", U"婆婆", U"同学", U"同志", U"经理", U"警官", U"师兄", U"师姐", U"老板", U"家长"};
constexpr Word short_titles = U"哥姐姨叔伯婆嫂总工导";

/// A name follows for certain, or if the characters look like one.
constexpr std::array<Word, 12> sure_cues = {U"我叫",   U"名叫",   U"叫做",   U"姓名",   U"名字是", U"名字叫",
                                            U"联系人", U"收件人", U"收货人", U"申请人", U"求助人", U"监护人"};
constexpr std::array<Word, 36> cues = {U"我是", U"他叫", U"她叫", U"就叫", U"患者", U"病人", U"本人", U"户主", U"家长",
                                       U"老公", U"老婆", U"丈夫", U"妻子", U"爱人", U"父亲", U"母亲", U"爸爸", U"妈妈",
                                       U"儿子", U"女儿", U"孩子", U"邻居", U"同事", U"朋友", U"外婆", U"外公", U"奶奶",
                                       U"爷爷", U"岳母", U"岳父", U"护士", U"医生", U"队员", U"老人", U"学生", U"同学"};

/// What begins like a name and is none.
constexpr std::array<Word, 60> no_names = {
    U"孙子", U"孙女", U"孙儿", U"胡说", U"谢谢", U"许多", U"许可", U"钱款", U"钱不", U"钱紧", U"钱没", U"雷雨",
    U"洪水", U"黄色", U"黄码", U"黄牛", U"周一", U"周二", U"周三", U"周四", U"周五", U"周六", U"周日", U"周末",
    U"周边", U"周围", U"周岁", U"周期", U"林业", U"苏打", U"叶酸", U"贺卡", U"顾家", U"顾不", U"祝好", U"祝福",
    U"凌晨", U"段时", U"高中", U"高一", U"高二", U"高三", U"高烧", U"高血", U"安排", U"马上", U"方便", U"白天",
    U"全科", U"康复", U"温度", U"应该", U"任何", U"经常", U"常常", U"明天", U"明早", U"明晚", U"单位", U"曾经"};

/// What may stand right behind a name inside a clause.
constexpr Word behind_name = U"的在是今现和跟也电手男女有已说想要就去从被因住人同患刚还都发正得";

bool is_name_point(char32_t point) { return is_han(point) || point == U'·' || (point >= U'a' && point <= U'z'); }
bool is_end(Word text, std::size_t at) { return at >= text.size() || !is_han(text[at]); }
bool starts_with_any(Word text, Words words) {
    return std::any_of(words.begin(), words.end(), [&](Word word) { return text.starts_with(word); });
}

/// How long the surname at the place is, 0 if there is none; `plain` if it is hardly anything else.
struct Surname {
    std::uint32_t size = 0;
    bool plain = false;
};
Surname surname_at(Word text, std::size_t at) {
    if (at >= text.size()) return {};
    if (starts_with_any(text.substr(at), double_surnames)) return {2, true};
    if (plain_surnames.find(text[at]) != Word::npos) return {1, true};
    return {shared_surnames.find(text[at]) != Word::npos ? 1U : 0U, false};
}

struct Finder {
    Word text;
    std::span<const Mention> places;
    PersonalSpans& found;

    [[nodiscard]] bool is_place(Span span) const {
        constexpr std::uint32_t place_max = 32;
        const auto from = span.begin < place_max ? 0 : span.begin - place_max;
        auto place = std::partition_point(places.begin(), places.end(),
                                          [&](const Mention& one) { return one.span.begin < from; });
        for (; place != places.end() && place->span.begin <= span.begin; ++place)
            if (place->kind != Kind::goods && span.end <= place->span.end) return true;
        return false;
    }
    void add(std::size_t begin, std::size_t end) {
        const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        if (begin < end && !is_place(span) && !starts_with_any(text.substr(begin), no_names))
            found.push_back({span, Personal::name});
    }
    [[nodiscard]] bool begins_here(std::size_t at) const {
        return at == 0 || !is_han(text[at - 1]) || Word(U"叫找问请跟给让的姓老小阿").find(text[at - 1]) != Word::npos;
    }

    /// A surname and one or two characters that end at the clause's end or before a word that follows names.
    void take_whole(std::size_t at, bool sure) {
        const auto surname = surname_at(text, at);
        if (surname.size == 0 || !(surname.plain || sure)) return;
        for (std::size_t given = 1; given <= 2; ++given) {
            const auto end = at + surname.size + given;
            if (end > text.size() || !is_han(text[end - 1])) return;
            const bool goes_on = !is_end(text, end) && behind_name.find(text[end]) == Word::npos;
            if (!goes_on) return add(at, end);
        }
        if (sure) add(at, at + surname.size + 2);
    }
    /// 「张老师」「王小明先生」「李姐」
    void before_title(std::size_t at) {
        const auto surname = surname_at(text, at);
        if (surname.size == 0 || !(surname.plain || begins_here(at))) return;
        if (text[at] == U'谢' && at > 0 && text[at - 1] == U'谢') return;  // 「谢谢医生」
        for (std::size_t given = 0; given <= 2; ++given) {
            const auto end = at + surname.size + given;
            if (end > text.size() || !is_han(text[end - 1])) return;
            if (starts_with_any(text.substr(end), titles)) return add(at, end);
        }
        const auto behind = at + surname.size;
        if (surname.plain && behind < text.size() && short_titles.find(text[behind]) != Word::npos) add(at, behind);
    }
    /// 「张某某」「李**」「老陈」
    void disguised(std::size_t at) {
        const auto surname = surname_at(text, at);
        if (surname.size == 0) return;
        auto end = at + surname.size;
        while (end < text.size() && (text[end] == U'某' || text[end] == U'*')) ++end;
        if (end > at + surname.size) return add(at, end);
        if (surname.plain && at > 0 && Word(U"老小阿姓").find(text[at - 1]) != Word::npos) add(at, end);
    }
    /// What follows 「姓名：」 or 「我叫」, also a name of another kind (「阿依古丽」); but 「我叫不到车」 is none.
    void after_sure_cue(std::size_t at) {
        const auto cue_end = at;
        while (at < text.size() && Word(U" :】]」)").find(text[at]) != Word::npos) ++at;
        const bool form = at > cue_end;
        if (at < text.size() && text[at] == U'是') ++at;
        if (surname_at(text, at).size > 0) return take_whole(at, true);
        const bool calls = text[cue_end - 1] == U'叫';
        if (!form && (!calls || (at < text.size() && Word(U"了不过得到来车人个的你他她").find(text[at]) != Word::npos)))
            return;
        constexpr std::size_t foreign_max = 12;
        auto end = at;
        while (end < text.size() && end - at < foreign_max && is_name_point(text[end]) &&
               (end == at || behind_name.find(text[end]) == Word::npos))
            ++end;
        add(at, end);
    }
};

}  // namespace

void find_names(std::u32string_view text, std::span<const Mention> places, PersonalSpans& found) {
    Finder finder{text, places, found};
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = text.substr(at);
        for (const Word cue : sure_cues)
            if (rest.starts_with(cue)) finder.after_sure_cue(at + cue.size());
        for (const Word cue : cues)
            if (rest.starts_with(cue)) finder.take_whole(at + cue.size(), false);
        if (surname_at(text, at).size == 0) continue;
        finder.before_title(at);
        finder.disguised(at);
        if (at > 0 && is_han(text[at - 1])) continue;
        // A clause that is nothing but a name.
        for (const std::size_t size : {std::size_t{2}, std::size_t{3}})
            if (surname_at(text, at).plain && at + size <= text.size() && is_han(text[at + size - 1]) &&
                is_end(text, at + size))
                finder.add(at, at + size);
    }
}

}  // namespace warmline::bot::mask
