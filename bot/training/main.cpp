#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "train.hpp"

namespace {

using namespace warmline::bot::training;

nlohmann::ordered_json figures(const Quality& q) {
    return {{"needs_f1", q.needs_f1},           {"intents_f1", q.intents_f1},   {"urgency_right", q.urgency_right},
            {"alarm_recall", q.alarm_recall},   {"alarm_false", q.alarm_false}, {"yes_recall", q.yes_recall},
            {"yes_precision", q.yes_precision}, {"sure_share", q.sure_share},   {"sure_right", q.sure_right},
            {"ask_share", q.ask_share},         {"ask_right", q.ask_right},     {"person_share", q.person_share}};
}

void write(const std::filesystem::path& file, std::string_view bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

/// warmline_train CONFIG_FOLDER PRODUCT QUALITY: makes the product that the reader is built with, and says how good it
/// is on messages held out.
int main(int count, char** arguments) {
    if (count != 4) {
        std::fputs("usage: warmline_train CONFIG_FOLDER PRODUCT QUALITY\n", stderr);
        return 2;
    }
    try {
        const auto trained = train_reader({.config = arguments[1], .corpus = {}},
                                          [](const std::string& line) { fmt::print("{}\n", line); });
        const auto quality = figures(trained.held_out).dump(2);
        write(arguments[2], {reinterpret_cast<const char*>(trained.product.data()), trained.product.size()});
        write(arguments[3], quality);
        fmt::print("on held-out messages {}\n{} bytes\n", quality, trained.product.size());
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "warmline_train: {}\n", error.what());
        return 1;
    }
}
