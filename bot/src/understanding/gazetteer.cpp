#include "gazetteer.hpp"

#include <algorithm>
#include <array>

namespace warmline::bot {
namespace {

char32_t second_of(std::u32string_view text) { return text.size() > 1 ? text[1] : U'\0'; }

}  // namespace

Gazetteer::Gazetteer(std::vector<Name> names) : names_(std::move(names)), starts_(0x10001) {
    std::erase_if(names_, [](const Name& name) { return name.text.empty() || name.text.front() >= 0x10000; });
    std::stable_sort(names_.begin(), names_.end(), [](const Name& left, const Name& right) {
        if (left.text.front() != right.text.front()) return left.text.front() < right.text.front();
        if (second_of(left.text) != second_of(right.text)) return second_of(left.text) < second_of(right.text);
        return left.text.size() > right.text.size();
    });
    for (const Name& name : names_) {
        ++starts_[name.text.front() + 1];
        seconds_.push_back(second_of(name.text));
    }
    for (std::size_t at = 1; at < starts_.size(); ++at) starts_[at] += starts_[at - 1];
}

std::vector<Mention> Gazetteer::find(std::u32string_view text) const {
    std::vector<Mention> mentions;
    std::array<std::uint32_t, 8> free_from{};  // for each kind: where its last mention ended
    const auto try_names = [&](std::uint32_t at, std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < std::min(end, begin + names_tried_max); ++i) {
            const Name& name = names_[static_cast<std::size_t>(i)];
            auto& free = free_from[static_cast<std::size_t>(name.kind)];
            if (at < free || !text.substr(at).starts_with(name.text)) continue;
            free = at + static_cast<std::uint32_t>(name.text.size());
            mentions.push_back({name.kind, {at, free}});
        }
    };
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        if (text[at] >= 0x10000) continue;
        const auto begin = seconds_.begin() + starts_[text[at]], end = seconds_.begin() + starts_[text[at] + 1];
        if (begin == end) continue;
        if (at + 1 < text.size()) {
            const auto [first, last] = std::equal_range(begin, end, text[at + 1]);
            try_names(at, first - seconds_.begin(), last - seconds_.begin());
        }
        const auto alone = std::upper_bound(begin, end, U'\0');  // names of one character
        try_names(at, begin - seconds_.begin(), alone - seconds_.begin());
    }
    return mentions;
}

}  // namespace warmline::bot
