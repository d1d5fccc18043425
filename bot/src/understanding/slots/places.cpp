#include <algorithm>
#include <array>

#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

constexpr std::array<std::u32string_view, 7> hospital_ends = {U"人民医院", U"妇幼保健院", U"卫生院", U"中医院",
                                                              U"医院",     U"传染病院",   U"妇幼"};
constexpr std::uint32_t hospital_name_max = 16;

/// Words before a hospital's name that are no part of it.
constexpr std::u32string_view before_name =
    U"在到去是我们来从送给的了过有往和跟与及,。、:;!?() 进回住这那让被把向为当往赴至于一名地上叫院\n";

bool overlaps(Span left, Span right) { return left.begin < right.end && right.begin < left.end; }

std::uint32_t end_of_hospital(std::u32string_view text, std::uint32_t at) {
    for (const auto ending : hospital_ends)
        if (text.substr(at, 5).starts_with(ending)) return at + static_cast<std::uint32_t>(ending.size());
    return 0;
}

/// 「第六医院」「广州八院」「市五院」: a number and 院.
std::uint32_t end_of_numbered(std::u32string_view text, std::uint32_t at) {
    const bool numbered =
        at + 1 < text.size() && !is_digit(text[at]) && digit_value(text[at]) > 0 && text[at + 1] == U'院';
    if (!numbered || at == 0) return 0;
    const bool follows_place = is_han(text[at - 1]) && before_name.find(text[at - 1]) == std::u32string_view::npos;
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

/// From the first place name that reaches into the span: 「孩子爸在广州市儿童医院」 without the story before it, and
/// 「和平县人民医院」 although 和 usually parts two names.
std::uint32_t place_begin(Span span, std::span<const Mention> mentions) {
    for (const Mention& mention : mentions)
        if (mention.kind <= Kind::street && mention.span.end > span.begin && mention.span.end <= span.end)
            return mention.span.begin;
    return span.end;
}

/// Without a place in front a name is one only if it says which: 「市八医院」「某医院」「儿童医院」, not 「隔离医院」.
bool says_which(std::u32string_view name) {
    constexpr std::array<std::u32string_view, 14> openings = {U"市",   U"省",   U"区",   U"县人", U"县中",
                                                              U"某",   U"第",   U"州",   U"武警", U"儿童",
                                                              U"妇幼", U"肿瘤", U"脑科", U"口腔"};
    const auto town = name.substr(0, 5).find_first_of(U"市县区");
    if (town != std::u32string_view::npos && town >= 2) return true;  // 「罗定市人民医院」
    return std::any_of(openings.begin(), openings.end(), [&](auto opening) { return name.starts_with(opening); });
}

constexpr std::u32string_view address_ends = U"路街道巷村镇苑园里号栋楼庄湾围城站弄座室房屯寨社";
constexpr std::array<std::u32string_view, 12> address_words = {U"小区", U"花园", U"新村", U"广场", U"大厦", U"公寓",
                                                               U"酒店", U"宿舍", U"大道", U"家园", U"公馆", U"社区"};

bool is_address_point(char32_t point) {
    return is_han(point) || is_digit(point) || (point >= U'a' && point <= U'z') || point == U'-';
}

/// How far from `at` the words of an address go on: the last of its endings within the clause.
std::uint32_t address_end(std::u32string_view text, std::uint32_t at) {
    std::uint32_t end = at, reach = at;
    while (reach < text.size() && reach - at < 20 && is_address_point(text[reach])) {
        for (const auto word : address_words)
            if (text.substr(reach).starts_with(word)) end = reach + static_cast<std::uint32_t>(word.size());
        const bool named = reach > at && address_ends.find(text[reach]) != std::u32string_view::npos;
        if (named && reach + 1 > end && reach - std::max(end, at) <= 6) end = reach + 1;
        ++reach;
    }
    return end;
}

}  // namespace

Span hospital(std::u32string_view text, std::span<const Mention> mentions) {
    Span best;
    for (const Mention& mention : mentions)
        if (mention.kind == Kind::hospital && best.size() == 0 && !text.substr(mention.span.end).starts_with(U"疗"))
            best = mention.span;
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        std::uint32_t end = end_of_hospital(text, at);
        if (end == 0) end = end_of_numbered(text, at);
        if (end == 0) continue;
        Span found{begin_of_name(text, at), end};
        const std::uint32_t place = place_begin(found, mentions);
        if (place < end)
            found.begin = place;
        else if (!says_which(text.substr(found.begin, found.size())))
            continue;
        if (at <= found.begin || found.size() > hospital_name_max) continue;
        if (best.size() == 0 || (overlaps(best, found) && found.size() > best.size())) best = found;
        if (best.size() > 0) break;
    }
    return best;
}

Span district(std::span<const Mention> mentions, Span hospital) {
    Span best;
    Kind best_kind = Kind::province;
    for (const Mention& mention : mentions) {
        if (mention.kind > Kind::county || overlaps(mention.span, hospital)) continue;
        if (best.size() > 0 && mention.kind < best_kind) continue;
        if (best.size() > 0 && mention.kind == best_kind && mention.span.begin < best.end) continue;
        best = mention.span;
        best_kind = mention.kind;
    }
    return best_kind == Kind::province ? Span{} : best;
}

Span address(std::u32string_view text, std::span<const Mention> mentions, Span district, Span hospital) {
    for (const Mention& mention : mentions) {
        if (mention.kind != Kind::street || overlaps(mention.span, hospital) || overlaps(mention.span, district))
            continue;
        return {mention.span.begin, std::max(mention.span.end, address_end(text, mention.span.end))};
    }
    if (district.size() > 0) {
        const std::uint32_t end = address_end(text, district.end);
        if (end > district.end + 1 && !overlaps({district.end, end}, hospital)) return {district.end, end};
    }
    return {};
}

}  // namespace warmline::bot::slots
