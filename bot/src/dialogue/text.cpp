#include "text.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace warmline::bot::talk {
namespace {

constexpr char32_t broken = 0xFFFD;

/// Decodes one character at `at` and moves on; overlong forms and surrogates are broken.
char32_t decode(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xF0 && lead < 0xF5   ? 3
                     : lead >= 0xE0 && lead < 0xF0 ? 2
                     : lead >= 0xC2 && lead < 0xE0 ? 1
                                                   : 0;
    if (more == 0) return broken;
    auto point = static_cast<char32_t>(lead & (0x3F >> more));
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return broken;
        point = (point << 6) | (static_cast<unsigned char>(text[at++]) & 0x3F);
    }
    static constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};
    const bool bad =
        point < least.at(static_cast<std::size_t>(more)) || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000);
    return bad ? broken : point;
}

void encode(std::string& out, char32_t point) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (point < 0x80) return put(point);
    if (point < 0x800) return put(0xC0 | (point >> 6)), put(0x80 | (point & 0x3F));
    if (point < 0x10000)
        return put(0xE0 | (point >> 12)), put(0x80 | ((point >> 6) & 0x3F)), put(0x80 | (point & 0x3F));
    put(0xF0 | (point >> 18)), put(0x80 | ((point >> 12) & 0x3F)), put(0x80 | ((point >> 6) & 0x3F)),
        put(0x80 | (point & 0x3F));
}

char32_t simplified(char32_t point) {
    static constexpr std::u32string_view from =
        U"單絕辦來這對個條們轉進務復聯繫係關沒時間課項號訂點幫東麼請給還讓過後開會剛說誰錯誤並滿評價費";
    static constexpr std::u32string_view to =
        U"单绝办来这对个条们转进务复联系系关没时间课项号订点帮东么请给还让过后开会刚说谁错误并满评价费";
    static_assert(from.size() == to.size());
    const auto at = from.find(point);
    return at == std::u32string_view::npos ? point : to[at];
}

bool invisible(char32_t point) {
    return (point >= 0x200B && point <= 0x200F) || point == 0xFEFF || (point >= 0xFE00 && point <= 0xFE0F);
}

bool punctuation(char32_t point) {
    if (point < 0x80)
        return point <= 0x20 ||
               std::u32string_view{U"!\"$%&'()*+,;<=>@[\\]^_`{|}~\x7F"}.find(point) != std::u32string_view::npos;
    return (point >= 0x3000 && point <= 0x3003) || (point >= 0x3008 && point <= 0x3011) ||
           (point >= 0x3014 && point <= 0x301F) || (point >= 0x2010 && point <= 0x2027) || point == 0xB7 ||
           point == 0xA0;
}

char32_t folded(char32_t point) {
    if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;
    if (punctuation(point)) return U' ';
    if (point >= U'A' && point <= U'Z') return point + 32;
    return simplified(point);
}

std::size_t numeral(char32_t point) {
    static constexpr std::u32string_view digits = U"零一二三四五六七八九";
    if (point == U'两') return 2;
    const auto at = digits.find(point);
    return at == std::u32string_view::npos ? 0 : at;
}

}  // namespace

std::string Folded::written_from(std::size_t at) const {
    while (at < size() && (text[at] == U' ' || text[at] == U':')) ++at;
    if (at >= size()) return {};
    return source.substr(begins[at], begins[size()] - begins[at]);
}

Folded Folded::without(std::size_t begin, std::size_t end) const {
    if (begin >= end) return *this;
    return fold(source.substr(0, begins[begin]) + " " + source.substr(begins[end]));
}

Folded fold(std::string_view text) {
    Folded out;
    out.source = text;
    std::size_t end = 0;  // of the last character that is not a blank
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto point = decode(text, at);
        if (invisible(point)) continue;
        const auto c = folded(point);
        if (c == U' ' && (out.text.empty() || out.text.back() == U' ')) continue;
        out.text.push_back(c);
        out.begins.push_back(begin);
        if (c != U' ') end = at;
    }
    if (!out.text.empty() && out.text.back() == U' ') {
        out.text.pop_back();
        out.begins.pop_back();
    }
    out.begins.push_back(end);
    return out;
}

std::u32string points(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) out.push_back(decode(text, at));
    return out;
}

std::string bytes(std::u32string_view points) {
    std::string out;
    for (const auto point : points) encode(out, point);
    return out;
}

std::size_t length(std::string_view text) { return points(text).size(); }

std::string cut(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return std::string{text};
    static constexpr std::string_view ellipsis = "…";
    auto end = bytes_max > ellipsis.size() ? bytes_max - ellipsis.size() : 0;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string{text.substr(0, end)} + (bytes_max >= ellipsis.size() ? std::string{ellipsis} : std::string{});
}

std::string trim(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return std::string{text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1)};
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : std::string{separator}) + part;
    return out;
}

bool contains(std::u32string_view text, std::u32string_view word) {
    return text.find(word) != std::u32string_view::npos;
}
bool contains(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool contains_any(std::u32string_view text, std::span<const std::u32string_view> words) {
    for (const auto word : words)
        if (contains(text, word)) return true;
    return false;
}

std::u32string squeezed(std::u32string_view text) {
    std::u32string out;
    for (const auto c : text)
        if (c != U' ') out.push_back(c);
    return out;
}

std::string mask_digits(std::string_view text) {
    static constexpr std::size_t digits_max = 6;
    std::u32string out, run;
    const auto flush = [&] {
        std::size_t digits = 0;
        for (const auto c : run) digits += c != U' ' && c != U'-' ? 1 : 0;
        out += digits > digits_max ? U"…" : run;
        run.clear();
    };
    for (const auto point : points(text)) {
        const auto c = point >= 0xFF10 && point <= 0xFF19 ? point - 0xFEE0 : point;
        const bool joins = !run.empty() && (c == U' ' || c == U'-');
        if ((c >= U'0' && c <= U'9') || joins) {
            run.push_back(point);
        } else {
            flush();
            out.push_back(point);
        }
    }
    flush();
    return bytes(out);
}

std::size_t read_number(std::u32string_view text, std::size_t& at) {
    std::size_t value = 0;
    auto i = at;
    for (; i < text.size() && i < at + 6 && text[i] >= U'0' && text[i] <= U'9'; ++i)
        value = value * 10 + static_cast<std::size_t>(text[i] - U'0');
    if (i > at) return at = i, value;
    std::size_t ones = 0;
    if (i < text.size() && (ones = numeral(text[i])) > 0) ++i;
    if (i < text.size() && text[i] == U'十') {
        ++i;
        value = (ones > 0 ? ones : 1) * 10;
        ones = i < text.size() ? numeral(text[i]) : 0;
        if (ones > 0) ++i;
    }
    if (i > at) at = i;
    return value + ones;
}

}  // namespace warmline::bot::talk
