#include <algorithm>
#include <array>

#include "../first_points.hpp"
#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

/// How a number counts people; a trait, so the order is part of the fitted weights.
enum Measure : std::uint8_t { none, people_word, person_noun, anything, household, couple, honoured };

/// Who can be counted with 个: 「六个护士」.
constexpr std::array<std::u32string_view, 58> persons = {
    U"人",   U"护士", U"医生", U"同事", U"队员", U"志愿者", U"姐妹", U"兄弟", U"医护", U"小伙", U"姑娘", U"师傅",
    U"老人", U"大人", U"孩子", U"小孩", U"学生", U"家属",   U"工人", U"员工", U"司机", U"保安", U"保洁", U"护工",
    U"职工", U"战友", U"同学", U"家庭", U"娃",   U"社工",   U"帮手", U"队友", U"男",   U"女",   U"老师", U"大夫",
    U"干部", U"党员", U"民警", U"辅警", U"网格", U"采样",   U"扫码", U"消杀", U"规培", U"实习", U"阿姨", U"大姐",
    U"后生", U"街坊", U"邻居", U"群众", U"居民", U"业主",   U"骑手", U"弟兄", U"伙计", U"工友"};

struct Measured {
    Measure kind = none;
    std::uint32_t length = 0;
};

/// 「个」: what follows decides whether people are counted.
Measured counted_with_ge(std::u32string_view noun) {
    constexpr std::array<std::u32string_view, 8> spans = {U"月",   U"小时", U"钟", U"星期",
                                                          U"礼拜", U"半",   U"点", U"多月"};
    if (starts_with_any(noun, spans)) return {};
    for (const std::u32string_view skipped : {U"多", U"女", U"男", U"年轻", U"老"})
        if (noun.starts_with(skipped) && noun.size() > skipped.size() + 1) {
            noun.remove_prefix(skipped.size());
            break;
        }
    return {starts_with_any(noun, persons) ? person_noun : anything, 1};
}

/// The measure word after a number, if it can count people.
Measured exact_measure(std::u32string_view text, std::uint32_t at) {
    const auto rest = text.substr(at, 8);
    if (rest.empty()) return {};
    constexpr std::array<std::u32string_view, 7> not_people = {U"人份", U"人间", U"人民", U"人房",
                                                               U"人次", U"人床", U"人座"};
    if (starts_with_any(rest, not_people)) return {};
    constexpr std::array<std::u32string_view, 3> about = {U"多人", U"余人", U"来人"};
    if (starts_with_any(rest, about)) return {people_word, 2};
    if (rest[0] == U'个') return counted_with_ge(rest.substr(1));
    if (rest[0] == U'名' || rest[0] == U'位') return {honoured, 1};
    if (rest[0] == U'人') return {people_word, 1};
    if (rest.starts_with(U"口子")) return {couple, 2};
    if (rest.starts_with(U"口人") || rest.starts_with(U"口之家")) return {household, 2};
    if (rest[0] == U'口') return {household, 1};
    if (rest.starts_with(U"号人")) return {people_word, 2};
    if (rest[0] == U'号' && starts_with_any(rest.substr(1), persons)) return {person_noun, 1};
    return {};
}

/// 「三十来个人」「40余名」「七十多位」 as well; what is told of such a number is the number. But 「十来个人」 and
/// 「三十几个」 tell none.
Measured measure(std::u32string_view text, const Number& number) {
    const std::uint32_t at = number.end;
    const bool about = at < text.size() && std::u32string_view(U"来余多几").find(text[at]) != std::u32string_view::npos;
    if (about && (number.value == 10 || text[at] == U'几')) return {};
    const auto measured = exact_measure(text, at);
    if (measured.kind != none || !about) return measured;
    const auto after = exact_measure(text, at + 1);
    return after.kind == none ? Measured{} : Measured{after.kind, after.length + 1};
}

std::uint8_t size_of(int value) {
    constexpr std::array<int, 7> bounds = {1, 2, 4, 9, 19, 49, 199};
    return static_cast<std::uint8_t>(std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin());
}

/// 「老两口」「夫妻俩」「我俩」「俩孩子」「两老」 have no measure word.
Measured couple_at(std::u32string_view text, std::uint32_t at, const Number& number) {
    const auto rest = text.substr(number.end, 4);
    constexpr std::array<std::u32string_view, 8> before = {U"夫妻", U"母子", U"母女", U"父子",
                                                           U"父女", U"爷俩", U"我",   U"们"};
    const bool ends_in_pair = text[number.end - 1] == U'俩' || text[number.end - 1] == U'仨';
    if (ends_in_pair && near(text, std::int64_t{at} - 2, at, before)) return {couple, 0};
    if (ends_in_pair && starts_with_any(rest, persons)) return {person_noun, 0};
    const bool of_old = rest.starts_with(U'老') && !rest.starts_with(U"老师") && text[number.end - 1] == U'两';
    return of_old ? Measured{couple, 1} : Measured{};
}

/// Nobody says 「1000个」 of people without saying of whom.
constexpr int anybody_max = 999;

/// 「口罩200个」「要口罩，200个就行」「两百个口罩」
bool counts_goods(std::u32string_view text, Span span, std::span<const Mention> mentions) {
    const bool apart =
        span.begin > 0 && std::u32string_view(U" ,，、:").find(text[span.begin - 1]) != std::u32string_view::npos;
    return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
        return mention.kind == Kind::goods &&
               (mention.span.end == span.begin - (apart ? 1U : 0U) || mention.span.begin == span.end);
    });
}

}  // namespace

std::vector<Candidate> people_candidates(std::u32string_view text, std::span<const Mention> mentions) {
    constexpr int value_max = 5000;
    std::vector<Candidate> found;
    for (std::uint32_t at = 0; at < text.size() && found.size() < candidates_max;) {
        if (!is_number_point(text[at])) {
            ++at;
            continue;
        }
        const auto number = read_number(text, at);
        std::uint32_t end = number ? number->end : at + 1;
        const bool ranked = at > 0 && (text[at - 1] == U'第' || text[at - 1] == U'.');
        if (number && number->value >= 1 && number->value <= value_max && !ranked) {
            Measured measured = measure(text, *number);
            if (measured.kind == none) measured = couple_at(text, at, *number);
            const Span span{at, number->end + measured.length};
            const bool goods =
                measured.kind == anything && (number->value > anybody_max || counts_goods(text, span, mentions));
            if (measured.kind != none && !goods)
                found.push_back({span, std::to_string(number->value), {size_of(number->value), measured.kind}});
        }
        while (!number && end < text.size() && is_number_point(text[end])) ++end;  // a row of digits
        at = end;
    }
    return found;
}

std::optional<int> people(std::u32string_view text, std::span<const Mention> mentions, const Context& context) {
    const auto candidates = people_candidates(text, mentions);
    const Candidate* const best = likeliest(context, Slot::people, candidates);
    return best ? std::optional(std::stoi(best->value)) : std::nullopt;
}

}  // namespace warmline::bot::slots
