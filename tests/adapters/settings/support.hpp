#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "settings/problem.hpp"
#include "support/where.hpp"

namespace warmline::settings {

inline const std::filesystem::path config_folder = std::filesystem::path(WARMLINE_SOURCE_DIR) / "config";

/// A folder of its own under the system's temporary folder, gone at the end.
class Folder {
public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "warmline-settings-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::filesystem::path write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path_ / name;
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// One JSON Patch (RFC 6902) that spoils a good document, and the one problem it must give.
struct Spoiled {
    const char* why;
    const char* patch;
    const char* pointer;
    const char* message;  ///< a part of it
    const char* remedy;   ///< a part of it
};

inline std::string lines_of(const Problems& problems) {
    std::string lines;
    for (const auto& problem : problems) lines += to_line(problem) + "\n";
    return lines;
}

inline nlohmann::json patched(const nlohmann::json& good, const char* patch) {
    return good.patch(nlohmann::json::parse(patch));
}

/// Writes the spoiled document and expects exactly that problem of `load`.
template <class Load>
void expect_problem(const nlohmann::json& good, const Spoiled& row, Load load) {
    SCOPED_TRACE(row.why);
    const Folder folder;
    const auto file = folder.write("spoiled.json", patched(good, row.patch).dump());
    const auto loaded = load(file);
    const auto* problems = std::get_if<Problems>(&loaded);
    ASSERT_NE(problems, nullptr) << "it was taken";
    ASSERT_EQ(problems->size(), 1U) << lines_of(*problems);
    const auto& problem = problems->front();
    EXPECT_EQ(problem.file, file.string());
    EXPECT_EQ(problem.pointer, row.pointer);
    EXPECT_NE(problem.message.find(row.message), std::string::npos) << problem.message;
    EXPECT_NE(problem.remedy.find(row.remedy), std::string::npos) << problem.remedy;
}

template <class T>
const T& good(const Checked<T>& loaded) {
    if (const auto* problems = std::get_if<Problems>(&loaded)) throw std::runtime_error(lines_of(*problems));
    return std::get<T>(loaded);
}

}  // namespace warmline::settings
