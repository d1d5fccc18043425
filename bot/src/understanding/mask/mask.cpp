#include "bot/mask.hpp"

#include <algorithm>
#include <array>

#include "../reading.hpp"
#include "../slots/slots.hpp"
#include "bot/message.hpp"
#include "personal.hpp"

namespace warmline::bot {
namespace {

using mask::PersonalSpans;

constexpr std::string_view opening = "⟦", closing = "⟧";

std::string_view name_of(Personal kind) {
    constexpr std::array<std::string_view, 6> names = {"电话", "证件", "编号", "姓名", "地址", "联系方式"};
    return names[static_cast<std::size_t>(kind)];
}

/// A place that is somebody's: with a number, below a district, or named like a home. 「小学四年级」 is none.
bool is_home(std::u32string_view words, const slots::Candidate& place) {
    constexpr std::array<std::u32string_view, 14> homes = {U"小区", U"花园", U"新村", U"公寓", U"宿舍",
                                                           U"家园", U"公馆", U"大院", U"苑",   U"巷",
                                                           U"村",   U"路",   U"街",   U"大道"};
    constexpr std::uint8_t by_word = 2;  // see places.cpp
    if (place.traits[0] != by_word || std::any_of(words.begin(), words.end(), is_digit)) return true;
    return words.size() > 2 &&
           std::any_of(homes.begin(), homes.end(), [&](auto home) { return words.ends_with(home); });
}

void find_addresses(const NormalText& text, std::span<const Mention> mentions, PersonalSpans& found) {
    const auto hospitals = slots::hospital_spans(slots::hospital_candidates(text, mentions));
    for (const auto& place : slots::address_candidates(text, mentions, hospitals))
        if (is_home(text.text(place.span), place)) found.push_back({place.span, Personal::address});
}

void find_known(const NormalText& text, const Normaliser& normalise, std::span<const KnownPersonal> known,
                PersonalSpans& found) {
    for (const auto& one : known) {
        const NormalText wanted = normalise(one.text);
        if (wanted.size() < 2) continue;  // one character stands everywhere
        for (auto at = text.text().find(wanted.text()); at != std::u32string_view::npos;
             at = text.text().find(wanted.text(), at + wanted.size())) {
            const auto begin = static_cast<std::uint32_t>(at);
            found.push_back({{begin, begin + wanted.size()}, one.kind});
        }
    }
}

/// A whole name that was found once is one wherever it stands.
void find_again(std::u32string_view text, PersonalSpans& found) {
    PersonalSpans again;
    for (const auto& one : found) {
        if (one.kind != Personal::name || one.span.size() < 2) continue;  // a surname alone may be any word
        const auto name = text.substr(one.span.begin, one.span.size());
        for (auto at = text.find(name); at != std::u32string_view::npos; at = text.find(name, at + name.size())) {
            const auto begin = static_cast<std::uint32_t>(at);
            again.push_back({{begin, begin + one.span.size()}, one.kind});
        }
    }
    found.insert(found.end(), again.begin(), again.end());
}

/// In the order of the text; what overlaps becomes one, of the kind of what begins first.
PersonalSpans merged(PersonalSpans found) {
    std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
        return left.span.begin != right.span.begin ? left.span.begin < right.span.begin
                                                   : left.span.size() > right.span.size();
    });
    PersonalSpans out;
    for (const auto& one : found) {
        if (!out.empty() && one.span.begin < out.back().span.end)
            out.back().span.end = std::max(out.back().span.end, one.span.end);
        else
            out.push_back(one);
    }
    return out;
}

/// What looks like a placeholder in the text as it came is none.
void append_as_written(std::string& out, std::string_view piece) {
    for (std::size_t at = 0; at < piece.size();) {
        const bool bracket = piece.substr(at).starts_with(opening) || piece.substr(at).starts_with(closing);
        out += bracket ? ' ' : piece[at];
        at += bracket ? opening.size() : 1;
    }
}

}  // namespace

std::string Masked::place(Personal kind, std::string_view text) {
    int of_kind = 1;
    for (const auto& value : values_) {
        if (!value.placeholder.starts_with(std::string(opening) + std::string(name_of(kind)))) continue;
        if (value.text == text) return value.placeholder;
        ++of_kind;
    }
    values_.push_back(
        {std::string(opening) + std::string(name_of(kind)) + std::to_string(of_kind) + std::string(closing),
         std::string(text)});
    return values_.back().placeholder;
}

std::optional<std::string> Masked::unmask(std::string_view value) const {
    std::string out;
    while (!value.empty()) {
        if (value.starts_with(closing)) return std::nullopt;
        if (!value.starts_with(opening)) {
            out += value.front();
            value.remove_prefix(1);
            continue;
        }
        const auto known = std::find_if(values_.begin(), values_.end(),
                                        [&](const Value& one) { return value.starts_with(one.placeholder); });
        if (known == values_.end()) return std::nullopt;
        out += known->text;
        value.remove_prefix(known->placeholder.size());
    }
    return out;
}

Masked Reader::mask(std::string_view text, std::span<const KnownPersonal> known) const {
    text = text.substr(0, text_bytes_max);  // what is not read does not leave
    const NormalText normal = impl_->normalise(text);
    const auto mentions = impl_->gazetteer.find(normal.text());
    PersonalSpans found;
    find_known(normal, impl_->normalise, known, found);
    mask::find_numbers(normal.text(), found);  // first: an identity number may end in a letter
    mask::find_accounts(normal.text(), found);
    find_addresses(normal, mentions, found);
    mask::find_houses(normal.text(), found);
    mask::find_names(normal.text(), mentions, found);
    find_again(normal.text(), found);
    Masked out;
    std::uint32_t written = 0;
    for (const auto& one : merged(std::move(found))) {
        const auto begin = normal.byte_begin(one.span.begin);
        append_as_written(out.text_, text.substr(written, begin - written));
        out.text_ += out.place(one.kind, normal.written(one.span));
        written = normal.byte_end(one.span.end - 1);
    }
    if (written < text.size()) append_as_written(out.text_, text.substr(written));
    return out;
}

}  // namespace warmline::bot
