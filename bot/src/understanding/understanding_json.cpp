#include "bot/understanding_json.hpp"

#include <nlohmann/json.hpp>

namespace warmline::bot {
namespace {

using json = nlohmann::ordered_json;

json items_of(const std::vector<Item>& items) {
    json list = json::array();
    for (const auto& item : items) {
        json one = {{"name", item.name}};
        if (item.quantity) one["quantity"] = *item.quantity;
        if (!item.unit.empty()) one["unit"] = item.unit;
        list.push_back(std::move(one));
    }
    return list;
}

json slots_of(const Slots& slots) {
    json document = json::object();
    const auto put = [&](const char* name, const std::string& value) {
        if (!value.empty()) document[name] = value;
    };
    put("beneficiary", slots.beneficiary);
    put("phone", slots.phone);
    put("hospital", slots.hospital);
    put("district", slots.district);
    put("address", slots.address);
    if (slots.people) document["people"] = *slots.people;
    if (!slots.items.empty()) document["items"] = items_of(slots.items);
    put("child_grade", slots.child_grade);
    put("subject", slots.subject);
    put("when", slots.when);
    put("ticket", slots.ticket);
    return document;
}

}  // namespace

std::string to_json_line(std::string_view id, const Understanding& understanding) {
    constexpr const char* urgencies[] = {"normal", "urgent", "crisis"};
    constexpr const char* decisions[] = {"sure", "ask", "person"};
    constexpr const char* alarms[] = {"no", "check", "yes"};
    json needs = json::array();
    for (const auto& need : understanding.needs) needs.push_back(need.need);
    const json document = {{"id", id},
                           {"intents", understanding.intents},
                           {"needs", needs},
                           {"urgency", urgencies[static_cast<std::size_t>(understanding.urgency)]},
                           {"slots", slots_of(understanding.slots)},
                           {"decision", decisions[static_cast<std::size_t>(understanding.decision)]},
                           {"options", understanding.options},
                           {"alarm", alarms[static_cast<std::size_t>(understanding.alarm)]}};
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace warmline::bot
