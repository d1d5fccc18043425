#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "bot/reader.hpp"
#include "support/where.hpp"
#include "train.hpp"

namespace warmline::bot::training {
namespace {

/// Every tenth line of the corpus, in a folder of its own that goes away again.
class Sample {
public:
    Sample() : folder_(std::filesystem::path(WARMLINE_BINARY_DIR) / "training_test_corpus") {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        for (const char* name : {"messages.jsonl", "clauses.tsv"}) {
            std::ifstream in(std::filesystem::path(WARMLINE_SOURCE_DIR) / "config/corpus" / name);
            std::ofstream out(folder_ / name);
            std::string line;
            for (int number = 0; std::getline(in, line); ++number)
                if (number % 10 == 0) out << line << '\n';
        }
    }
    ~Sample() { std::filesystem::remove_all(folder_); }
    [[nodiscard]] Trained train() const {
        return train_reader(
            {.config = std::filesystem::path(WARMLINE_SOURCE_DIR) / "config", .corpus = folder_, .folds = 2},
            [](const std::string&) {});
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

TEST(Training, GivesTheSameBytesForTheSameCorpus) {
    const Sample sample;
    const auto first = sample.train(), second = sample.train();
    ASSERT_GT(first.product.size(), 1000U);
    EXPECT_EQ(first.product, second.product);
}

TEST(Training, TaughtExamplesAreLearntFromAndNeverJudgedOn) {
    const Sample sample;
    const auto before = sample.train();
    std::ofstream(sample.folder() / "taught.jsonl")
        << R"({"id":"x","channel":"wechat","text":"要一辆车去医院","intents":["request"],"needs":["transport"],)"
        << R"("urgency":"normal","slots":{},"source":"answer"})" << '\n';
    const auto after = sample.train();
    EXPECT_NE(after.product, before.product);
    const auto messages = [](const Trained& trained) { return nlohmann::json::parse(trained.quality).at("messages"); };
    EXPECT_EQ(messages(after), messages(before));
}

TEST(Training, NamesTheLineThatCannotBeRead) {
    const Sample sample;
    std::ofstream(sample.folder() / "clauses.tsv", std::ios::app) << "no.such.need\t文字\n";
    try {
        static_cast<void>(sample.train());
        FAIL() << "a code that is not in the taxonomy was taken";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("clauses.tsv:"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("no.such.need"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace warmline::bot::training
