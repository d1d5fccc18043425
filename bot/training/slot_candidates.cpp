#include <iostream>
#include <nlohmann/json.hpp>

#include "../src/understanding/slots/slots.hpp"
#include "lists.hpp"

using namespace warmline::bot;

namespace {

using Candidates = std::vector<slots::Candidate>;

void print(const char* name, slots::Slot slot, const std::string& id, const slots::Context& context,
           const Candidates& candidates) {
    std::vector<std::uint32_t> features;
    for (std::size_t which = 0; which < candidates.size(); ++which) {
        features.clear();
        context.describe(slot, candidates, which, features);
        std::string value = candidates[which].value;
        std::erase_if(value, [](char letter) { return letter == '\n' || letter == '\t' || letter == '\r'; });
        std::cout << name << '\t' << static_cast<int>(slot) << '\t' << id << '\t' << value << '\t';
        for (const auto feature : features) std::cout << feature << ' ';
        std::cout << '\n';
    }
}

}  // namespace

/// warmline_slot_candidates CONFIG: lines of the corpus in, a line for every candidate of every slot out: the slot and
/// its number, the message's id, the value, the features. What scripts/fit-slots learns from.
int main(int count, char** arguments) {
    if (count != 2) return 2;
    const Normaliser normalise(training::simplified_pairs());
    const Gazetteer gazetteer(training::load_names(std::string(arguments[1]) + "/gazetteer", normalise));
    for (std::string line; std::getline(std::cin, line);) {
        const auto message = nlohmann::json::parse(line);
        const std::string id = message.at("id"), text = message.at("text");
        const NormalText normal = normalise(text);
        const slots::Context context(normal.text(), {message.at("intents"), message.at("needs")});
        const auto mentions = gazetteer.find(normal.text());
        const auto hospitals = slots::hospital_candidates(normal, mentions);
        const auto spans = slots::hospital_spans(hospitals);
        using slots::Slot;
        print("people", Slot::people, id, context, slots::people_candidates(normal.text(), mentions));
        print("district", Slot::district, id, context, slots::district_candidates(normal, mentions, spans));
        print("hospital", Slot::hospital, id, context, hospitals);
        print("when", Slot::when, id, context, slots::when_candidates(normal));
        print("items", Slot::item, id, context, slots::item_candidates(normal, mentions));
        print("child_grade", Slot::grade, id, context, slots::grade_candidates(normal));
        print("address", Slot::address, id, context, slots::address_candidates(normal, mentions, spans));
    }
}
