#include <fasttext/fasttext.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <new>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/reader.hpp"

// What understanding one message costs, beside fastText's own prediction for the same text: `reader_bench
// CONFIG_FOLDER`. Times are of the processor, so that a busy machine counts less; look at the ratio.
namespace {

std::size_t allocations = 0;  // of the whole program, which has one thread while it measures

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(std::max<std::size_t>(size, 1))) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

struct Text {
    std::string plain, spaced, labels;
};

/// fastText wants its tokens apart: each character is one.
std::string spaced(const std::string& text) {
    std::string result;
    for (const char byte : text) {
        const bool begins = (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
        if (begins && !result.empty()) result += ' ';
        if (byte != '\n' && byte != ' ') result += byte;
    }
    return result;
}

std::vector<Text> messages(const std::filesystem::path& folder) {
    std::vector<Text> texts;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".jsonl") continue;
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);) {
            const auto message = nlohmann::json::parse(line);
            Text text;
            text.plain = message.at("text").get<std::string>();
            text.spaced = spaced(text.plain);
            for (const auto& need : message.at("needs")) text.labels += "__label__" + need.get<std::string>() + " ";
            texts.push_back(std::move(text));
        }
    }
    return texts;
}

/// A model of the kind and size one would train for this.
void train(fasttext::FastText& model, const std::vector<Text>& texts) {
    const auto file = std::filesystem::temp_directory_path() / "warmline_reader_bench.txt";
    std::ofstream out(file);
    for (const Text& text : texts)
        if (!text.labels.empty()) out << text.labels << text.spaced << '\n';
    out.close();
    fasttext::Args args;
    args.input = file.string();
    args.model = fasttext::model_name::sup;
    args.loss = fasttext::loss_name::ova;
    args.minCount = 1;
    args.minn = args.maxn = 0;
    args.wordNgrams = 4;
    args.dim = 50;
    args.bucket = 200'000;
    args.epoch = 3;
    args.thread = 1;
    args.verbose = 0;
    model.train(args);
    std::filesystem::remove(file);
}

/// What the work costs a text.
struct Cost {
    double median_us = 0, p99_us = 0;  ///< of the processor
    double allocations = 0;            ///< at the median
};

double at_share(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(static_cast<double>(values.size() - 1) * share)];
}

template <class Work>
Cost measure(const std::vector<Text>& texts, Work work) {
    std::vector<double> times, counts;
    for (const Text& text : texts) {
        const std::size_t before = allocations;
        timespec begin{}, end{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
        work(text);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
        counts.push_back(static_cast<double>(allocations - before));
        times.push_back(1e6 * static_cast<double>(end.tv_sec - begin.tv_sec) +
                        1e-3 * static_cast<double>(end.tv_nsec - begin.tv_nsec));
    }
    return {at_share(times, 0.5), at_share(times, 0.99), at_share(counts, 0.5)};
}

void print(const char* name, const Cost& cost, int digits) {
    fmt::print("{:<12}{:>12.{}f}{:>12.{}f}{:>14.{}f}\n", name, cost.median_us, digits, cost.p99_us, digits,
               cost.allocations, digits);
}

}  // namespace

int main(int count, char** arguments) {
    const auto texts = messages(std::filesystem::path(count > 1 ? arguments[1] : "config") / "corpus");
    const warmline::bot::Reader reader;
    fasttext::FastText model;
    train(model, texts);
    std::size_t seen = 0;
    const auto read = [&](const Text& text) { seen += reader.read(text.plain).intents.size(); };
    const auto predict = [&](const Text& text) {
        std::istringstream in(text.spaced + "\n");
        std::vector<std::pair<fasttext::real, std::string>> predictions;
        model.predictLine(in, predictions, 5, 0.1F);
        seen += predictions.size();
    };
    static_cast<void>(measure(texts, read));  // warm
    const Cost ours = measure(texts, read), theirs = measure(texts, predict);
    fmt::print("{} messages ({})\n{:<12}{:>12}{:>12}{:>14}\n", texts.size(), seen, "", "median us", "p99 us",
               "allocations");
    print("reader", ours, 1);
    print("fastText", theirs, 1);
    print("ratio",
          {ours.median_us / theirs.median_us, ours.p99_us / theirs.p99_us, ours.allocations / theirs.allocations}, 2);
    return 0;
}
