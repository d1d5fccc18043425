#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "service.hpp"
#include "settings/programme_file.hpp"

namespace warmline::cli {
namespace {

enum class Kind { settings, programme, unreadable };

Kind kind_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    const auto j = nlohmann::json::parse(in, nullptr, false);
    if (!j.is_object()) return Kind::unreadable;
    return j.contains("redis") || j.contains("data_key") ? Kind::settings : Kind::programme;
}

settings::Problems problems_of(const std::filesystem::path& file) {
    if (kind_of(file) == Kind::settings) {
        auto settings = settings::load_settings(file);
        if (auto* wrong = std::get_if<settings::Problems>(&settings)) return std::move(*wrong);
        auto loaded = load(std::move(std::get<settings::Settings>(settings)));
        if (auto* wrong = std::get_if<settings::Problems>(&loaded)) return std::move(*wrong);
        return {};
    }
    auto programme = settings::load_programme(file);
    if (auto* wrong = std::get_if<settings::Problems>(&programme)) return std::move(*wrong);
    return {};
}

/// Where organisations depart from a programme.
void print_differences(const std::filesystem::path& file) {
    if (kind_of(file) != Kind::programme) return;
    const auto found = settings::differences(file);
    if (const auto* lines = std::get_if<std::vector<std::string>>(&found))
        for (const auto& line : *lines) fmt::print("  {}\n", line);
}

}  // namespace

void print(const settings::Problems& problems) {
    for (const auto& problem : problems) fmt::print(stderr, "{}\n", settings::to_line(problem));
}

std::optional<settings::Settings> read_settings(const std::filesystem::path& config, const Overrides& overrides) {
    auto checked = settings::load_settings(config);
    if (const auto* problems = std::get_if<settings::Problems>(&checked)) {
        print(*problems);
        return std::nullopt;
    }
    auto settings = std::move(std::get<settings::Settings>(checked));
    if (overrides.port) settings.listen.port = *overrides.port;
    if (overrides.redis) settings.redis.endpoint = *overrides.redis;
    if (overrides.wechat_base)
        for (auto& account : settings.wechat) account.base_url = *overrides.wechat_base;
    return settings;
}

std::unique_ptr<Loaded> load_or_say(settings::Settings settings) {
    auto checked = load(std::move(settings));
    if (const auto* problems = std::get_if<settings::Problems>(&checked)) {
        print(*problems);
        return nullptr;
    }
    return std::move(std::get<std::unique_ptr<Loaded>>(checked));
}

std::unique_ptr<Loaded> load_or_say(const std::filesystem::path& config, const Overrides& overrides) {
    auto settings = read_settings(config, overrides);
    return settings ? load_or_say(std::move(*settings)) : nullptr;
}

int check(const std::vector<std::filesystem::path>& files) {
    bool good = true;
    for (const auto& file : files) {
        const auto problems = problems_of(file);
        print(problems);
        if (problems.empty()) fmt::print("{}: good\n", file.string());
        if (problems.empty()) print_differences(file);
        good = good && problems.empty();
    }
    return good ? 0 : 2;
}

}  // namespace warmline::cli
