#include <algorithm>
#include <array>

#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

constexpr std::u32string_view spoken_digits = U"零一二三四五六七八九";

struct Found {
    std::string value;
    std::uint32_t at = 0;
    [[nodiscard]] bool any() const { return !value.empty(); }
};

std::string grade_name(std::u32string_view stage, int number) {
    std::u32string name(stage);
    name.push_back(spoken_digits[static_cast<std::size_t>(number)]);
    return to_bytes(name);
}

/// 「三年级」「高二年级」「七年级」.
std::string year_grade(std::u32string_view text, std::uint32_t at) {
    if (!text.substr(at + 1, 2).starts_with(U"年级")) return {};
    const int number = digit_value(text[at]);
    if (number < 1 || number > 9) return {};
    return number <= 6 ? grade_name(U"小", number) : grade_name(U"初", number - 6);
}

/// 「小四」「初二」「高一」, not 「小三轮」「高一点」「初一拜年」.
std::string stage_grade(std::u32string_view text, std::uint32_t at) {
    const bool small = text[at] == U'小', middle = text[at] == U'初', high = text[at] == U'高';
    if ((!small && !middle && !high) || at + 1 >= text.size()) return {};
    const int number = digit_value(text[at + 1]);
    if (number < 1 || number > (small ? 6 : 3)) return {};
    constexpr std::array<std::u32string_view, 14> not_a_grade = {U"点", U"些",   U"轮",   U"时", U"个", U"步",   U"十",
                                                                 U"拜", U"那天", U"早上", U"百", U"千", U"到初", U"楼"};
    const auto rest = text.substr(at + 2, 2);
    for (const auto word : not_a_grade)
        if (rest.starts_with(word)) return {};
    if (at > 0 && (text[at - 1] == U'月' || text[at - 1] == U'年' || (middle && text[at - 1] == U'大'))) return {};
    return grade_name(text.substr(at, 1), number);
}

Found grade(std::u32string_view text) {
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        if (auto name = stage_grade(text, at); !name.empty()) return {name, at};
        if (auto name = year_grade(text, at); !name.empty()) return {name, at};
        const auto here = text.substr(at, 3);
        if (here == U"幼儿园" || here.starts_with(U"大班") || here.starts_with(U"中班") || here.starts_with(U"小班"))
            return {"幼儿园", at};
    }
    return {};
}

/// 「九岁」「1岁半」「四岁半」「8个月」「两个月大」, up to 17 years. A month's span counts only before 大 or 的 and a
/// child.
Found age(const NormalText& normal) {
    const auto text = normal.text();
    constexpr std::array<std::u32string_view, 9> babies = {U"大",   U"的宝", U"的娃", U"的孩", U"的婴",
                                                           U"宝宝", U"的小", U"的儿", U"的女"};
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        const bool inside = at > 0 && (is_number_point(text[at - 1]) || text[at - 1] == U'.');
        const auto number = inside ? std::nullopt : read_number(text, at);
        if (!number) continue;
        const auto rest = text.substr(number->end, 6);
        std::uint32_t length = 0;
        if (rest.starts_with(U"岁") && number->value <= 17)
            length = rest.starts_with(U"岁半") ? 2 : 1;
        else if (rest.starts_with(U"周岁") && number->value <= 17)
            length = 2;
        else if (rest.starts_with(U"个月") && number->value <= 36 &&
                 near(text, number->end + 2, number->end + 5, babies))
            length = 2;
        if (length > 0) return {std::string(normal.written({at, number->end + length})), at};
    }
    return {};
}

}  // namespace

bool near(std::u32string_view text, std::int64_t from, std::int64_t to, std::span<const std::u32string_view> words) {
    const auto size = static_cast<std::int64_t>(text.size());
    const auto begin = static_cast<std::size_t>(std::clamp<std::int64_t>(from, 0, size));
    const auto end = static_cast<std::size_t>(std::clamp<std::int64_t>(to, 0, size));
    const auto window = text.substr(begin, end > begin ? end - begin : 0);
    return std::any_of(words.begin(), words.end(),
                       [&](auto word) { return window.find(word) != std::u32string_view::npos; });
}

std::string child_grade(const NormalText& text) {
    const Found by_grade = grade(text.text()), by_age = age(text);
    if (!by_grade.any()) return by_age.value;
    // An age in front of a grade speaks of another child only if it stands well apart.
    constexpr std::uint32_t same_child = 12;
    return by_age.any() && by_age.at + same_child < by_grade.at ? by_age.value : by_grade.value;
}

std::string subject(const NormalText& text, std::span<const Mention> mentions) {
    std::vector<std::string> names;
    for (const Mention& mention : mentions) {
        if (mention.kind != Kind::subject) continue;
        std::string name(text.written(mention.span));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    std::string joined;
    for (const auto& name : names) joined += (joined.empty() ? "" : "、") + name;
    return joined;
}

}  // namespace warmline::bot::slots
