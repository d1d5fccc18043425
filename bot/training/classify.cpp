#include <ctime>
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
    std::clock_t spent = 0;  // of the processor, so that a busy machine does not count
    long lines = 0;
    for (std::string line; std::getline(std::cin, line);) {
        const auto message = nlohmann::json::parse(line);
        const auto text = message.at("text").get<std::string>();
        const auto channel = message.value("channel", "wechat");
        const auto begin = std::clock();
        const auto understanding = reader.read(text, channel);
        spent += std::clock() - begin;
        ++lines;
        std::cout << to_json_line(message.value("id", ""), understanding) << '\n';
    }
    if (lines > 0)
        std::cerr << 1e6 * static_cast<double>(spent) / CLOCKS_PER_SEC / static_cast<double>(lines)
                  << " microseconds of the processor a message\n";
    return 0;
}
