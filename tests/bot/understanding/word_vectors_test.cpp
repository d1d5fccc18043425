#include "word_vectors.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>
#include <string_view>

#include "features.hpp"
#include "support/where.hpp"

namespace warmline::bot::training {
namespace {

const std::filesystem::path shipped = std::filesystem::path(WARMLINE_SOURCE_DIR) / "config/words";

float likeness(const WordVectors& words, std::u32string_view one, std::u32string_view other) {
    const auto first = words.place(ngram_hash(one)), second = words.place(ngram_hash(other));
    if (!first || !second) return -1;
    const auto &a = words.vector(*first), &b = words.vector(*second);
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
}

TEST(WordVectors, WordsOfLikeUseAreNear) {
    const WordVectors words(shipped);
    EXPECT_GT(likeness(words, U"难受", U"难过"), 0.6F);
    EXPECT_GT(likeness(words, U"难受", U"难过"), likeness(words, U"难受", U"口罩") + 0.3F);
    EXPECT_NEAR(likeness(words, U"口罩", U"口罩"), 1.0F, 0.02F);
}

TEST(WordVectors, KnowsOnlyWhatIsListed) {
    const WordVectors words(shipped);
    EXPECT_GT(words.size(), 10'000U);
    EXPECT_FALSE(words.place(ngram_hash(U"龘靐")));
}

class BrokenWords : public testing::Test {
protected:
    BrokenWords() { std::filesystem::create_directories(folder_); }
    ~BrokenWords() override { std::filesystem::remove_all(folder_); }
    void write(std::string_view words, std::size_t vectors) const {
        std::ofstream(folder_ / "words.txt") << words;
        std::ofstream(folder_ / "vectors.i8", std::ios::binary) << std::string(vectors * word_depth, '\x01');
    }
    void expect_error(std::string_view what) const {
        try {
            const WordVectors words(folder_);
            ADD_FAILURE() << "no error";
        } catch (const std::runtime_error& error) {
            EXPECT_NE(std::string_view(error.what()).find(what), std::string_view::npos) << error.what();
        }
    }

private:
    const std::filesystem::path folder_ = std::filesystem::path(WARMLINE_BINARY_DIR) / "word_vectors_test";
};

TEST_F(BrokenWords, AreRefusedWithTheReason) {
    expect_error("words.txt");
    write("口罩\n车\n", 1);
    expect_error("more words than vectors");
    write("口罩\n", 2);
    expect_error("more vectors than words");
    write("车\n车\n", 2);
    expect_error("stands twice");
}

}  // namespace
}  // namespace warmline::bot::training
