#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "bot/explain.hpp"
#include "bot/message.hpp"
#include "bot/reader.hpp"
#include "bot/understanding_json.hpp"
#include "commands.hpp"

namespace warmline::cli {

int classify_lines() {
    const bot::Reader reader;
    std::string line;
    int number = 0;
    bool good = true;
    while (std::getline(std::cin, line)) {
        ++number;
        if (line.empty()) continue;
        const auto j = nlohmann::json::parse(line, nullptr, false);
        if (!j.is_object() || !j.contains("text") || !j.at("text").is_string()) {
            fmt::print(stderr, "line {}: is no JSON object with a \"text\"; skipped\n", number);
            good = false;
            continue;
        }
        const auto id =
            j.contains("id") && j.at("id").is_string() ? j.at("id").get<std::string>() : std::to_string(number);
        const auto channel =
            j.contains("channel") && j.at("channel").is_string() ? j.at("channel").get<std::string>() : "wechat";
        fmt::print("{}\n", bot::to_json_line(id, reader.read(j.at("text").get<std::string>(), channel)));
    }
    return good ? 0 : 2;
}

int classify_text(const std::string& text) {
    const bot::Reader reader;
    fmt::print("{}", reader.explain(text).words);
    return 0;
}

}  // namespace warmline::cli
