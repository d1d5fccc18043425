#include <gtest/gtest.h>

#include "settings/programme_file.hpp"
#include "support/where.hpp"

namespace warmline::settings {
namespace {

TEST(Weights, WhatIsNotNamedStaysAndTheRestIsRead) {
    dispatcher::Weights usual;
    usual.idle = 7;
    const auto read = weights_in("w.json", R"({"answers": 0, "free": 100})", usual);
    const auto* weights = std::get_if<dispatcher::Weights>(&read);
    ASSERT_TRUE(weights);
    EXPECT_EQ(weights->answers, 0);
    EXPECT_EQ(weights->free, 100);
    EXPECT_EQ(weights->idle, 7);
}

TEST(Weights, WhatIsWrongIsSaidWithItsPlace) {
    struct {
        const char *why, *text, *says;
    } const rows[] = {
        {"beyond a hundred", R"({"free": 101})", "w.json#/free: "},
        {"below nothing", R"({"free": -1})", "w.json#/free: "},
        {"half a point", R"({"free": 1.5})", "w.json#/free: "},
        {"a number that no computer holds", R"({"free": 1e999})", "w.json#: holds a number"},
        {"an unknown weight", R"({"luck": 5})", "w.json#/luck: "},
        {"no JSON", R"({"free":)", "w.json#: is not JSON at line 1"},
        {"nothing", "", "w.json#: is not JSON at line 1"},
        {"no object", "[1]", "w.json#: "},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto read = weights_in("w.json", row.text, {});
        const auto* problems = std::get_if<Problems>(&read);
        ASSERT_TRUE(problems);
        ASSERT_FALSE(problems->empty());
        EXPECT_EQ(to_line(problems->front()).find(row.says), 0U) << to_line(problems->front());
    }
}

TEST(Weights, AFileThatIsNotThereIsSaid) {
    const auto read = load_weights(WARMLINE_SOURCE_DIR "/config/no-such-file.json", {});
    ASSERT_TRUE(std::holds_alternative<Problems>(read));
    EXPECT_EQ(std::get<Problems>(read).front().message, "cannot be read");
}

}  // namespace
}  // namespace warmline::settings
