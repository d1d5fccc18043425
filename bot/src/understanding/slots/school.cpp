#include <algorithm>
#include <array>

#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

constexpr std::u32string_view spoken_digits = U"零一二三四五六七八九";

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

constexpr std::uint8_t by_grade = 2, by_kindergarten = 1, by_age = 0;

std::optional<Candidate> grade_at(std::u32string_view text, std::uint32_t at) {
    if (auto name = stage_grade(text, at); !name.empty()) return Candidate{{at, at + 2}, name, {by_grade, 0}};
    if (auto name = year_grade(text, at); !name.empty()) return Candidate{{at, at + 3}, name, {by_grade, 1}};
    const auto here = text.substr(at, 3);
    if (here == U"幼儿园") return Candidate{{at, at + 3}, "幼儿园", {by_kindergarten, 0}};
    if (here.starts_with(U"大班") || here.starts_with(U"中班") || here.starts_with(U"小班"))
        return Candidate{{at, at + 2}, "幼儿园", {by_kindergarten, 1}};
    return std::nullopt;
}

/// 「九岁」「1岁半」「四岁半」「8个月」「28天」「两个月大」, up to 17 years.
std::optional<Candidate> age_at(const NormalText& normal, std::uint32_t at) {
    const auto text = normal.text();
    const bool inside = at > 0 && (is_number_point(text[at - 1]) || text[at - 1] == U'.');
    const auto number = inside || !is_number_point(text[at]) ? std::nullopt : read_number(text, at);
    if (!number) return std::nullopt;
    const auto rest = text.substr(number->end, 6);
    std::uint32_t length = 0;
    std::uint8_t unit = 0;
    if (rest.starts_with(U"岁") && number->value <= 17)
        length = rest.starts_with(U"岁半") ? 2 : 1;
    else if (rest.starts_with(U"周岁") && number->value <= 17)
        length = 2;
    else if (rest.starts_with(U"个月") && number->value <= 36) {
        length = 2;
        unit = 1;
    } else if (rest.starts_with(U"个多月") && number->value <= 36) {
        length = 3;
        unit = 1;
    } else if (rest.starts_with(U"个半月") && number->value <= 36) {
        length = 3;
        unit = 1;
    } else if (rest.starts_with(U"天") && number->value <= 60) {
        length = 1;
        unit = 2;
    }
    if (length == 0) return std::nullopt;
    const Span span{at, number->end + length};
    return Candidate{span, std::string(normal.written(span)), {by_age, unit}};
}

bool is_request_for_lessons(const Asked& asked) {
    constexpr std::array<std::string_view, 2> lessons = {"education.tutoring", "education.course"};
    return std::find_first_of(asked.needs.begin(), asked.needs.end(), lessons.begin(), lessons.end()) !=
           asked.needs.end();
}

/// Lessons are asked for, or the text goes on about lessons spoken of before or offers some.
bool speaks_of_lessons(const Asked& asked) {
    constexpr std::array<std::string_view, 4> goes_on = {"offer_volunteer", "supplement", "cancel", "status"};
    return is_request_for_lessons(asked) || std::find_first_of(asked.intents.begin(), asked.intents.end(),
                                                               goes_on.begin(), goes_on.end()) != asked.intents.end();
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

std::vector<Candidate> grade_candidates(const NormalText& normal) {
    const auto text = normal.text();
    std::vector<Candidate> found;
    for (std::uint32_t at = 0; at < text.size() && found.size() < candidates_max;) {
        auto one = grade_at(text, at);
        if (!one) one = age_at(normal, at);
        at = one ? one->span.end : at + 1;
        if (one) found.push_back(std::move(*one));
    }
    return found;
}

std::string child_grade(const NormalText& text, const Context& context, const Asked& asked) {
    const auto candidates = grade_candidates(text);
    if (const Candidate* const best = likeliest(context, Slot::grade, candidates)) return best->value;
    // Where lessons are asked for, a grade that is named is the pupil's.
    if (!is_request_for_lessons(asked)) return {};
    const auto named = std::ranges::find(candidates, by_grade, [](const Candidate& one) { return one.traits[0]; });
    return named == candidates.end() ? std::string() : named->value;
}

std::string subject(const NormalText& text, std::span<const Mention> mentions, const Asked& asked) {
    if (!speaks_of_lessons(asked)) return {};
    std::vector<std::string_view> names;
    std::string joined;
    for (const Mention& mention : mentions) {
        if (mention.kind != Kind::subject) continue;
        const auto name = text.written(mention.span);
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        names.push_back(name);
        joined.append(joined.empty() ? "" : "、").append(name);
    }
    return joined;
}

}  // namespace warmline::bot::slots
