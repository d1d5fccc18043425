#include "bot/normalise.hpp"

#include <utf8.h>

#include <algorithm>

#include "bot/message.hpp"

namespace warmline::bot {
namespace {

constexpr char32_t replacement = 0xfffd;

/// Calls visit(code point, begin byte, end byte) for each character; a byte that fits nowhere is one U+FFFD.
/// `find_invalid` reads each byte once between two bad ones, so the whole is linear.
template <class Visit>
void for_each_point(std::string_view text, Visit visit) {
    const char* const start = text.data();
    const char* const end = start + text.size();
    const auto offset = [start](const char* at) { return static_cast<std::uint32_t>(at - start); };
    for (const char* at = start; at != end;) {
        const char* const valid_end = utf8::find_invalid(at, end);
        while (at != valid_end) {
            const char* const begin = at;
            const auto point = static_cast<char32_t>(utf8::unchecked::next(at));
            visit(point, offset(begin), offset(at));
        }
        if (at != end) {
            visit(replacement, offset(at), offset(at) + 1);
            ++at;
        }
    }
}

bool is_invisible(char32_t point) {
    return point == 0xad || point == 0x180e || (point >= 0x200b && point <= 0x200f) ||
           (point >= 0x202a && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) ||
           (point >= 0xfe00 && point <= 0xfe0f) || point == 0xfeff ||
           (point < 0x20 && point != '\t' && point != '\n') || (point >= 0x7f && point <= 0x9f);
}

bool is_blank(char32_t point) {
    return point == '\t' || point == ' ' || point == 0xa0 || (point >= 0x2000 && point <= 0x200a) || point == 0x202f ||
           point == 0x205f || point == 0x3000;
}

/// Source of the ranges: Unicode 15, blocks "Halfwidth and Fullwidth Forms" and "Enclosed Alphanumerics".
char32_t fold_form(char32_t point) {
    if (is_blank(point)) return ' ';
    if (point >= 0xff01 && point <= 0xff5e) point -= 0xff01 - '!';
    if (point >= 0x2460 && point <= 0x2468) return point - 0x2460 + '1';  // circled digits
    if (point == 0xff61) return 0x3002;                                   // half-width full stop
    if (point >= 'A' && point <= 'Z') return point - 'A' + 'a';
    if (point >= 0x0391 && point <= 0x03a9) return point + 0x20;  // Greek
    if (point >= 0x0410 && point <= 0x042f) return point + 0x20;  // Cyrillic
    return point;
}

/// One letter or digit in a mathematical dress, used to slip past filters: block "Mathematical Alphanumeric Symbols".
char32_t fold_mathematical(char32_t point) {
    if (point >= 0x1d7ce && point <= 0x1d7ff) return '0' + (point - 0x1d7ce) % 10;
    if (point >= 0x1d400 && point <= 0x1d6a3) return 'a' + (point - 0x1d400) % 26;
    return point;
}

/// 「不 想 活 了」: a blank beside a lone Chinese character says nothing.
bool is_idle_blank(std::u32string_view text, std::size_t at) {
    if (text[at] != ' ' || at == 0 || at + 1 == text.size()) return false;
    if (!is_han(text[at - 1]) || !is_han(text[at + 1])) return false;
    const bool lone_before = at < 2 || text[at - 2] == ' ';
    const bool lone_after = at + 2 >= text.size() || text[at + 2] == ' ';
    return lone_before && lone_after;
}

}  // namespace

std::string_view NormalText::written(Span span) const {
    if (span.begin >= span.end) return {};
    const auto begin = bytes_[span.begin].begin;
    return source_.substr(begin, bytes_[span.end - 1].end - begin);
}

Normaliser::Normaliser(std::span<const std::pair<char32_t, char32_t>> simplified) : basic_plane_(0x10000) {
    for (char32_t point = 0; point < 0x10000; ++point)
        basic_plane_[point] = is_invisible(point) ? char16_t{0} : static_cast<char16_t>(fold_form(point));
    for (const auto& [from, to] : simplified) basic_plane_[from & 0xffff] = static_cast<char16_t>(to);
}

char32_t Normaliser::fold(char32_t point) const {
    if (point < 0x10000) return basic_plane_[point];
    if (point >= 0xe0000 && point <= 0xe0fff) return 0;  // tags and variation selectors
    return fold_mathematical(point);
}

NormalText Normaliser::operator()(std::string_view text) const {
    NormalText normal;
    normal.source_ = text.substr(0, text_bytes_max);
    normal.text_.reserve(normal.source_.size() / 2 + 1);
    normal.bytes_.reserve(normal.source_.size() / 2 + 1);
    for_each_point(normal.source_, [&](char32_t point, std::uint32_t begin, std::uint32_t end) {
        const char32_t folded = fold(point);
        if (folded == 0 || (folded == ' ' && (normal.text_.empty() || normal.text_.back() == ' '))) return;
        normal.text_.push_back(folded);
        normal.bytes_.push_back({begin, end});
    });
    std::size_t kept = 0;
    const std::u32string before = normal.text_;
    for (std::size_t at = 0; at < before.size(); ++at) {
        if (is_idle_blank(before, at)) continue;
        normal.text_[kept] = before[at];
        normal.bytes_[kept++] = normal.bytes_[at];
    }
    normal.text_.resize(kept);
    normal.bytes_.resize(kept);
    return normal;
}

std::u32string to_points(std::string_view text) {
    std::u32string points;
    points.reserve(text.size());
    for_each_point(text, [&](char32_t point, std::uint32_t, std::uint32_t) { points.push_back(point); });
    return points;
}

std::string to_bytes(std::u32string_view points) {
    std::string bytes;
    bytes.reserve(points.size() * 3);
    for (const char32_t point : points) utf8::append(point, std::back_inserter(bytes));
    return bytes;
}

}  // namespace warmline::bot
