#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace warmline::settings {

/// A secret given as text, {"env": NAME} or {"file": PATH} (relative to `base`; one trailing line end is dropped).
/// @return nullopt, and why in `why`, if it cannot be had
[[nodiscard]] std::optional<std::string> read_secret(const nlohmann::json& j, const std::filesystem::path& base,
                                                     std::string& why);

}  // namespace warmline::settings
