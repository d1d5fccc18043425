#include "meanings.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace warmline::bot::talk {
namespace {

using View = std::u32string_view;

constexpr std::size_t urging_characters_max = 30;  // a longer text tells more

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
    const auto words = squeezed(text.text);
    if (words.size() > urging_characters_max) return false;
    static constexpr std::array<View, 4> whole{U"催", U"催催", U"人呢", U"快点"};
    if (is_one_of(text, whole)) return true;
    if (contains_any(words, {U"不用催", U"别催", U"不催", U"不是催", U"催款", U"催债", U"催缴", U"催产", U"投诉",
                             U"态度", U"太差", U"差劲", U"我还没", U"我们还没"}))
        return false;
    return contains_any(
        words, {U"催一下",     U"催下",           U"催一催",       U"催催",         U"帮我催",         U"帮忙催",
                U"再催",       U"怎么还没来",     U"怎么还没人",   U"怎么还没有人", U"怎么还没到",     U"怎么还没送",
                U"怎么还不来", U"怎么没人来",     U"怎么没人联系", U"怎么还没联系", U"还没人来",       U"还没有人来",
                U"还没人联系", U"还没有人联系",   U"还没来",       U"还没送来",     U"还没送到",       U"还没有来",
                U"还不来",     U"到底什么时候来", U"到底来不来",   U"还要等多久",   U"要等到什么时候", U"等了半天",
                U"等了好久",   U"等了很久",       U"等好久了",     U"等很久了",     U"能不能快点",     U"能不能快一点",
                U"快点来",     U"快一点来",       U"点解仲未",     U"仲未嚟"});
}

bool hurries(const Folded& text) {
    auto words = squeezed(text.text);
    for (auto at = words.find(U"特别"); at != std::u32string::npos; at = words.find(U"特别"))
        words.replace(at, 2, 1, U'很');  // 「特别急」 holds 「别急」
    if (words.size() > urging_characters_max) return false;
    if (contains_any(words, {U"不急", U"不着急", U"不是很急", U"不用急", U"不太急", U"不必急", U"别急", U"别着急",
                             U"没那么急", U"不那么急", U"不赶", U"紧急联系", U"?", U"吗"}))
        return false;
    static constexpr std::size_t bare_characters_max = 10;  // 「着急」 in a longer text may tell of somebody's mood
    if (words.size() <= bare_characters_max &&
        (contains_any(words, {U"着急", U"急着", U"紧急", U"好急", U"加急"}) || words == U"急" || words == U"急急急"))
        return true;
    return contains_any(
        words, {U"很急",     U"非常急",     U"挺急的",   U"太急了",   U"急用",       U"急需",       U"十万火急",
                U"等不及",   U"等不了",     U"今天就要", U"今天必须", U"今天一定要", U"今天之内要", U"今晚就要",
                U"现在就要", U"马上就要用", U"马上要用", U"来不及了", U"越快越好",   U"麻烦加急"});
}

bool speaks_of_waiting_only(const Folded& text) {
    static constexpr std::size_t left_over_max = 2;
    auto words = squeezed(text.text);
    for (const View known :
         {U"特别",     U"怎么还没有人", U"怎么还没", U"怎么没", U"怎么还不", U"还没有", U"还没",     U"到底",
          U"什么时候", U"来不来",       U"催一下",   U"催一催", U"催催",     U"催下",   U"催",       U"帮我",
          U"帮忙",     U"能不能",       U"快一点",   U"快点",   U"一点",     U"联系",   U"等了半天", U"等了",
          U"等很久",   U"等好久",       U"好久",     U"很久",   U"半天",     U"多久",   U"还要等",   U"非常急",
          U"很急",     U"着急",         U"紧急",     U"急用",   U"急需",     U"加急",   U"今天就要", U"今天必须",
          U"今晚就要", U"现在就要",     U"越快越好", U"等不及", U"等不了",   U"来不及", U"麻烦",     U"请",
          U"再",       U"人",           U"来",       U"到",     U"送",       U"我",     U"了",       U"啊",
          U"呀",       U"吧",           U"呢",       U"的",     U"急",       U"都",     U"这",       U"件事",
          U"您",       U"你们",         U"?"})
        for (auto at = words.find(known); at != std::u32string::npos; at = words.find(known))
            words.erase(at, known.size());
    return words.size() <= left_over_max;
}

std::optional<Verdict> verdict(const Folded& text) {
    const auto words = core(text);
    if (const auto score = bare_score(words)) return Verdict{*score >= 3, *score};
    const View all = text.text;
    if (contains_any(all,
                     {U"没解决", U"没有解决", U"未解决", U"没办好", U"没来", U"没人来", U"没有来", U"没送", U"没收到",
                      U"没人联系", U"没有人联系", U"还没到", U"放鸽子", U"还是没", U"没弄好", U"没修好", U"根本没"}))
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
