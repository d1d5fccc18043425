#include "clauses.hpp"

#include <algorithm>
#include <array>

namespace warmline::bot {
namespace {

/// Words that open a new thought in speech; not those inside a thought, such as 就是.
constexpr std::array<std::u32string_view, 17> openers = {U"然后", U"还有",   U"另外",     U"但是", U"可是", U"因为",
                                                         U"所以", U"能不能", U"可不可以", U"想问", U"请问", U"麻烦",
                                                         U"第二", U"第三",   U"第四",     U"嗯",   U"现在"};

bool is_mark(std::u32string_view text, std::size_t at) {
    switch (text[at]) {
        case U',':
        case U'.': {
            const bool in_number = at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
            return !in_number;
        }
        case U'!':
        case U'?':
        case U';':
        case U'\n':
        case U'。':
        case U'…':
        case U'~':
        case U'【':
        case U'】':
        case U'—':
            return true;
        default:
            return false;
    }
}

bool opens(std::u32string_view text, std::size_t at) {
    const auto rest = text.substr(at, 4);
    return std::any_of(openers.begin(), openers.end(), [&](auto opener) { return rest.starts_with(opener); });
}

}  // namespace

std::vector<Span> split_clauses(std::u32string_view text) {
    std::vector<Span> clauses;
    std::uint32_t begin = 0;
    const auto cut = [&](std::uint32_t end) {
        if (end > begin) clauses.push_back({begin, end});
        begin = end;
    };
    const auto size = static_cast<std::uint32_t>(text.size());
    for (std::uint32_t at = 0; at < size; ++at) {
        const std::uint32_t length = at - begin;
        if (length >= clause_max || (length >= opener_after_min && opens(text, at))) cut(at);
        const bool marks_run = is_mark(text, at) && at + 1 < size && is_mark(text, at + 1);
        if (is_mark(text, at) && !marks_run)
            cut(at + 1);
        else if (text[at] == U' ' && length >= blank_after_min)
            cut(at + 1);
    }
    cut(size);
    return clauses;
}

}  // namespace warmline::bot
