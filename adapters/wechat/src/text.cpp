#include "wechat/text.hpp"

#include <utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace warmline::wechat {
namespace {
constexpr char32_t joiner = 0x200D;

bool allowed(char32_t c) noexcept {
    return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
}
bool continues(char32_t c) noexcept {
    return c == joiner || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF) ||
           (c >= 0x0300 && c <= 0x036F);
}

/// The number of bytes at the beginning that are ASCII for certain, eight at a time: most of what we see is base64.
std::size_t ascii_prefix(std::string_view text) noexcept {
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) break;
    }
    return at;
}

/// Of valid UTF-8: whether it holds a character that is not allowed().
bool has_forbidden(std::string_view text) noexcept {
    const auto control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    };
    return std::any_of(text.begin(), text.end(), control) || text.find("\xEF\xBF\xBE") != text.npos ||
           text.find("\xEF\xBF\xBF") != text.npos;
}
}  // namespace

bool is_utf8(std::string_view text) noexcept {
    const auto ascii = ascii_prefix(text);
    return utf8::is_valid(text.begin() + static_cast<std::ptrdiff_t>(ascii), text.end());
}

std::string clean(std::string_view text) {
    if (is_utf8(text) && !has_forbidden(text)) return std::string(text);  // nearly always
    std::string valid;
    utf8::replace_invalid(text.begin(), text.end(), std::back_inserter(valid));
    std::string out;
    for (auto at = valid.begin(); at != valid.end();) {
        const auto from = at;
        if (allowed(utf8::unchecked::next(at))) out.append(from, at);
    }
    return out;
}

std::string_view cut(std::string_view text, std::size_t bytes_max) noexcept {
    if (text.size() <= bytes_max) return text;
    std::size_t end = 0;
    char32_t before = 0;
    for (auto at = text.begin(); at != text.end();) {
        const auto offset = static_cast<std::size_t>(at - text.begin());
        if (offset > bytes_max) break;
        const char32_t c = utf8::unchecked::next(at);
        if (!continues(c) && before != joiner) end = offset;
        before = c;
    }
    return text.substr(0, end);
}

std::string shorten(std::string_view text, std::size_t bytes_max) {
    constexpr std::string_view ellipsis = "…";
    if (text.size() <= bytes_max) return std::string(text);
    return std::string(cut(text, bytes_max - ellipsis.size())) += ellipsis;
}
}  // namespace warmline::wechat
