#include "crisis.hpp"

#include <algorithm>
#include <array>

#include "first_points.hpp"

namespace warmline::bot {
namespace {

using Word = std::u32string_view;

/// An open wish to die, or the act itself.
constexpr std::array<Word, 38> open_words = {
    U"不想活",   U"不想再活", U"活不下去",   U"想自杀",     U"要自杀",   U"去自杀", U"想死了",   U"想去死",
    U"想跳楼",   U"要跳楼",   U"跳下去",     U"割腕",       U"割脉",     U"烧炭",   U"上吊",     U"遗书",
    U"结束生命", U"结束自己", U"了结自己",   U"了断",       U"一了百了", U"唔想活", U"唔想做人", U"死咗算",
    U"死了算了", U"死了就好", U"活着没意思", U"活着没意义", U"活着好累", U"不如死", U"寻短见",   U"轻生",
    U"吞药",     U"喝农药",   U"吃了一瓶",   U"安眠药都吃", U"同归于尽", U"砍死"};

/// What may be a hint, or may be nothing.
constexpr std::array<Word, 26> dark_words = {
    U"想消失",   U"消失算了", U"解脱",     U"撑不下去", U"熬不下去", U"没有意义", U"没意思了", U"睡过去就不", U"不用醒",
    U"别醒",     U"醒不过来", U"最后一次", U"来世",     U"下辈子",   U"后事",     U"告别",     U"自残",       U"划手",
    U"伤害自己", U"想死",     U"自杀",     U"跳楼",     U"杀了",     U"家暴",     U"好想离开", U"只想离开"};

/// What makes the words mean something else in the same clause or its neighbours.
constexpr std::array<Word, 36> softeners = {
    U"想死你", U"想死我", U"想死他", U"想死她", U"想死广", U"想死家", U"笑",       U"电影",     U"电视剧",
    U"小说",   U"这首歌", U"歌词",   U"游戏",   U"剧情",   U"新闻",   U"讲座",     U"培训",     U"论文",
    U"以前",   U"当年",   U"那年",   U"从没",   U"从来没", U"没有想", U"没想过",   U"不会",     U"不是要",
    U"不是想", U"没到",   U"不至于", U"开玩笑", U"题",     U"奶茶",   U"想死了这", U"想死了那", U"口头禅"};

/// What is said where a body is in danger now.
constexpr std::array<Word, 36> danger_words = {
    U"生命危险", U"生命垂危", U"病危",     U"危在旦夕", U"命悬一线", U"奄奄一息", U"快不行了", U"等死",     U"续命",
    U"昏迷",     U"昏过去",   U"不省人事", U"叫不醒",   U"呼吸衰竭", U"呼吸困难", U"呼吸急促", U"喘不上气", U"上不来气",
    U"大出血",   U"抽搐",     U"不透析",   U"没透析",   U"没法透析", U"无法透析", U"透析不了", U"停了透析", U"断了透析",
    U"被困",     U"被埋",     U"废墟",     U"淹没",     U"淹到",     U"泄洪",     U"救援",     U"救命",     U"救救"};

/// What says that it is over, or was never there.
constexpr std::array<Word, 16> relief_words = {U"已获救",   U"获救了",   U"已经获救", U"脱离危险", U"已入院", U"已住院",
                                               U"已经住院", U"住进去了", U"出院",     U"去世",     U"走了",   U"平安",
                                               U"稳定",     U"好转",     U"没有生命", U"无生命"};

/// Looks for any of some words.
class Finder {
public:
    explicit Finder(std::span<const Word> words) : words_(words), begins_({words}) {}
    [[nodiscard]] bool any_in(std::u32string_view text) const {
        for (std::size_t at = 0; at < text.size(); ++at)
            if (begins_[text[at]] && starts_with_any(text.substr(at), words_)) return true;
        return false;
    }

private:
    std::span<const Word> words_;
    FirstPoints begins_;
};

}  // namespace

Alarm plain_words(std::u32string_view text, std::span<const Span> clauses) {
    static const Finder open_ones(open_words), dark_ones(dark_words), soft_ones(softeners);
    Alarm alarm = Alarm::no;
    for (std::size_t at = 0; at < clauses.size(); ++at) {
        const auto clause = text.substr(clauses[at].begin, clauses[at].size());
        const bool open = open_ones.any_in(clause);
        if (!open && !dark_ones.any_in(clause)) continue;
        const std::uint32_t begin = clauses[at == 0 ? 0 : at - 1].begin;
        const std::uint32_t end = clauses[std::min(at + 1, clauses.size() - 1)].end;
        const bool soft = soft_ones.any_in(text.substr(begin, end - begin));
        if (open && !soft) return Alarm::yes;
        if (!soft || open) alarm = Alarm::check;
    }
    return alarm;
}

bool plain_danger(std::u32string_view text) {
    static const Finder dangers(danger_words), reliefs(relief_words);
    return dangers.any_in(text) && !reliefs.any_in(text);
}

}  // namespace warmline::bot
