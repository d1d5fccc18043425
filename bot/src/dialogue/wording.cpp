#include "bot/wording.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "keys.hpp"

namespace warmline::bot {
namespace {

/// @return the place after the closing brace of the field that opens at `open`
std::size_t end_of_field(std::string_view text, std::size_t open) {
    const auto close = text.find('}', open);
    if (close == std::string_view::npos || close == open + 1) return std::string_view::npos;
    for (auto i = open + 1; i < close; ++i)
        if (text[i] != '_' && (text[i] < 'a' || text[i] > 'z')) return std::string_view::npos;
    return close + 1;
}

bool is_whole(std::string_view text) {
    for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos; at = text.find_first_of("{}", at)) {
        if (text[at] == '}') return false;
        at = end_of_field(text, at);
        if (at == std::string_view::npos) return false;
    }
    return !text.empty();
}

}  // namespace

Wording::Wording(const nlohmann::json& j) {
    if (!j.is_object()) throw std::runtime_error("wording: must be an object of templates by key");
    for (const auto& [key, text] : j.items()) {
        if (!text.is_string()) throw std::runtime_error("wording: /" + key + " must be a text");
        if (!is_whole(text.get_ref<const std::string&>()))
            throw std::runtime_error("wording: /" + key +
                                     " is empty or has a broken {field}; fields are lower-case names in braces");
        templates_.emplace(key, text.get<std::string>());
    }
    for (const auto key : talk::required_keys)
        if (!templates_.contains(key))
            throw std::runtime_error("wording: /" + std::string{key} + " is missing; add it");
}

bool Wording::has(std::string_view key) const { return templates_.contains(key); }

std::string Wording::say(std::string_view key, const std::map<std::string, std::string>& fields) const {
    const auto it = templates_.find(key);
    if (it == templates_.end()) return std::string{key};
    const std::string_view text = it->second;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = std::min(text.find('{', at), text.size());
        out += text.substr(at, open - at);
        if (open == text.size()) break;
        const auto end = end_of_field(text, open);
        const auto field = fields.find(std::string{text.substr(open + 1, end - open - 2)});
        if (field != fields.end()) out += field->second;
        at = end;
    }
    return out;
}

}  // namespace warmline::bot
