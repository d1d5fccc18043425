#include "refs.hpp"

#include <algorithm>

namespace warmline::bot::talk {
namespace {

constexpr std::size_t digits_max = 9;  // of a ticket number; a telephone number has more

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Moves `begin` back over one of the words that stand before a number.
bool step_over_label(std::u32string_view text, std::size_t& begin) {
    auto at = begin;
    while (at > 0 && (text[at - 1] == U' ' || text[at - 1] == U':')) --at;
    for (const std::u32string_view label : {U"单号", U"工单号", U"工单", U"编号", U"任务", U"#", U"no"}) {
        if (at < label.size() || text.substr(at - label.size(), label.size()) != label) continue;
        begin = at - label.size();
        return true;
    }
    return false;
}

std::size_t skip_counter(std::u32string_view text, std::size_t at) {
    for (const std::u32string_view word : {U"号单", U"号工单", U"条", U"个", U"单", U"件", U"项", U"号", U"张", U"份"})
        if (text.substr(at, word.size()) == word) return at + word.size();
    return at;
}

std::optional<Ref> by_number(std::u32string_view text, const dispatcher::State& state) {
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (!is_digit(text[begin])) continue;
        auto end = begin;
        while (end < text.size() && is_digit(text[end])) ++end;
        const auto digits = end - begin;
        Ref ref{dispatcher::TicketId{bytes(text.substr(begin, digits))}, {}, false, begin, end};
        const bool labelled = step_over_label(text, ref.begin);
        if (digits <= digits_max && (labelled || (digits >= 3 && state.tickets.contains(*ref.ticket)))) {
            if (ref.end < text.size() && text[ref.end] == U'号') ++ref.end;
            return ref;
        }
        begin = end;
    }
    return std::nullopt;
}

std::optional<Ref> by_place(std::u32string_view text) {
    for (auto begin = text.find(U'第'); begin != std::u32string_view::npos; begin = text.find(U'第', begin + 1)) {
        auto end = begin + 1;
        const auto place = read_number(text, end);
        const auto after = skip_counter(text, end);
        if (place > 0 && (after > end || end == text.size())) return Ref{{}, place, false, begin, after};
    }
    std::size_t end = 0;  // 「2号单」 opens the text
    const auto place = read_number(text, end);
    if (place > 0 && text.substr(end, 2) == U"号单") return Ref{{}, place, false, 0, end + 2};
    return std::nullopt;
}

}  // namespace

Ref find_ref(const Folded& text, const dispatcher::State& state) {
    if (const auto ref = by_number(text.text, state)) return *ref;
    if (const auto ref = by_place(text.text)) return *ref;
    // Near the beginning only: 「都接」「我都不要了」, not 「老人都好」 inside a note.
    static constexpr std::size_t begin_max = 2;
    for (const std::u32string_view word : {U"全部", U"所有", U"都"}) {
        const auto at = text.text.find(word);
        if (at > begin_max) continue;
        const auto next = text.text.substr(at + word.size(), 1);
        const bool of_tickets =
            word != U"都" || next.empty() || contains_any(next, {U"接", U"取", U"不", U"撤", U"要", U"拒", U"删"});
        if (of_tickets) return Ref{{}, {}, true, at, at + word.size()};
    }
    return {};
}

std::vector<std::size_t> choices(const Folded& text, std::size_t count) {
    auto words = squeezed(text.text);
    while (!words.empty() && contains_any(words.substr(words.size() - 1), {U"吧", U"啊", U"的", U"呀"}))
        words.pop_back();
    std::vector<std::size_t> out;
    for (const std::u32string_view all : {U"都要", U"都是", U"全部", U"全都要", U"全要", U"全部都要", U"所有", U"都"})
        if (words == all) {
            for (std::size_t place = 1; place <= count; ++place) out.push_back(place);
            return out;
        }
    for (const std::u32string_view opening : {U"我要", U"我选", U"选", U"是", U"要"})
        if (words.starts_with(opening)) {
            words.erase(0, opening.size());
            break;
        }
    const auto split = squeezed(words) == words && contains(text.text, U" ") ? text.text : words;
    for (std::size_t at = 0; at < split.size();) {
        if (contains_any(split.substr(at, 1), {U" ", U"和", U"跟", U"第", U"选", U"是", U"要", U"还", U"有", U"."})) {
            ++at;
            continue;
        }
        const auto before = at;
        const auto place = read_number(split, at);
        if (at == before || place == 0 || place > count) return {};
        at = skip_counter(split, at);
        if (std::find(out.begin(), out.end(), place) == out.end()) out.push_back(place);
    }
    return out;
}

}  // namespace warmline::bot::talk
