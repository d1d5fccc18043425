#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "train.hpp"

namespace {

using namespace warmline::bot::training;

std::string words(const Quality& q) {
    std::string table = "held-out messages            \n";
    const auto row = [&](std::string_view what, double value) {
        table += fmt::format("  {:<28}{:.3f}\n", what, value);
    };
    row("needs, micro-F1", q.needs_f1);
    row("intents, micro-F1", q.intents_f1);
    row("urgency right", q.urgency_right);
    row("alarm raised, of crises", q.alarm_recall);
    row("alarm raised, of others", q.alarm_false);
    row("alarm yes, of crises", q.yes_recall);
    row("alarm yes right", q.yes_precision);
    row("sure, share", q.sure_share);
    row("sure, right", q.sure_right);
    row("ask, share", q.ask_share);
    row("ask, right one offered", q.ask_right);
    row("person, share", q.person_share);
    return table;
}

}  // namespace

/// warmline_train CONFIG_FOLDER OUTPUT: makes the product that the reader is built with, and prints how good it is.
int main(int count, char** arguments) {
    if (count != 3) {
        std::fputs("usage: warmline_train CONFIG_FOLDER OUTPUT\n", stderr);
        return 2;
    }
    try {
        const auto trained = train_reader({.config = arguments[1], .corpus = {}},
                                          [](const std::string& line) { fmt::print("{}\n", line); });
        std::ofstream out(arguments[2], std::ios::binary | std::ios::trunc);
        out.write(reinterpret_cast<const char*>(trained.product.data()),
                  static_cast<std::streamsize>(trained.product.size()));
        out.close();
        if (!out) throw std::runtime_error(std::string("cannot write ") + arguments[2]);
        fmt::print("{}product {:.1f} MiB\n", words(trained.held_out), double(trained.product.size()) / (1 << 20));
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "warmline_train: {}\n", error.what());
        return 1;
    }
}
