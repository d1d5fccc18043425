#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "bot/reader.hpp"
#include "bot/second_reading.hpp"

namespace warmline::second_reader {

inline const bot::Reader& reader() {
    static const bot::Reader one;
    return one;
}

inline nlohmann::json reading() {
    return {{"intents", {"request"}},
            {"needs", {"living.groceries"}},
            {"urgency", "normal"},
            {"slots", nlohmann::json::object()}};
}

inline nlohmann::json completion(const std::string& content) {
    return {{"choices", {{{"message", {{"role", "assistant"}, {"content", content}}}, {"finish_reason", "stop"}}}}};
}

}  // namespace warmline::second_reader
