#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "../understanding/slots/slots.hpp"
#include "bot/second_reading.hpp"

namespace warmline::bot {
namespace {

using nlohmann::json;
template <class T>
using Result = boost::system::result<T>;

constexpr std::size_t codes_max = 6, slot_bytes_max = 200;
constexpr int people_max = 5000;

bool has(const std::vector<Code>& list, std::string_view code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

Result<std::vector<Code>> read_codes(const json& list, const std::vector<Code>& known) {
    if (!list.is_array() || list.size() > codes_max) return SecondErrc::malformed;
    std::vector<Code> codes;
    for (const auto& one : list) {
        if (!one.is_string()) return SecondErrc::malformed;
        const auto& code = one.get_ref<const std::string&>();
        if (!has(known, code)) return SecondErrc::unknown_code;
        if (has(codes, code)) return SecondErrc::contradiction;
        codes.push_back(code);
    }
    return codes;
}

/// Each says that the answer cannot be meant.
bool contradicts(const SecondReading& reading) {
    const bool asks = has(reading.intents, "request");
    if (reading.intents.empty() || asks == reading.needs.empty()) return true;
    if (!asks && reading.urgency != Urgency::normal) return true;
    return reading.intents.size() > 1 && has(reading.intents, "chitchat");
}

/// The forms in which a grade may be written though the message has it otherwise (taxonomy.json, conventions).
bool is_grade(std::string_view value) {
    static const std::set<std::string, std::less<>> grades = [] {
        std::set<std::string, std::less<>> all{"幼儿园"};
        for (const char* year : {"一", "二", "三", "四", "五", "六"}) all.insert("小" + std::string(year));
        for (const char* year : {"一", "二", "三"}) all.insert({"初" + std::string(year), "高" + std::string(year)});
        return all;
    }();
    return grades.contains(value);
}

/// Every part of a list joined with 、 stands in the text.
bool stands_in(std::string_view text, std::string_view value) {
    constexpr std::string_view comma = "、";
    for (;;) {
        const auto end = value.find(comma);
        const auto part = value.substr(0, end);
        if (part.empty() || text.find(part) == std::string_view::npos) return false;
        if (end == std::string_view::npos) return true;
        value.remove_prefix(end + comma.size());
    }
}

/// A slot as it is kept; empty for null.
Result<std::string> read_words(const std::string& slot, const json& value, const Masked& asked) {
    if (value.is_null()) return std::string();
    if (!value.is_string() || value.get_ref<const std::string&>().size() > slot_bytes_max) return SecondErrc::malformed;
    const auto& words = value.get_ref<const std::string&>();
    if (words.empty()) return std::string();
    if (slot == "beneficiary") {
        if (words == "self" || words == "family" || words == "team" || words == "other") return words;
        return SecondErrc::unknown_code;
    }
    if (slot == "child_grade" && is_grade(words)) return words;
    if (!stands_in(asked.text(), words)) return SecondErrc::invented;
    auto whole = asked.unmask(words);
    if (!whole) return SecondErrc::invented;
    if (slot != "phone") return std::move(*whole);
    auto digits = slots::phone(to_points(*whole));  // 「138 0000 1234」 and 「幺三八…」 as digits
    if (digits.empty()) return SecondErrc::invented;
    return digits;
}

Result<Slots> read_slots(const json& document, const std::vector<Code>& known, const Masked& asked) {
    if (!document.is_object() || document.size() > known.size()) return SecondErrc::malformed;
    Slots slots;
    const std::array<std::pair<const char*, std::string*>, 9> texts{{{"beneficiary", &slots.beneficiary},
                                                                     {"phone", &slots.phone},
                                                                     {"hospital", &slots.hospital},
                                                                     {"district", &slots.district},
                                                                     {"address", &slots.address},
                                                                     {"child_grade", &slots.child_grade},
                                                                     {"subject", &slots.subject},
                                                                     {"when", &slots.when},
                                                                     {"ticket", &slots.ticket}}};
    for (const auto& entry : document.items()) {
        const auto& slot = entry.key();
        const auto& value = entry.value();
        if (!has(known, slot)) return SecondErrc::malformed;
        if (slot == "people") {
            if (value.is_null()) continue;
            if (!value.is_number_integer() || value < 1 || value > people_max) return SecondErrc::malformed;
            slots.people = value.get<int>();
            continue;
        }
        const auto place = std::find_if(texts.begin(), texts.end(), [&](const auto& one) { return slot == one.first; });
        if (place == texts.end()) continue;  // of a later taxonomy
        auto words = read_words(slot, value, asked);
        if (!words) return words.error();
        *place->second = std::move(*words);
    }
    return slots;
}

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "warmline.second_reading"; }
    std::string message(int value) const override {
        switch (static_cast<SecondErrc>(value)) {
            case SecondErrc::too_large:
                return "the answer is too large";
            case SecondErrc::malformed:
                return "the answer is not what the schema asks for";
            case SecondErrc::unknown_code:
                return "the answer holds a code that the taxonomy lacks";
            case SecondErrc::contradiction:
                return "the answer contradicts itself";
            case SecondErrc::invented:
                return "the answer holds words that the message does not";
        }
        return "unknown";
    }
};

}  // namespace

const boost::system::error_category& second_category() noexcept {
    static const Category category;
    return category;
}

boost::system::result<SecondReading> ReadingForm::read(std::string_view content, const Masked& asked) const {
    if (content.size() > second_answer_bytes_max) return SecondErrc::too_large;
    const auto document = json::parse(content, nullptr, false);
    constexpr std::array<const char*, 4> parts = {"intents", "needs", "urgency", "slots"};
    if (!document.is_object() || document.size() != parts.size()) return SecondErrc::malformed;
    for (const char* part : parts)
        if (!document.contains(part)) return SecondErrc::malformed;
    SecondReading reading;
    auto intents = read_codes(document.at("intents"), intents_);
    if (!intents) return intents.error();
    reading.intents = std::move(*intents);
    auto needs = read_codes(document.at("needs"), needs_);
    if (!needs) return needs.error();
    reading.needs = std::move(*needs);
    const auto& urgency = document.at("urgency");
    if (!urgency.is_string()) return SecondErrc::malformed;
    if (!has(urgencies_, urgency.get_ref<const std::string&>())) return SecondErrc::unknown_code;
    reading.urgency = urgency == "crisis" ? Urgency::crisis : urgency == "urgent" ? Urgency::urgent : Urgency::normal;
    if (contradicts(reading)) return SecondErrc::contradiction;
    auto slots = read_slots(document.at("slots"), slots_, asked);
    if (!slots) return slots.error();
    reading.slots = std::move(*slots);
    return reading;
}

}  // namespace warmline::bot
