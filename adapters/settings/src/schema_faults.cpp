#include "schema_faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace warmline::settings {
namespace {

using nlohmann::json;
using Path = std::vector<std::string>;
constexpr std::size_t problems_max = 20;
constexpr const char* unknown_key = "unknown key";

/// One complaint of valijson.
struct Fault {
    Path path;
    std::string says;
};

/// valijson names a place as ["<root>", "[\"key\"]", "[0]"].
Path path_of(const std::vector<std::string>& context) {
    Path path;
    for (std::size_t i = 1; i < context.size(); ++i) {
        auto part = context[i];
        if (part.size() >= 2 && part.front() == '[' && part.back() == ']') part = part.substr(1, part.size() - 2);
        if (part.size() >= 2 && part.front() == '"' && part.back() == '"') part = part.substr(1, part.size() - 2);
        path.push_back(std::move(part));
    }
    return path;
}

std::string pointer_of(const Path& path) {
    json::json_pointer pointer;
    for (const auto& part : path) pointer.push_back(part);
    return pointer.to_string();
}

bool says(const Fault& fault, const char* words) { return fault.says.find(words) != std::string::npos; }

/// What stands between the first and the last single quote: the name of a property.
std::string quoted(const std::string& text) {
    const auto from = text.find('\'');
    const auto to = text.rfind('\'');
    return from == std::string::npos || to <= from ? std::string{} : text.substr(from + 1, to - from - 1);
}

bool is_within(const Path& path, const Path& outer) {
    return path.size() >= outer.size() && std::equal(outer.begin(), outer.end(), path.begin());
}

/// The schema's node for a place, and the name of the definition it refers to.
struct Node {
    const json* schema = nullptr;
    std::string definition;
};

Node resolve(const json& root, const json& schema) {
    Node node{&schema, {}};
    while (node.schema->contains("$ref")) {
        const auto reference = node.schema->at("$ref").get<std::string>();
        node = {&root.at(json::json_pointer(reference.substr(1))), reference.substr(reference.rfind('/') + 1)};
    }
    return node;
}

Node node_at(const json& root, const Path& path) {
    static const json nothing = json::object();
    Node node{&root, {}};
    for (const auto& part : path) {
        const json& at = *node.schema;
        if (at.contains("properties") && at["properties"].contains(part))
            node = resolve(root, at["properties"][part]);
        else if (at.contains("items"))
            node = resolve(root, at["items"]);
        else if (at.contains("additionalProperties") && at["additionalProperties"].is_object())
            node = resolve(root, at["additionalProperties"]);
        else
            return {&nothing, {}};
    }
    return node;
}

std::string keys_of(const json& object) {
    std::string keys;
    for (const auto& [key, value] : object.items()) keys += (keys.empty() ? "" : ", ") + key;
    return keys;
}

std::string values_of(const json& array) {
    std::string values;
    for (const auto& value : array)
        values += (values.empty() ? "" : ", ") + (value.is_string() ? value.get<std::string>() : value.dump());
    return values;
}

std::string range_of(const json& schema, const char* least, const char* most) {
    const auto from = schema.contains(least) ? schema[least].dump() : "0";
    return schema.contains(most) ? from + " to " + schema[most].dump() : "at least " + from;
}

std::string form_of(const Node& node) {
    static const std::map<std::string, const char*> examples{
        {"date", "\"2020-02-14\""},
        {"time", "\"09:30\""},
        {"block", "\"08:30-12:00\""},
        {"span", "\"2 min\""},
        {"allowance", "\"30 min\" or \"5 working days\""},
        {"id", "\"gd.gz\": small letters, digits and . _ -"},
        {"url", "\"https://api.weixin.qq.com\""},
    };
    const auto it = examples.find(node.definition);
    if (it != examples.end()) return std::string("Write it like ") + it->second;
    return "It must match " + node.schema->value("pattern", std::string{"its pattern in the schema"});
}

std::string type_remedy(const json& schema) {
    static const std::map<std::string, const char*> remedies{
        {"string", "Write text in quotes"},   {"integer", "Write a whole number, without quotes"},
        {"boolean", "Write true or false"},   {"array", "Write a list in [ ]"},
        {"object", "Write an object in { }"},
    };
    const auto it = schema.contains("type") ? remedies.find(schema["type"].get<std::string>()) : remedies.end();
    return it == remedies.end() ? "Use the type that the schema gives" : it->second;
}

/// A problem with everything but the file.
Problem explain(const Fault& fault, const json& root) {
    const auto pointer = pointer_of(fault.path);
    const auto node = node_at(root, fault.path);
    const json& schema = *node.schema;
    if (says(fault, "Missing required")) return {{}, pointer, '"' + quoted(fault.says) + "\" is missing", "Add it"};
    if (says(fault, unknown_key)) {
        const auto around = node_at(root, {fault.path.begin(), fault.path.end() - 1});
        return {{},
                pointer,
                "is not known here",
                "Correct its spelling or remove it; known are " + keys_of(around.schema->at("properties"))};
    }
    if (says(fault, "oneOf"))
        return {{}, pointer, "has none of the allowed forms", "Write text, {\"env\": NAME} or {\"file\": PATH}"};
    if (says(fault, "pattern")) return {{}, pointer, "is not in the right form", form_of(node)};
    if (says(fault, "enum"))
        return {{},
                pointer,
                "is none of the allowed values",
                "Use one of " + values_of(schema.value("enum", json::array()))};
    if (says(fault, "'type'")) return {{}, pointer, "has the wrong type", type_remedy(schema)};
    if (says(fault, "Expected number"))
        return {{}, pointer, "is out of range", "Use " + range_of(schema, "minimum", "maximum")};
    if (says(fault, "characters in length"))
        return {{},
                pointer,
                "is too short or too long",
                "Use " + range_of(schema, "minLength", "maxLength") + " characters"};
    if (says(fault, "elements"))
        return {{}, pointer, "has too few or too many entries", "Use " + range_of(schema, "minItems", "maxItems")};
    if (says(fault, "properties."))
        return {{},
                pointer,
                "has too few or too many entries",
                "Use " + range_of(schema, "minProperties", "maxProperties")};
    return {{}, pointer, fault.says, "Compare with the schema in config/schema"};
}

/// Where several forms are allowed, valijson complains once for each of them and again for the whole: the whole stays.
/// "Failed to validate" elsewhere repeats what stands deeper.
std::vector<Fault> without_noise(std::vector<Fault> faults) {
    std::vector<Path> choices;
    for (const auto& fault : faults)
        if (says(fault, "oneOf")) choices.push_back(fault.path);
    std::erase_if(faults, [&](const Fault& fault) {
        if (says(fault, "oneOf")) return false;
        return says(fault, "Failed to validate") ||
               std::ranges::any_of(choices, [&](const Path& choice) { return is_within(fault.path, choice); });
    });
    return faults;
}

/// valijson names one unknown key of an object; all of them are wanted.
std::vector<Fault> unknown_keys(const Path& path, const json& document, const json& root) {
    const auto known = node_at(root, path).schema->value("properties", json::object());
    std::vector<Fault> faults;
    for (const auto& [key, value] : document.at(json::json_pointer(pointer_of(path))).items()) {
        if (known.contains(key)) continue;
        faults.push_back({path, unknown_key});
        faults.back().path.push_back(key);
    }
    return faults;
}

}  // namespace

Problems faults_of(const std::filesystem::path& file, const json& document, const json& schema_json) {
    valijson::Schema schema;
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), &results)) return {};
    std::vector<Fault> faults;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        Fault fault{path_of(error.context), error.description};
        if (says(fault, "Object contains a property"))
            std::ranges::move(unknown_keys(fault.path, document, schema_json), std::back_inserter(faults));
        else
            faults.push_back(std::move(fault));
    }
    Problems problems;
    for (const auto& fault : without_noise(std::move(faults))) {
        if (problems.size() == problems_max) break;
        problems.push_back(explain(fault, schema_json));
        problems.back().file = file.string();
    }
    if (problems.empty())
        problems.push_back({file.string(), "", "does not follow its schema", "Compare with config/schema"});
    return problems;
}

}  // namespace warmline::settings
