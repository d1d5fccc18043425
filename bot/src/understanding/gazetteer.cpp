#include "gazetteer.hpp"

#include <algorithm>
#include <array>

namespace warmline::bot {

Gazetteer::Gazetteer(std::vector<Name> names) : names_(std::move(names)), starts_(0x10001) {
    std::erase_if(names_, [](const Name& name) { return name.text.empty() || name.text.front() >= 0x10000; });
    std::stable_sort(names_.begin(), names_.end(), [](const Name& left, const Name& right) {
        if (left.text.front() != right.text.front()) return left.text.front() < right.text.front();
        return left.text.size() > right.text.size();
    });
    for (const Name& name : names_) {
        ++starts_[name.text.front() + 1];
        seconds_.push_back(name.text.size() > 1 ? name.text[1] : U'\0');
    }
    for (std::size_t at = 1; at < starts_.size(); ++at) starts_[at] += starts_[at - 1];
}

std::vector<Mention> Gazetteer::find(std::u32string_view text) const {
    std::vector<Mention> mentions;
    std::array<std::uint32_t, 8> free_from{};  // for each kind: where its last mention ended
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        if (text[at] >= 0x10000) continue;
        const std::uint32_t begin = starts_[text[at]];
        const std::uint32_t end = std::min<std::uint32_t>(starts_[text[at] + 1], begin + names_tried_max);
        const char32_t next = at + 1 < text.size() ? text[at + 1] : U'\0';
        for (std::uint32_t i = begin; i < end; ++i) {
            if (seconds_[i] != next && seconds_[i] != U'\0') continue;
            const Name& name = names_[i];
            auto& free = free_from[static_cast<std::size_t>(name.kind)];
            if (at < free || !text.substr(at).starts_with(name.text)) continue;
            free = at + static_cast<std::uint32_t>(name.text.size());
            mentions.push_back({name.kind, {at, free}});
        }
    }
    return mentions;
}

}  // namespace warmline::bot
