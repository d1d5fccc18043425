#include "product.hpp"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace warmline::bot {
namespace {

using nlohmann::json;

constexpr std::string_view mark = "warmline reader 4\n";
constexpr std::size_t alignment = 64;
constexpr std::size_t head_size = mark.size() + sizeof(std::uint32_t);

json to_json(const Judge& judge) {
    return {{"centre", judge.centre}, {"scale", judge.scale},   {"direct", judge.direct},
            {"own", judge.own},       {"hidden", judge.hidden}, {"out", judge.out}};
}

Judge judge_of(const json& document, std::size_t facts, std::size_t labels) {
    Judge judge(facts, labels);
    const auto take = [&](const char* name, std::vector<float>& into) {
        const std::size_t size = into.size();
        document.at(name).get_to(into);
        if (into.size() != size) throw std::runtime_error("reader product: a judge of another size");
    };
    take("centre", judge.centre);
    take("scale", judge.scale);
    take("direct", judge.direct);
    take("own", judge.own);
    take("hidden", judge.hidden);
    take("out", judge.out);
    return judge;
}

json to_json(const Thresholds& t) {
    return {{"need", t.need},
            {"intent", t.intent},
            {"request", t.request},
            {"urgent", t.urgent},
            {"crisis", t.crisis},
            {"alarm_yes", t.alarm_yes},
            {"alarm_check", t.alarm_check},
            {"danger_yes", t.danger_yes},
            {"danger_check", t.danger_check},
            {"sure", t.sure},
            {"person", t.person}};
}

Thresholds thresholds_of(const json& document) {
    Thresholds t;
    document.at("need").get_to(t.need);
    document.at("intent").get_to(t.intent);
    document.at("request").get_to(t.request);
    document.at("urgent").get_to(t.urgent);
    document.at("crisis").get_to(t.crisis);
    document.at("alarm_yes").get_to(t.alarm_yes);
    document.at("alarm_check").get_to(t.alarm_check);
    document.at("danger_yes").get_to(t.danger_yes);
    document.at("danger_check").get_to(t.danger_check);
    document.at("sure").get_to(t.sure);
    document.at("person").get_to(t.person);
    return t;
}

json to_json(const Judges& judges) {
    return {{"needs", to_json(judges.needs)},
            {"intents", to_json(judges.intents)},
            {"urgent", to_json(judges.urgent)},
            {"crisis", to_json(judges.crisis)},
            {"mind", to_json(judges.mind)},
            {"danger", to_json(judges.danger)},
            {"reading_right", to_json(judges.reading_right)},
            {"options_right", to_json(judges.options_right)},
            {"thresholds", to_json(judges.thresholds)},
            {"medical", judges.medical},
            {"crisis_need", judges.crisis_need}};
}

Judges judges_of(const json& document, std::size_t needs, std::size_t intents) {
    Judges judges;
    judges.needs = judge_of(document.at("needs"), evidence_size, needs);
    judges.intents = judge_of(document.at("intents"), evidence_size, intents);
    judges.urgent = judge_of(document.at("urgent"), risk_size, 1);
    judges.crisis = judge_of(document.at("crisis"), risk_size, 1);
    judges.mind = judge_of(document.at("mind"), risk_size, 1);
    judges.danger = judge_of(document.at("danger"), risk_size, 1);
    judges.reading_right = judge_of(document.at("reading_right"), trust_size, 1);
    judges.options_right = judge_of(document.at("options_right"), trust_size, 1);
    judges.thresholds = thresholds_of(document.at("thresholds"));
    document.at("medical").get_to(judges.medical);
    document.at("crisis_need").get_to(judges.crisis_need);
    if (judges.medical >= needs || judges.crisis_need >= needs)
        throw std::runtime_error("reader product: a need that is not in the list");
    return judges;
}

constexpr std::string_view kinds[] = {"province", "city", "county", "street", "hospital", "goods", "subject"};

json names_to_json(const std::vector<Name>& names) {
    json document = json::object();
    for (const auto kind : kinds) document[std::string(kind)] = json::array();
    for (const auto& name : names)
        document[std::string(kinds[static_cast<std::size_t>(name.kind)])].push_back(to_bytes(name.text));
    return document;
}

std::vector<Name> names_of(const json& document) {
    std::vector<Name> names;
    for (std::size_t kind = 0; kind < std::size(kinds); ++kind)
        for (const auto& name : document.at(std::string(kinds[kind])))
            names.push_back({static_cast<Kind>(kind), to_points(name.get_ref<const std::string&>())});
    return names;
}

Learned learned_of(const json& document) {
    Learned learned;
    document.at("needs").get_to(learned.needs);
    document.at("intents").get_to(learned.intents);
    const auto from = to_points(document.at("traditional").get_ref<const std::string&>());
    const auto to = to_points(document.at("simplified").get_ref<const std::string&>());
    if (from.size() != to.size()) throw std::runtime_error("reader product: simplified pairs do not pair");
    for (std::size_t at = 0; at < from.size(); ++at) learned.simplified.emplace_back(from[at], to[at]);
    learned.names = names_of(document.at("names"));
    learned.judges = judges_of(document.at("judges"), learned.needs.size(), learned.intents.size());
    return learned;
}

}  // namespace

std::vector<std::byte> pack_product(const Learned& learned, std::span<const std::byte> table) {
    std::u32string from, to;
    for (const auto& [traditional, simple] : learned.simplified) {
        from.push_back(traditional);
        to.push_back(simple);
    }
    const json document = {{"needs", learned.needs},
                           {"intents", learned.intents},
                           {"traditional", to_bytes(from)},
                           {"simplified", to_bytes(to)},
                           {"names", names_to_json(learned.names)},
                           {"judges", to_json(learned.judges)}};
    std::string text = document.dump();
    text.resize((head_size + text.size() + alignment - 1) / alignment * alignment - head_size, ' ');
    const auto length = static_cast<std::uint32_t>(text.size());
    std::vector<std::byte> bytes(head_size + text.size() + table.size());
    std::memcpy(bytes.data(), mark.data(), mark.size());
    std::memcpy(bytes.data() + mark.size(), &length, sizeof length);
    std::memcpy(bytes.data() + head_size, text.data(), text.size());
    std::copy(table.begin(), table.end(), bytes.begin() + static_cast<std::ptrdiff_t>(head_size + text.size()));
    return bytes;
}

Product unpack_product(std::span<const std::byte> bytes) {
    std::uint32_t length = 0;
    if (bytes.size() < head_size || std::memcmp(bytes.data(), mark.data(), mark.size()) != 0)
        throw std::runtime_error("reader product: not one, or of another version");
    std::memcpy(&length, bytes.data() + mark.size(), sizeof length);
    if (bytes.size() - head_size < length) throw std::runtime_error("reader product: cut short");
    const auto* const text = reinterpret_cast<const char*>(bytes.data() + head_size);
    try {
        return {learned_of(json::parse(text, text + length)), bytes.subspan(head_size + length)};
    } catch (const json::exception& error) {
        throw std::runtime_error(std::string("reader product: ") + error.what());
    }
}

}  // namespace warmline::bot
