#include "json_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace warmline::settings {
namespace {

using nlohmann::json;
constexpr std::size_t file_bytes_max = 32UL * 1024 * 1024;

/// valijson names a place as ["<root>", "[\"key\"]", "[0]"]; a JSON pointer is wanted.
std::string pointer_of(const std::vector<std::string>& context) {
    std::string pointer;
    for (std::size_t i = 1; i < context.size(); ++i) {
        auto part = context[i];
        if (part.size() >= 2 && part.front() == '[' && part.back() == ']') part = part.substr(1, part.size() - 2);
        if (part.size() >= 2 && part.front() == '"' && part.back() == '"') part = part.substr(1, part.size() - 2);
        pointer += '/';
        for (const char c : part) {
            if (c == '~')
                pointer += "~0";
            else if (c == '/')
                pointer += "~1";
            else
                pointer += c;
        }
    }
    return pointer;
}

std::string remedy_for(const std::string& message) {
    const auto says = [&](const char* text) { return message.find(text) != std::string::npos; };
    if (says("Missing required property")) return "Add it";
    if (says("additional propert") || says("could not be validated")) return "Correct its spelling or remove it";
    if (says("regex") || says("pattern")) return "Write it in the form that the schema gives under \"pattern\"";
    if (says("enum")) return "Use one of the values that the schema lists under \"enum\"";
    if (says("type")) return "Use the type that the schema gives";
    return "Compare with the schema in config/schema";
}

Problems validate(const std::filesystem::path& file, const json& document, std::string_view schema_text) {
    const auto schema_json = json::parse(schema_text);
    valijson::Schema schema;
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), &results)) return {};
    Problems problems;
    valijson::ValidationResults::Error error;
    constexpr std::size_t problems_max = 20;
    while (results.popError(error) && problems.size() < problems_max) {
        const bool wrapper = error.description.find("Failed to validate against schema") != std::string::npos;
        if (wrapper) continue;  // the reason itself stands deeper and is listed as well
        problems.push_back(
            {file.string(), pointer_of(error.context), error.description, remedy_for(error.description)});
    }
    if (problems.empty())
        problems.push_back({file.string(), "", "does not follow its schema", "Compare with config/schema"});
    return problems;
}

std::string line_and_column(const std::string& text, std::size_t byte) {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i + 1 < byte && i < text.size(); ++i) {
        ++column;
        if (text[i] == '\n') {
            ++line;
            column = 1;
        }
    }
    return fmt::format("line {}, column {}", line, column);
}

}  // namespace

std::string to_line(const Problem& problem) {
    return fmt::format("{}#{}: {}. {}.", problem.file, problem.pointer, problem.message, problem.remedy);
}

Checked<json> read_json(const std::filesystem::path& file, std::string_view schema) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Problems{{file.string(), "", "cannot be read", "Check the path and who may read it"}};
    std::ostringstream text;
    text << in.rdbuf();
    const auto content = text.str();
    if (content.size() > file_bytes_max) return Problems{{file.string(), "", "is larger than 32 MiB", "Split it"}};
    json document;
    try {
        document = json::parse(content);
    } catch (const json::parse_error& e) {
        return Problems{{file.string(), "", "is not JSON at " + line_and_column(content, e.byte), "Correct it there"}};
    }
    auto problems = validate(file, document, schema);
    if (!problems.empty()) return problems;
    return document;
}

}  // namespace warmline::settings
