#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "train.hpp"

namespace {

using namespace warmline::bot::training;

void write(const std::filesystem::path& file, std::string_view bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

/// warmline_train CONFIG_FOLDER PRODUCT QUALITY [PERCENT]: makes the product that the reader is built with, and says
/// how good it is on messages held out. PERCENT is how much of the corpus is learnt from (scripts/judge --curve).
int main(int count, char** arguments) {
    if (count != 4 && count != 5) {
        std::fputs("usage: warmline_train CONFIG_FOLDER PRODUCT QUALITY [PERCENT]\n", stderr);
        return 2;
    }
    try {
        TrainSettings settings{.config = arguments[1], .corpus = {}};
        if (count == 5) settings.percent = std::stoul(arguments[4]);
        const auto trained = train_reader(settings, [](const std::string& line) { fmt::print("{}\n", line); });
        write(arguments[2], {reinterpret_cast<const char*>(trained.product.data()), trained.product.size()});
        write(arguments[3], trained.quality);
        fmt::print("on held-out messages {}\n{} bytes\n", trained.quality, trained.product.size());
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "warmline_train: {}\n", error.what());
        return 1;
    }
}
