#include <fasttext/fasttext.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/reader.hpp"

// What understanding one message costs, beside fastText's own prediction for the same text: `reader_bench
// CONFIG_FOLDER`. Times are of the processor, so that a busy machine counts less; look at the ratio.
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

/// Microseconds of the processor for each text, sorted.
template <class Work>
std::vector<double> measure(const std::vector<Text>& texts, Work work) {
    std::vector<double> times;
    for (const Text& text : texts) {
        timespec begin{}, end{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
        work(text);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
        times.push_back(1e6 * static_cast<double>(end.tv_sec - begin.tv_sec) +
                        1e-3 * static_cast<double>(end.tv_nsec - begin.tv_nsec));
    }
    std::sort(times.begin(), times.end());
    return times;
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
    const auto ours = measure(texts, read), theirs = measure(texts, predict);
    const auto at = [](const std::vector<double>& times, double share) {
        return times[static_cast<std::size_t>(static_cast<double>(times.size() - 1) * share)];
    };
    fmt::print("{} messages ({})\n{:<12}{:>10}{:>10}\n", texts.size(), seen, "", "median us", "p99 us");
    fmt::print("{:<12}{:>10.1f}{:>10.1f}\n", "reader", at(ours, 0.5), at(ours, 0.99));
    fmt::print("{:<12}{:>10.1f}{:>10.1f}\n", "fastText", at(theirs, 0.5), at(theirs, 0.99));
    fmt::print("{:<12}{:>10.2f}{:>10.2f}\n", "ratio", at(ours, 0.5) / at(theirs, 0.5),
               at(ours, 0.99) / at(theirs, 0.99));
    return 0;
}
