#include "meanings.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace warmline::bot::talk {
namespace {

using View = std::u32string_view;

/// The text without blanks and without the particles people close with.
std::u32string core(const Folded& text) {
    auto words = squeezed(text.text);
    const auto closes = [&] {
        static constexpr View particles = U"了啦吧哈呀哦喔啊的呢嘛哟噢.";
        return words.size() > 1 && particles.find(words.back()) != View::npos;
    };
    while (closes()) words.pop_back();
    return words;
}

template <std::size_t N>
bool is_one_of(const Folded& text, const std::array<View, N>& words) {
    static constexpr std::size_t characters_max = 16;  // the longest of our words, with blanks and particles
    if (text.size() > characters_max) return false;
    const auto all = squeezed(text.text);
    const auto short_form = core(text);
    return std::any_of(words.begin(), words.end(), [&](View w) { return all == w || short_form == w; });
}

/// How people speak of a need. Families of codes share words.
struct Said {
    std::string_view need;
    std::vector<View> words;
};

const std::vector<Said>& said() {
    static const std::vector<Said> all{
        {"supplies.protective", {U"口罩", U"防护", U"护目镜", U"手套", U"消毒", U"隔离衣"}},
        {"supplies.daily", {U"物资", U"日用", U"方便面", U"饮料", U"被子", U"衣服", U"雨衣"}},
        {"funds.relief", {U"钱", U"补助", U"救助", U"困难", U"资金", U"慰问金"}},
        {"transport", {U"车", U"接送", U"出行", U"交通", U"打车"}},
        {"living.groceries", {U"菜", U"水果", U"米", U"奶粉", U"买菜", U"生鲜", U"送货"}},
        {"living.meals", {U"饭", U"餐", U"盒饭", U"吃的"}},
        {"living.housekeeping", {U"打扫", U"保洁", U"维修", U"修", U"家务", U"宠物", U"猫", U"狗", U"跑腿"}},
        {"living.eldercare",
         {U"老人", U"爸", U"妈", U"父母", U"奶奶", U"爷爷", U"外婆", U"外公", U"婆婆", U"公公", U"长者"}},
        {"living.childcare", {U"孩子", U"宝宝", U"带娃", U"小孩", U"看孩子", U"接孩子"}},
        {"living.family_plan", {U"一家一策", U"家里", U"方案"}},
        {"education.course", {U"网课", U"课程", U"账号"}},
        {"education.tutoring",
         {U"辅导", U"补课", U"家教", U"作业", U"数学", U"英语", U"语文", U"物理", U"化学", U"学习", U"孩子"}},
        {"education.companion", {U"陪伴", U"陪孩子", U"陪玩", U"孩子"}},
        {"psych.counsel", {U"心理", U"咨询", U"聊", U"谈心", U"失眠"}},
        {"psych.clinic", {U"面询", U"心理", U"医生", U"绿色通道"}},
        {"psych.group", {U"支持群", U"小组", U"团体"}},
        {"medical.care", {U"药", U"看病", U"医生", U"就医", U"复诊"}},
        {"rest.lodging", {U"住", U"房", U"酒店", U"宿舍", U"休养"}},
        {"rights.labour", {U"工资", U"劳动", U"辞退", U"工伤", U"法律"}},
        {"manpower.site", {U"人手", U"志愿者", U"现场"}},
    };
    return all;
}

std::optional<int> bare_score(const std::u32string& words) {
    std::size_t at = 0;
    const View text = words;
    for (const View opening : {U"打", U"给", U"评"})
        if (text.substr(at).starts_with(opening)) at += opening.size();
    const auto score = read_number(text, at);
    if (score < 1 || score > 5) return std::nullopt;
    const auto rest = text.substr(at);
    const bool alone = rest.empty() || rest.starts_with(U"分") || rest.starts_with(U"星") || rest.starts_with(U"颗星");
    return alone ? std::optional{static_cast<int>(score)} : std::nullopt;
}

}  // namespace

bool is_yes(const Folded& text) {
    static constexpr std::array<View, 21> words{U"是",   U"是的", U"对",   U"对的", U"好",   U"好的", U"行",
                                                U"可以", U"嗯",   U"嗯嗯", U"确认", U"确定", U"ok",   U"要",
                                                U"yes",  U"没错", U"同意", U"1",    U"都要", U"接",   U"系"};
    return is_one_of(text, words);
}

bool is_no(const Folded& text) {
    static constexpr std::array<View, 13> words{U"不",   U"不是", U"不对", U"不用",   U"不要", U"否",  U"算",
                                                U"先不", U"不行", U"留着", U"先留着", U"no",   U"唔系"};
    return is_one_of(text, words);
}

bool is_none_of_these(const Folded& text) {
    static constexpr std::array<View, 18> words{
        U"都不是", U"以上都不是", U"都不对", U"没有", U"都没有", U"不是",     U"不是这些",   U"其他",   U"别的",
        U"都不要", U"全不是",     U"不对",   U"没了", U"没有了", U"没别的了", U"没有别的了", U"就这些", U"不用了"};
    return is_one_of(text, words);
}

bool says_online(const Folded& text) {
    static constexpr std::size_t characters_max = 16;
    return text.size() <= characters_max &&
           contains_any(text.text, {U"在线", U"线上", U"网上", U"网课", U"视频", U"语音就", U"电话就", U"电话里",
                                    U"远程", U"不用上门", U"不用来"});
}

bool is_pass(const Folded& text) {
    static constexpr std::array<View, 20> words{U"不知道",   U"不清楚",   U"不方便", U"不方便说", U"不想说",
                                                U"跳过",     U"随便",     U"没有",   U"无",       U"不说",
                                                U"都行",     U"都可以",   U"不用",   U"暂时不",   U"不确定",
                                                U"还不知道", U"以后再说", U"先不说", U"不好说",   U"略"};
    return is_one_of(text, words);
}

bool is_thanks(const Folded& text) {
    static constexpr View polite[] = {U"谢谢", U"多谢", U"感谢", U"感恩", U"谢",   U"辛苦",   U"唔该", U"麻烦",
                                      U"你们", U"您们", U"你",   U"您",   U"大家", U"志愿者", U"老师", U"同志",
                                      U"太",   U"非常", U"十分", U"真的", U"真是", U"帮忙",   U"帮助", U"关心",
                                      U"好的", U"好",   U"收到", U"了",   U"啦",   U"啊",     U"哦",   U"的",
                                      U"们",   U"嗯",   U"ok",   U"暖线", U"医生", U"姐",     U"哥",   U"很"};
    auto words = squeezed(text.text);
    if (!contains_any(words, {U"谢", U"感恩", U"辛苦", U"唔该"})) return false;
    for (bool cut = true; cut && !words.empty();) {
        cut = false;
        for (const auto word : polite)
            if (View{words}.starts_with(word)) {
                words.erase(0, word.size());
                cut = true;
                break;
            }
    }
    return words.empty();
}

bool is_greeting(const Folded& text) {
    static constexpr std::array<View, 14> words{U"你好",  U"您好", U"在",     U"在吗",   U"在不在", U"有人吗", U"hi",
                                                U"hello", U"嗨",   U"早上好", U"晚上好", U"下午好", U"早",     U"哈喽"};
    return is_one_of(text, words);
}

bool is_bare_ok(const Folded& text) {
    static constexpr std::array<View, 13> words{U"好",   U"好的", U"嗯",   U"嗯嗯", U"收到", U"ok",  U"行",
                                                U"知道", U"明白", U"可以", U"是",   U"👌",    U"了解"};
    return is_one_of(text, words);
}

bool urges(const Folded& text) {
    return contains_any(text.text, {U"催", U"怎么还", U"还没", U"快点", U"尽快", U"多久", U"什么时候能", U"等了",
                                    U"等很久", U"到底", U"急"});
}

std::optional<Verdict> verdict(const Folded& text) {
    const auto words = core(text);
    if (const auto score = bare_score(words)) return Verdict{*score >= 3, *score};
    const View all = text.text;
    if (contains_any(all, {U"没解决", U"没有解决", U"未解决", U"没办好", U"没来", U"没人来", U"没有来", U"没送",
                           U"没收到", U"没人联系", U"没有人联系", U"还没到", U"放鸽子"}))
        return Verdict{false, 1};
    if (contains_any(all, {U"不满意", U"很差", U"太差", U"失望", U"不太好", U"不好用", U"态度差", U"态度不好", U"不行",
                           U"投诉", U"敷衍", U"糟", U"送错"}))
        return Verdict{false, 2};
    if (contains_any(all, {U"一般", U"还行", U"凑合", U"马马虎虎", U"还可以", U"过得去", U"还好"}))
        return Verdict{true, 3};
    if (contains_any(all, {U"基本满意", U"比较满意"})) return Verdict{true, 4};
    if (contains_any(all, {U"满意", U"很好", U"非常好", U"太好", U"挺好", U"不错", U"解决了", U"谢", U"感谢", U"耐心",
                           U"负责", U"及时", U"很棒", U"好评", U"贴心", U"👍"}))
        return Verdict{true, 5};
    static constexpr std::array<View, 7> good{U"好", U"好的", U"可以", U"行", U"ok", U"解决", U"赞"};
    if (is_one_of(text, good)) return Verdict{true, 5};
    return std::nullopt;
}

bool speaks_of(std::u32string_view text, const dispatcher::Ticket& ticket) {
    for (const auto& [slot, value] : ticket.facts)
        if ((slot == "subject" || slot == "items") && !value.empty() && contains(text, points(value))) return true;
    for (const auto& [need, words] : said())
        if (need == ticket.need && contains_any(text, words)) return true;
    return false;
}

Safety safety(const Folded& text) {
    const View all = text.text;
    static constexpr std::array<View, 14> yes{U"有",   U"是",   U"是的",   U"会",     U"想",   U"嗯",   U"有一点",
                                              U"有点", U"有过", U"不安全", U"有时候", U"有时", U"经常", U"1"};
    if (is_one_of(text, yes)) return Safety::danger;
    if (contains_any(all, {U"没想过", U"没有想", U"从没", U"没有过"})) return Safety::safe;
    if (contains_any(all, {U"不安全", U"想过", U"有想", U"有危险", U"控制不住", U"撑不下去", U"不想活"}))
        return Safety::danger;
    if (contains_any(all, {U"没有", U"没事", U"没想", U"不会", U"安全", U"不是那个意思", U"放心", U"还好", U"好多了",
                           U"好些", U"好一点", U"挺好", U"只是累", U"发发牢骚", U"开玩笑"}))
        return Safety::safe;
    static constexpr std::array<View, 8> no{U"没", U"不", U"不是", U"无", U"不想", U"还行", U"冇", U"2"};
    return is_one_of(text, no) ? Safety::safe : Safety::unclear;
}

}  // namespace warmline::bot::talk
