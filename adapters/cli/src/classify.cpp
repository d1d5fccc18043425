#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "bot/explain.hpp"
#include "bot/message.hpp"
#include "bot/reader.hpp"
#include "bot/understanding_json.hpp"
#include "commands.hpp"
#include "service.hpp"

namespace warmline::cli {
namespace {

/// What the second reader makes of the text, and what comes of both readings.
std::string second_words(const settings::SecondReader& settings, const bot::Reader& reader, const std::string& text,
                         const bot::Explanation& explanation) {
    bot::Message message;
    message.text = text;
    if (!bot::worth_a_second_reading(explanation.understanding, message, {}, {})) return "not asked about this";
    asio::io_context context(1);
    second_reader::Client client(context.get_executor(), second_reader_settings(settings));
    std::string words;
    const auto masked = reader.mask(text);
    asio::co_spawn(context, client.ask(masked, std::chrono::steady_clock::now() + client.patience()),
                   [&](const std::exception_ptr& failure, const ports::SecondOpinion& opinion) {
                       if (failure || opinion.what != ports::SecondOpinion::What::answered)
                           words = "no use of it: " + opinion.why;
                       else
                           words = bot::join_readings(explanation.understanding, opinion.reading).why;
                   });
    context.run();
    return fmt::format("asked 「{}」; {}", masked.text(), words);
}

}  // namespace

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

int classify_text(const std::string& text, const std::string& config) {
    const bot::Reader reader;
    const auto explanation = reader.explain(text);
    fmt::print("{}", explanation.words);
    if (config.empty()) return 0;
    const auto settings = read_settings(config, {});
    if (!settings) return 2;
    fmt::print("second reader: {}\n",
               settings->second_reader ? second_words(*settings->second_reader, reader, text, explanation) : "off");
    return 0;
}

}  // namespace warmline::cli
