#include <algorithm>
#include <array>

#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

constexpr std::u32string_view units = U"个只件套箱包盒瓶桶袋斤双副床条张把支台份根顶罐块片卷提打板部盏枚辆捆组公斤";
constexpr std::size_t items_max = 20;

bool is_unit(char32_t point) { return units.find(point) != std::u32string_view::npos; }

struct Amount {
    int quantity = 0;
    std::uint32_t unit_at = 0;
    std::uint32_t end = 0;
};

/// 「两百个」「3000只」「20套」at the place; the unit may be missing.
std::optional<Amount> amount_at(std::u32string_view text, std::uint32_t at) {
    const auto number = read_number(text, at);
    if (!number || number->value < 1) return std::nullopt;
    std::uint32_t at_unit = number->end;
    if (at_unit + 1 < text.size() && text[at_unit] == U' ' && is_unit(text[at_unit + 1])) ++at_unit;
    const bool unit = at_unit < text.size() && is_unit(text[at_unit]);
    return unit ? Amount{number->value, at_unit, at_unit + 1} : Amount{number->value, number->end, number->end};
}

/// The amount that ends right before the good: 「两箱手消」「20套防护服」; only with a unit.
std::optional<Amount> amount_before(std::u32string_view text, std::uint32_t good) {
    for (std::uint32_t at = good > 8 ? good - 8 : 0; at < good; ++at) {
        if (at > 0 && is_number_point(text[at - 1])) continue;
        const auto amount = amount_at(text, at);
        if (amount && amount->end == good && amount->unit_at != amount->end) return amount;
    }
    return std::nullopt;
}

/// The amount that follows the good, with at most a small word between: 「N95 200个」「护目镜要一百副」「面屏40」.
std::optional<Amount> amount_after(std::u32string_view text, std::uint32_t end) {
    for (std::uint32_t gap = 0; gap <= 2 && end + gap < text.size(); ++gap) {
        const auto amount = amount_at(text, end + gap);
        if (amount && (amount->unit_at != amount->end || (gap <= 1 && is_digit(text[end + gap])))) return amount;
        if (std::u32string_view(U" 要来:各共先需约").find(text[end + gap]) == std::u32string_view::npos) break;
    }
    return std::nullopt;
}

/// How much less the surroundings need to say for a good that follows a plain word of want: 「口罩不缺,急需防护服」.
float plainly_wanted(std::u32string_view text, std::uint32_t good) {
    constexpr float bonus = 1.5F;
    const auto before = text.substr(0, good);
    for (const std::u32string_view word : {U"急需", U"急缺", U"紧缺", U"需要"})
        if (before.ends_with(word)) return before.ends_with(U"不需要") ? 0 : bonus;
    return 0;
}

}  // namespace

std::vector<Candidate> item_candidates(const NormalText& normal, std::span<const Mention> mentions) {
    const auto text = normal.text();
    std::vector<Candidate> found;
    for (const Mention& mention : mentions) {
        if (mention.kind != Kind::goods || found.size() == candidates_max) continue;
        const bool before = amount_before(text, mention.span.begin).has_value();
        const bool after = amount_after(text, mention.span.end).has_value();
        const auto amount = static_cast<std::uint8_t>((before ? 1 : 0) + (after ? 2 : 0));
        found.push_back({mention.span, std::string(normal.written(mention.span)), {0, amount}});
    }
    return found;
}

std::vector<Item> items(const NormalText& normal, std::span<const Mention> mentions, const Context& context) {
    const auto text = normal.text();
    const auto candidates = item_candidates(normal, mentions);
    std::vector<Item> result;
    for (std::size_t which = 0; which < candidates.size() && result.size() < items_max; ++which) {
        const Candidate& good = candidates[which];
        if (context.odds(Slot::item, candidates, which) + plainly_wanted(text, good.span.begin) <= 0) continue;
        auto amount = amount_before(text, good.span.begin);
        if (!amount) amount = amount_after(text, good.span.end);
        Item item{good.value, std::nullopt, ""};
        if (amount) {
            item.quantity = amount->quantity;
            if (amount->unit_at < amount->end) item.unit = normal.written({amount->unit_at, amount->end});
        }
        const auto seen =
            std::find_if(result.begin(), result.end(), [&](const Item& other) { return other.name == item.name; });
        if (seen == result.end())
            result.push_back(std::move(item));
        else if (!seen->quantity)
            *seen = std::move(item);
    }
    return result;
}

}  // namespace warmline::bot::slots
