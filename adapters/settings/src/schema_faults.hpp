#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>

#include "settings/problem.hpp"

namespace warmline::settings {

/// Checks a document against a JSON Schema: one problem for each thing that is wrong, in plain words, without repeating
/// a value (it may be a secret or personal data). At most 20 problems.
[[nodiscard]] Problems faults_of(const std::filesystem::path& file, const nlohmann::json& document,
                                 const nlohmann::json& schema);

}  // namespace warmline::settings
