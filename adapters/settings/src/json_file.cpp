#include "json_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "schema_faults.hpp"

namespace warmline::settings {
namespace {

using nlohmann::json;
constexpr std::size_t file_bytes_max = 32UL * 1024 * 1024;

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

Checked<std::string> read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (std::error_code ec; !in || std::filesystem::is_directory(file, ec))
        return Problems{{file.string(), "", "cannot be read", "Check the path and who may read it"}};
    std::ostringstream text;
    text << in.rdbuf();
    auto content = text.str();
    if (content.size() > file_bytes_max) return Problems{{file.string(), "", "is larger than 32 MiB", "Split it"}};
    return content;
}

Checked<json> json_in(const std::filesystem::path& file, const std::string& text, std::string_view schema) {
    json document;
    try {
        document = json::parse(text);
    } catch (const json::parse_error& e) {
        return Problems{{file.string(), "", "is not JSON at " + line_and_column(text, e.byte), "Correct it there"}};
    } catch (const json::out_of_range&) {
        return Problems{{file.string(), "", "holds a number that no computer can", "Write a smaller one"}};
    }
    auto problems = faults_of(file, document, json::parse(schema));
    if (!problems.empty()) return problems;
    return document;
}

Checked<json> read_json(const std::filesystem::path& file, std::string_view schema) {
    auto text = read_text(file);
    if (auto* problems = std::get_if<Problems>(&text)) return std::move(*problems);
    return json_in(file, std::get<std::string>(text), schema);
}

}  // namespace warmline::settings
