#include <algorithm>
#include <array>

#include "../first_points.hpp"
#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

constexpr std::array<std::u32string_view, 12> hospital_ends = {U"医院",     U"卫生院", U"妇幼保健院", U"保健院",
                                                               U"妇幼",     U"卫生所", U"防治院",     U"防治所",
                                                               U"医疗中心", U"附院",   U"疗养院",     U"卫生服务中心"};
constexpr std::uint32_t hospital_name_max = 18;

/// Characters before a hospital's name that are no part of it.
constexpr std::u32string_view before_name =
    U"在到去是我们来从送给的了过有往和跟与及,。、:;!?() "
    U"进回住这那让被把向为当往赴至于名地上叫\n嗯啊呢吧帮替喺系援边也都就由找离对";

/// 「第一人民医院」「附属第三医院」「武汉一院」: a numeral inside the name.
bool is_ordinal(std::u32string_view text, std::uint32_t at) { return !is_digit(text[at]) && digit_value(text[at]) > 0; }

std::uint32_t end_of_hospital(std::u32string_view text, std::uint32_t at) {
    static const FirstPoints begins({hospital_ends});
    std::uint32_t end = 0;
    if (begins[text[at]])
        for (const auto ending : hospital_ends)
            if (text.substr(at, 6).starts_with(ending))
                end = std::max(end, at + static_cast<std::uint32_t>(ending.size()));
    if (end > 0) return end;
    // 「广州八院」「市五院」
    const bool numbered = at > 0 && at + 1 < text.size() && is_ordinal(text, at) && text[at + 1] == U'院';
    const bool follows_place =
        numbered && is_han(text[at - 1]) && before_name.find(text[at - 1]) == std::u32string_view::npos;
    return follows_place ? at + 2 : 0;
}

std::uint32_t begin_of_name(std::u32string_view text, std::uint32_t at) {
    std::uint32_t begin = at;
    while (begin > 0 && at - begin < hospital_name_max) {
        const char32_t point = text[begin - 1];
        if (!is_han(point) || before_name.find(point) != std::u32string_view::npos) break;
        --begin;
    }
    return begin;
}

/// From the first place name that reaches into the span: 「孩子爸广州市儿童医院」 without the story before it, and
/// 「和平县人民医院」 although 和 usually parts two names.
std::uint32_t place_begin(Span span, std::span<const Mention> mentions) {
    for (const Mention& mention : mentions)
        if (mention.kind <= Kind::street && mention.span.end > span.begin && mention.span.end <= span.end)
            return mention.span.begin;
    return span.end;
}

/// 「一家小医院」「两所医院」: no name, so a place before it is a place.
bool is_nameless(std::u32string_view name) {
    for (std::size_t at = 0; at + 1 < name.size(); ++at)
        if (std::u32string_view(U"一两三几这那哪每").find(name[at]) != std::u32string_view::npos &&
            std::u32string_view(U"家所个间").find(name[at + 1]) != std::u32string_view::npos)
            return true;
    return false;
}

enum Form : std::uint8_t { listed, with_place, bare };

std::uint8_t length_of(Span span) { return static_cast<std::uint8_t>(std::min<std::uint32_t>(span.size(), 12)); }

bool overlap(Span left, Span right) { return left.begin < right.end && right.begin < left.end; }

std::vector<Candidate> by_ending(const NormalText& normal, std::span<const Mention> mentions) {
    const auto text = normal.text();
    std::vector<Candidate> found;
    for (std::uint32_t at = 0; at < text.size() && found.size() < candidates_max; ++at) {
        const std::uint32_t end = end_of_hospital(text, at);
        if (end == 0) continue;
        Span span{begin_of_name(text, at), end};
        const std::uint32_t place = place_begin(span, mentions);
        if (place < at) span.begin = place;
        if (span.begin == at) continue;  // nothing says which
        if (is_nameless(text.substr(span.begin, at - span.begin))) continue;
        found.push_back({span, std::string(normal.written(span)), {place < at ? with_place : bare, length_of(span)}});
        at = end - 1;
    }
    return found;
}

}  // namespace

std::vector<Candidate> hospital_candidates(const NormalText& normal, std::span<const Mention> mentions) {
    auto found = by_ending(normal, mentions);
    for (const Mention& mention : mentions) {
        if (mention.kind != Kind::hospital || found.size() >= 2 * candidates_max) continue;
        const auto other = std::find_if(found.begin(), found.end(),
                                        [&](const Candidate& one) { return overlap(one.span, mention.span); });
        // A known name ends where the rule says, but it begins where the list says: 「我妈省人民医院」.
        const bool longer =
            other != found.end() && other->traits[0] == with_place && other->span.begin < mention.span.begin;
        if (longer) continue;
        Candidate listed_one{
            mention.span, std::string(normal.written(mention.span)), {listed, length_of(mention.span)}};
        if (other == found.end())
            found.push_back(std::move(listed_one));
        else if (other->span.end <= mention.span.end)
            *other = std::move(listed_one);
    }
    std::sort(found.begin(), found.end(),
              [](const Candidate& left, const Candidate& right) { return left.span.begin < right.span.begin; });
    return found;
}

std::vector<Span> hospital_spans(std::span<const Candidate> candidates) {
    std::vector<Span> spans;
    for (const auto& candidate : candidates) spans.push_back(candidate.span);
    return spans;
}

}  // namespace warmline::bot::slots
