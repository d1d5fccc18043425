#include <chrono>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "bot/explain.hpp"
#include "bot/reader.hpp"
#include "bot/understanding_json.hpp"

/// warmline_read: lines {"id","channel","text"} in, lines of to_json_line out. With one argument: explains that text.
int main(int count, char** arguments) {
    using namespace warmline::bot;
    const Reader reader;
    if (count > 1) {
        std::cout << reader.explain(arguments[1]).words << to_json_line("text", reader.read(arguments[1])) << '\n';
        return 0;
    }
    std::chrono::nanoseconds spent{0};
    long lines = 0;
    for (std::string line; std::getline(std::cin, line);) {
        const auto message = nlohmann::json::parse(line);
        const auto text = message.at("text").get<std::string>();
        const auto channel = message.value("channel", "wechat");
        const auto begin = std::chrono::steady_clock::now();
        const auto understanding = reader.read(text, channel);
        spent += std::chrono::steady_clock::now() - begin;
        ++lines;
        std::cout << to_json_line(message.value("id", ""), understanding) << '\n';
    }
    if (lines > 0)
        std::cerr << std::chrono::duration<double, std::micro>(spent).count() / static_cast<double>(lines)
                  << " microseconds a message\n";
    return 0;
}
