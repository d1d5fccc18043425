#include "bot/example.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace warmline::bot {
namespace {

constexpr std::array sources{"answer", "correction"};
constexpr std::array urgencies{"normal", "urgent", "crisis"};

template <class Enum, std::size_t N>
Enum named(const std::array<const char*, N>& names, const std::string& name) {
    const auto place = std::find(names.begin(), names.end(), name);
    return place == names.end() ? Enum{} : static_cast<Enum>(place - names.begin());
}

}  // namespace

nlohmann::ordered_json to_json(const Example& example) {
    return {{"channel", example.channel},
            {"text", example.text},
            {"intents", example.intents},
            {"needs", example.needs},
            {"urgency", urgencies.at(static_cast<std::size_t>(example.urgency))},
            {"slots", nlohmann::ordered_json::object()},
            {"source", sources.at(static_cast<std::size_t>(example.source))}};
}

Example example_from(const nlohmann::ordered_json& j) {
    Example example;
    example.source = named<Example::Source>(sources, j.at("source").get<std::string>());
    j.at("channel").get_to(example.channel);
    j.at("text").get_to(example.text);
    j.at("intents").get_to(example.intents);
    j.at("needs").get_to(example.needs);
    example.urgency = named<Urgency>(urgencies, j.at("urgency").get<std::string>());
    return example;
}

}  // namespace warmline::bot
