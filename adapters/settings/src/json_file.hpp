#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>

#include "settings/problem.hpp"

namespace warmline::settings {

/// Reads a file of at most 32 MiB.
[[nodiscard]] Checked<std::string> read_text(const std::filesystem::path& file);
/// What JSON the text of a file is, checked against one of the built-in schemas.
[[nodiscard]] Checked<nlohmann::json> json_in(const std::filesystem::path& file, const std::string& text,
                                              std::string_view schema);
/// Reads a JSON file and checks it against one of the built-in schemas.
[[nodiscard]] Checked<nlohmann::json> read_json(const std::filesystem::path& file, std::string_view schema);

/// Collects problems of one file under their places.
class Report {
public:
    explicit Report(std::filesystem::path file) : file_(std::move(file)) {}
    void add(std::string pointer, std::string message, std::string remedy) {
        problems_.push_back({file_.string(), std::move(pointer), std::move(message), std::move(remedy)});
    }
    [[nodiscard]] bool empty() const noexcept { return problems_.empty(); }
    [[nodiscard]] Problems take() { return std::move(problems_); }

private:
    std::filesystem::path file_;
    Problems problems_;
};

}  // namespace warmline::settings
