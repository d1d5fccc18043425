#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "lists.hpp"
#include "slots/slots.hpp"
#include "support/where.hpp"

namespace warmline::bot {
namespace {

using nlohmann::json;
using Values = std::map<std::string, std::set<std::string>>;

Values said(const json& slots) {
    Values values;
    for (const auto& [name, value] : slots.items()) {
        if (name == "items")
            for (const auto& item : value) values[name].insert(item.at("name").get<std::string>());
        else
            values[name].insert(value.is_string() ? value.get<std::string>() : value.dump());
    }
    return values;
}

Values read(const Slots& slots) {
    Values values;
    const std::pair<const char*, const std::string&> texts[] = {{"phone", slots.phone},
                                                                {"hospital", slots.hospital},
                                                                {"district", slots.district},
                                                                {"address", slots.address},
                                                                {"child_grade", slots.child_grade},
                                                                {"subject", slots.subject},
                                                                {"when", slots.when},
                                                                {"ticket", slots.ticket}};
    for (const auto& [name, value] : texts)
        if (!value.empty()) values[name].insert(value);
    if (slots.people) values["people"].insert(std::to_string(*slots.people));
    for (const auto& item : slots.items) values["items"].insert(item.name);
    return values;
}

struct Tally {
    int right = 0, wrong = 0, missed = 0;
    [[nodiscard]] double f1() const { return 2.0 * right / std::max(1, 2 * right + wrong + missed); }
    void add(const std::set<std::string>& wanted, const std::set<std::string>& found) {
        for (const auto& value : found) ++(wanted.contains(value) ? right : wrong);
        for (const auto& value : wanted)
            if (!found.contains(value)) ++missed;
    }
};

/// Every message of the corpus, with the intents and needs it is labelled with.
template <class Visit>
void for_each_message(Visit visit) {
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(WARMLINE_SOURCE_DIR "/config/corpus"))
        if (entry.path().extension() == ".jsonl") files.insert(entry.path());
    for (const auto& file : files) {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            const auto message = json::parse(line);
            if (message.contains("slots")) visit(message);
        }
    }
}

// The weights are fitted on three quarters of the corpus, so this guards what was learnt; how well a slot does on
// messages never seen is what scripts/fit-slots prints (cross-validation) and config/slots/README.md tells.
TEST(SlotsQuality, StayAboveTheirFloorsOnTheCorpus) {
    const Normaliser normalise(training::simplified_pairs());
    const Gazetteer gazetteer(training::load_names(WARMLINE_SOURCE_DIR "/config/gazetteer", normalise));
    const std::pair<const char*, double> floors[] = {
        {"phone", 0.98},   {"people", 0.83}, {"district", 0.83}, {"hospital", 0.74}, {"child_grade", 0.84},
        {"subject", 0.57}, {"items", 0.79},  {"when", 0.68},     {"ticket", 0.84},   {"address", 0.39}};
    std::map<std::string, Tally> tallies;
    for_each_message([&](const json& message) {
        const std::string text = message.at("text");
        const NormalText normal = normalise(text);
        const auto found = read(
            slots::read_slots(normal, gazetteer.find(normal.text()), {message.at("intents"), message.at("needs")}));
        const auto wanted = said(message.at("slots"));
        const auto of = [](const Values& values, const char* name) {
            const auto it = values.find(name);
            return it == values.end() ? std::set<std::string>{} : it->second;
        };
        for (const auto& [name, floor] : floors) tallies[name].add(of(wanted, name), of(found, name));
    });
    for (const auto& [name, floor] : floors) {
        const Tally& tally = tallies[name];
        std::cout << std::left << std::setw(12) << name << std::fixed << std::setprecision(3) << tally.f1() << "  "
                  << tally.right << " right, " << tally.wrong << " wrong, " << tally.missed << " missed\n";
        EXPECT_GE(tally.f1(), floor) << name;
    }
}

}  // namespace
}  // namespace warmline::bot
