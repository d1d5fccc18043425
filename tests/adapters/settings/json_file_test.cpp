#include "settings/programme_file.hpp"
#include "settings/settings.hpp"
#include "support.hpp"

namespace warmline::settings {
namespace {

Problem only_problem(const std::filesystem::path& file) {
    const auto loaded = load_settings(file);
    const auto& problems = std::get<Problems>(loaded);
    EXPECT_EQ(problems.size(), 1U) << lines_of(problems);
    return problems.at(0);
}

TEST(JsonFile, NamesLineAndColumnOfBrokenJson) {
    struct {
        const char* why;
        const char* text;
        const char* place;
    } const rows[] = {
        {"empty", "", "line 1, column 1"},
        {"a comma too many", "{\n  \"shard\": \"main\",\n}", "line 3, column 1"},
        {"an open string", "{\n  \"shard\": \"ma", "line 2, column"},
        {"text behind the end", "{}\n{}", "line 2, column 1"},
        {"no UTF-8", "{ \"shard\": \"\xff\" }", "line 1, column 13"},
    };
    const Folder folder;
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto problem = only_problem(folder.write("broken.json", row.text));
        EXPECT_EQ(problem.pointer, "");
        EXPECT_NE(problem.message.find(row.place), std::string::npos) << problem.message;
        EXPECT_EQ(problem.remedy, "Correct it there");
    }
}

TEST(JsonFile, SaysThatAFileCannotBeRead) {
    const Folder folder;
    for (const auto& file : {folder.path() / "missing.json", folder.path()}) {
        const auto problem = only_problem(file);
        EXPECT_EQ(problem.file, file.string());
        EXPECT_EQ(problem.message, "cannot be read");
        EXPECT_EQ(problem.remedy, "Check the path and who may read it");
    }
}

TEST(JsonFile, WritesAProblemAsOneLine) {
    EXPECT_EQ(to_line({"a.json", "/redis", "\"endpoint\" is missing", "Add it"}),
              "a.json#/redis: \"endpoint\" is missing. Add it.");
}

TEST(JsonFile, ReportsEveryProblemAtOnce) {
    const Folder folder;
    const auto file = folder.write("p.json", R"({"id": "x", "title": 7, "one": 1, "two": 2, "calendars": {}})");
    const auto loaded = load_programme(file);
    const auto lines = lines_of(std::get<Problems>(loaded));
    for (const char* part : {"#/one: is not known here", "#/two: is not known here", "#/title: has the wrong type",
                             "#/calendars: has too few", "\"organisations\" is missing", "\"tiers\" is missing"})
        EXPECT_NE(lines.find(part), std::string::npos) << part << " is not among\n" << lines;
}

TEST(JsonFile, EscapesKeysInPointers) {
    const Folder folder;
    const auto file = folder.write("s.json", R"({"redis": {"endpoint": "tcp://h:1", "a/b~c": 1}, "data_key": "x",
                                                 "programme": "p", "wording": "w"})");
    EXPECT_EQ(only_problem(file).pointer, "/redis/a~1b~0c");
}

}  // namespace
}  // namespace warmline::settings
