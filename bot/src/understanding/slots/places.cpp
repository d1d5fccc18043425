#include <algorithm>
#include <array>

#include "../first_points.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

bool overlaps_any(Span span, std::span<const Span> others) {
    return std::any_of(others.begin(), others.end(),
                       [&](Span other) { return span.begin < other.end && other.begin < span.end; });
}

constexpr std::u32string_view address_ends =
    U"路街道巷村镇乡苑园里号栋楼庄湾围城站弄座室房屯寨社口门坊涌洲岗桥湖井坑塘滘沙岭";
constexpr std::array<std::u32string_view, 26> address_words = {
    U"小区", U"花园", U"新村", U"广场",   U"大厦",   U"公寓", U"酒店", U"宿舍", U"大道",
    U"家园", U"公馆", U"社区", U"采样点", U"中学",   U"小学", U"高速", U"出口", U"机场",
    U"大楼", U"大院", U"新城", U"商业城", U"隔离点", U"学校", U"市场", U"仓库"};

/// Characters that end the name of a place to the left.
constexpr std::u32string_view before_address =
    U"在到去是我们来从送给的了过有往和跟与及住这那让被把向为人嗯啊呢家喺嘅系";

/// How long the word of an address at the place is; 0 if there is none.
std::uint32_t word_at(std::u32string_view text, std::uint32_t at) {
    static const FirstPoints begins({address_words});
    if (!begins[text[at]]) return 0;
    std::size_t longest = 0;
    for (const auto word : address_words)
        if (text.substr(at, 4).starts_with(word)) longest = std::max(longest, word.size());
    return static_cast<std::uint32_t>(longest);
}

bool is_address_point(char32_t point) {
    return is_han(point) || is_digit(point) || (point >= U'a' && point <= U'z') || point == U'-';
}

/// How far from `at` the words of an address go on: the last of its endings within the clause.
std::uint32_t address_end(std::u32string_view text, std::uint32_t at) {
    constexpr std::u32string_view stops = U"的是在有要求想我们了送来去给能请";
    std::uint32_t end = at, reach = at;
    while (reach < text.size() && reach - at < 24 && is_address_point(text[reach])) {
        if (stops.find(text[reach]) != std::u32string_view::npos) break;
        if (const auto word = word_at(text, reach)) end = reach + word;
        const bool named = reach > at && address_ends.find(text[reach]) != std::u32string_view::npos;
        if (named && reach + 1 > end && reach - std::max(end, at) <= 6) end = reach + 1;
        ++reach;
    }
    if (end > at)  // 「7号302」「3栋2单元501」
        while (end < text.size() && (is_digit(text[end]) || text[end] == U'-')) ++end;
    return end;
}

std::uint32_t begin_of_address(std::u32string_view text, std::uint32_t at, std::uint32_t free_from) {
    std::uint32_t begin = at;
    while (begin > free_from && at - begin < 8) {
        const char32_t point = text[begin - 1];
        if (!is_han(point) || before_address.find(point) != std::u32string_view::npos) break;
        --begin;
    }
    return begin;
}

/// What the span begins with decides how it was found; a trait of addresses.
enum Form : std::uint8_t { after_district, from_street, by_word };

struct AddressSearch {
    const NormalText& normal;
    std::span<const Span> hospitals;
    std::vector<Candidate> found;

    void add(Span span, Form form) {
        if (span.size() < 2 || found.size() >= candidates_max || overlaps_any(span, hospitals)) return;
        const bool known =
            std::any_of(found.begin(), found.end(), [&](const Candidate& one) { return one.span == span; });
        if (known) return;
        found.push_back({span, std::string(normal.written(span)), {form, 0}});
    }
};

/// 「四川话」「北京路」「天河机场」「香港中文大学」 are named after a place and say nothing of where somebody is.
bool names_something_else(std::u32string_view after) {
    constexpr std::array<std::u32string_view, 9> words = {U"话",       U"路",     U"大道", U"机场", U"大学",
                                                          U"中文大学", U"同乡会", U"商会", U"方向"};
    return starts_with_any(after, words);
}

}  // namespace

std::vector<Candidate> district_candidates(const NormalText& normal, std::span<const Mention> mentions,
                                           std::span<const Span> hospitals) {
    std::vector<Candidate> found;
    for (const Mention& mention : mentions) {
        if (mention.kind > Kind::street || found.size() >= candidates_max) continue;
        if (overlaps_any(mention.span, hospitals)) continue;
        const auto last = normal.text()[mention.span.end - 1];
        const bool in_full = std::u32string_view(U"省市区县镇").find(last) != std::u32string_view::npos;
        if (!in_full && names_something_else(normal.text().substr(mention.span.end, 4))) continue;
        const auto kind =
            static_cast<std::uint8_t>(mention.kind == Kind::street ? 0 : static_cast<int>(mention.kind) + 1);
        found.push_back({mention.span,
                         std::string(normal.written(mention.span)),
                         {kind, static_cast<std::uint8_t>(in_full ? 1 : 0)}});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Candidate& left, const Candidate& right) { return left.span.begin < right.span.begin; });
    return found;
}

std::vector<Candidate> address_candidates(const NormalText& normal, std::span<const Mention> mentions,
                                          std::span<const Span> hospitals) {
    const auto text = normal.text();
    AddressSearch search{normal, hospitals, {}};
    std::uint32_t free_from = 0;  // where the last place before an address ends
    std::size_t passed = 0;       // mentions before it
    for (const Mention& mention : mentions) {
        if (mention.kind > Kind::street) continue;
        const std::uint32_t end = address_end(text, mention.span.end);
        if (mention.kind == Kind::street) {
            search.add({mention.span.begin, std::max(mention.span.end, end)}, from_street);
            search.add(mention.span, from_street);
        } else if (end > mention.span.end + 1) {
            search.add({mention.span.end, end}, after_district);
        }
    }
    for (std::uint32_t at = 1; at < text.size(); ++at) {
        const bool word = word_at(text, at) > 0;
        const bool road = std::u32string_view(U"路街道巷村镇栋苑园庄").find(text[at]) != std::u32string_view::npos;
        if (!word && !road) continue;
        for (; passed < mentions.size() && mentions[passed].span.end <= at; ++passed)
            if (mentions[passed].kind < Kind::street) free_from = std::max(free_from, mentions[passed].span.end);
        const std::uint32_t begin = begin_of_address(text, at, free_from);
        if (begin == at && !word) continue;
        const std::uint32_t end = std::max(address_end(text, begin), at + 1);
        search.add({begin, end}, by_word);
        at = end;
    }
    std::stable_sort(search.found.begin(), search.found.end(),
                     [](const Candidate& left, const Candidate& right) { return left.span.begin < right.span.begin; });
    return std::move(search.found);
}

}  // namespace warmline::bot::slots
