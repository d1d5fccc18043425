#include <algorithm>
#include <array>

#include "../first_points.hpp"
#include "numbers.hpp"
#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

constexpr std::array<std::u32string_view, 10> introducers = {U"工单", U"单号",   U"受理号", U"登记号", U"编号",
                                                             U"单子", U"受理单", U"订单",   U"流水号", U"回执"};
constexpr std::uint32_t digits_min = 5, digits_max = 8;

bool is_letter(char32_t point) { return point >= U'a' && point <= U'z'; }
bool is_token(char32_t point) { return is_digit(point) || is_letter(point) || point == U'-'; }

Span token_at(std::u32string_view text, std::uint32_t at) {
    std::uint32_t end = at;
    while (end < text.size() && is_token(text[end])) ++end;
    while (end > at && text[end - 1] == U'-') --end;
    return {at, end};
}

std::size_t digits_in(std::u32string_view token) {
    return static_cast<std::size_t>(std::count_if(token.begin(), token.end(), is_digit));
}

bool all_digits(std::u32string_view token) { return digits_in(token) == token.size(); }

/// The number that follows an introducer, maybe with 号, 是 or a mark between; written, lettered or spoken.
Span after_introducer(std::u32string_view text, std::uint32_t at) {
    for (int skipped = 0; at < text.size() && skipped < 4; ++skipped, ++at) {
        if (is_token(text[at]) || digit_value(text[at]) >= 0) break;
        if (std::u32string_view(U"号是为:. #尾码叫第").find(text[at]) == std::u32string_view::npos) return {};
    }
    const Span token = token_at(text, at);
    if (token.size() > 0) {
        const auto digits = digits_in(text.substr(token.begin, token.size()));
        return digits >= 2 && digits <= 14 ? token : Span{};
    }
    std::uint32_t end = at;
    while (end < text.size() && digit_value(text[end]) >= 0) ++end;
    return end - at >= digits_min && end - at <= digits_max ? Span{at, end} : Span{};
}

/// A train, a flight or a standard: 「K1178次」「高铁G6021」「GB19083」.
bool names_something_else(std::u32string_view text, Span token) {
    constexpr std::array<std::u32string_view, 9> vehicles = {U"车次", U"列车", U"火车", U"动车", U"高铁",
                                                             U"航班", U"飞机", U"坐",   U"乘"};
    const auto before = text.substr(0, token.begin);
    return text.substr(token.begin).starts_with(U"gb") || text.substr(token.end).starts_with(U"次") ||
           std::ranges::any_of(vehicles, [&](auto word) { return before.ends_with(word); });
}

/// A number that needs no introducer: 「#10042」「10042号」「GZ-7720」.
bool stands_alone(std::u32string_view text, Span token) {
    const auto body = text.substr(token.begin, token.size());
    if (all_digits(body)) {
        const bool sized = body.size() >= digits_min && body.size() <= digits_max;
        const bool hash = token.begin > 0 && text[token.begin - 1] == U'#';
        const bool number_word = token.end < text.size() && text[token.end] == U'号' &&
                                 !text.substr(token.end + 1).starts_with(U"楼") &&
                                 !text.substr(token.end + 1).starts_with(U"线");
        return sized && (hash || number_word);
    }
    std::size_t letters = 0;
    while (letters < body.size() && is_letter(body[letters])) ++letters;
    const bool rest_is_number =
        std::none_of(body.begin() + static_cast<std::ptrdiff_t>(letters), body.end(), is_letter);
    const bool hyphen = body.find(U'-') != std::u32string_view::npos;
    return letters >= 1 && letters <= 3 && rest_is_number && digits_in(body) >= (hyphen ? 2U : 4U) &&
           !names_something_else(text, token);
}

}  // namespace

std::string ticket(const NormalText& normal) {
    static const FirstPoints begins({introducers});
    const auto text = normal.text();
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        if (!begins[text[at]]) continue;
        for (const auto word : introducers) {
            if (!text.substr(at, 3).starts_with(word)) continue;
            const Span found = after_introducer(text, at + static_cast<std::uint32_t>(word.size()));
            if (found.size() > 0) return std::string(normal.written(found));
        }
    }
    for (std::uint32_t at = 0; at < text.size();) {
        const Span token = token_at(text, at);
        if (token.size() > 0 && token.size() <= 20 && stands_alone(text, token))
            return std::string(normal.written(token));
        at = std::max(token.end, at + 1);
    }
    return {};
}

}  // namespace warmline::bot::slots
