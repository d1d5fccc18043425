#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "dialogue/keys.hpp"
#include "stage.hpp"
#include "support/where.hpp"

namespace warmline::bot::testing {
namespace {

std::string sources() {
    std::ostringstream out;
    for (const auto& entry : std::filesystem::directory_iterator{WARMLINE_SOURCE_DIR "/bot/src/dialogue"})
        if (entry.path().extension() == ".cpp") out << std::ifstream{entry.path()}.rdbuf();
    out << std::ifstream{WARMLINE_SOURCE_DIR "/bot/include/bot/calendar.hpp"}.rdbuf();  // what the edge says
    return out.str();
}

TEST(Wording, FileAndCodeHaveTheSameKeys) {
    std::set<std::string> in_file, in_code;
    const auto shipped = shipped_wording();
    for (const auto& [key, text] : shipped.items()) in_file.insert(key);
    for (const auto key : talk::required_keys) in_code.emplace(key);
    EXPECT_EQ(in_file, in_code);
}

TEST(Wording, NoTemplateIsUnused) {
    // Asked for by slot: the programme names them.
    const std::set<std::string> by_slot{"ask.address", "ask.child_grade", "ask.district", "ask.hospital", "ask.items",
                                        "ask.people",  "ask.phone",       "ask.name",     "ask.subject",  "ask.when"};
    const auto code = sources();
    for (const auto key : talk::required_keys) {
        if (by_slot.contains(std::string{key})) continue;
        EXPECT_NE(code.find("\"" + std::string{key} + "\""), std::string::npos) << key;
    }
}

TEST(Wording, FillsItsFields) {
    auto j = shipped_wording();
    j["ack"] = "{a}和{b_c}，{nobody}{a}";
    const Wording wording{j};
    EXPECT_EQ(wording.say("ack", {{"a", "甲"}, {"b_c", "{a}"}}), "甲和{a}，甲")
        << "what is filled in is not read again";
    EXPECT_EQ(wording.say("no such key"), "no such key");
    EXPECT_TRUE(wording.has("ack"));
    EXPECT_FALSE(wording.has("no such key"));
}

TEST(Wording, BrokenOnesAreRefusedByName) {
    struct {
        const char* why;
        nlohmann::json text;
    } const rows[] = {{"open brace", "甲{a"}, {"close brace", "甲a}"}, {"empty field", "{}"},
                      {"no name", "{A b}"},   {"empty", ""},           {"no text", 5}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto j = shipped_wording();
        j["thanks"] = row.text;
        try {
            const Wording wording{j};
            FAIL() << "taken";
        } catch (const std::runtime_error& e) {
            EXPECT_NE(std::string{e.what()}.find("/thanks"), std::string::npos) << e.what();
        }
    }
    auto j = shipped_wording();
    j.erase("thanks");
    EXPECT_THROW(Wording{j}, std::runtime_error);
    EXPECT_THROW(Wording{nlohmann::json::array()}, std::runtime_error);
}

TEST(Wording, IsShortAndPlain) {
    const auto shipped = shipped_wording();
    for (const auto& [key, value] : shipped.items()) {
        const auto text = value.get<std::string>();
        EXPECT_LE(text.size(), 600U) << key;
        for (const char* officialese : {"尊敬的", "敬请", "特此", "贵方", "予以", "温馨提示", "亲~"})
            EXPECT_EQ(text.find(officialese), std::string::npos) << key;
    }
}

}  // namespace
}  // namespace warmline::bot::testing
