#include "secret.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace warmline::settings {

std::optional<std::string> read_secret(const nlohmann::json& j, const std::filesystem::path& base, std::string& why) {
    if (j.is_string()) return j.get<std::string>();
    if (j.contains("env")) {
        const auto name = j.at("env").get<std::string>();
        if (const char* value = std::getenv(name.c_str()); value != nullptr && *value != '\0')
            return std::string(value);
        why = "the environment has no variable " + name;
        return std::nullopt;
    }
    const auto path = base / j.at("file").get<std::string>();
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        why = "the file " + path.string() + " cannot be read";
        return std::nullopt;
    }
    std::ostringstream text;
    text << in.rdbuf();
    auto value = text.str();
    if (value.ends_with('\n')) value.pop_back();
    if (value.ends_with('\r')) value.pop_back();
    if (value.empty()) {
        why = "the file " + path.string() + " is empty";
        return std::nullopt;
    }
    return value;
}

}  // namespace warmline::settings
