#include <algorithm>
#include <array>

#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

/// Who can be counted with 个: 「六个护士」.
constexpr std::array<std::u32string_view, 34> persons = {
    U"人",   U"护士", U"医生", U"同事", U"队员", U"志愿者", U"姐妹", U"兄弟", U"医护", U"小伙", U"姑娘", U"师傅",
    U"老人", U"大人", U"孩子", U"小孩", U"学生", U"家属",   U"工人", U"员工", U"司机", U"保安", U"保洁", U"护工",
    U"职工", U"战友", U"同学", U"家庭", U"娃",   U"社工",   U"帮手", U"队友", U"男",   U"女"};

/// How far after the number the measure word ends; 0 if what follows counts no people.
std::uint32_t measure(std::u32string_view text, std::uint32_t at) {
    const auto rest = text.substr(at, 8);
    if (rest.empty()) return 0;
    constexpr std::array<std::u32string_view, 6> not_people = {U"人份", U"人间", U"人民", U"人房", U"人次", U"人床"};
    for (const auto word : not_people)
        if (rest.starts_with(word)) return 0;
    if (rest.starts_with(U"多人") || rest.starts_with(U"余人") || rest.starts_with(U"来人")) return 2;
    if (rest.starts_with(U"个") || rest.starts_with(U"名") || rest.starts_with(U"位")) {
        if (rest[0] == U'名') return 1;
        auto noun = rest.substr(1);
        for (const auto skipped : {U"多", U"女", U"男", U"年轻", U"老"})
            if (noun.starts_with(skipped) && noun.size() > std::u32string_view(skipped).size() + 1) {
                noun.remove_prefix(std::u32string_view(skipped).size());
                break;
            }
        for (const auto person : persons)
            if (noun.starts_with(person)) return 1;
        return 0;
    }
    if (rest[0] == U'人' || rest.starts_with(U"口人") || rest.starts_with(U"号人")) return 1;
    return 0;
}

/// A number that says who comes, not how many: 「第三人」「一个人」(alone).
bool speaks_of_one(std::u32string_view text, std::uint32_t at, int value) {
    return value < 2 || value > 5000 || (at > 0 && (text[at - 1] == U'第' || text[at - 1] == U'.'));
}

}  // namespace

std::optional<int> people(std::u32string_view text) {
    std::optional<int> first;
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        if (at > 0 && is_number_point(text[at - 1])) continue;
        const auto number = read_number(text, at);
        if (!number || speaks_of_one(text, at, number->value)) continue;
        if (measure(text, number->end) == 0) continue;
        constexpr std::array<std::u32string_view, 6> totals = {U"一共", U"总共", U"总数", U"合计", U"全队", U"共"};
        if (near(text, std::int64_t{at} - 4, at, totals)) return number->value;
        if (!first) first = number->value;
    }
    return first;
}

}  // namespace warmline::bot::slots
