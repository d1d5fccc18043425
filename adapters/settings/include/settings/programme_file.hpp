#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "dispatcher/programme.hpp"
#include "settings/problem.hpp"

namespace warmline::settings {

/// Reads a work plan. The form is config/schema/programme.schema.json; beyond it every reference (organisation,
/// district, calendar, need) must point to something, names must be unique, and T0 to T4 must all be there.
[[nodiscard]] Checked<dispatcher::Programme> load_programme(const std::filesystem::path& file);

/// Where organisations depart from the programme of a good file (S16), one line for each value that differs:
/// ORGANISATION PLACE: BEFORE -> AFTER, as they stand in the file; null where nothing stood.
[[nodiscard]] Checked<std::vector<std::string>> differences(const std::filesystem::path& file);

/// Reads weights alone, in the form of the programme's "weights".
/// @param usual  for those that the file does not name
[[nodiscard]] Checked<dispatcher::Weights> load_weights(const std::filesystem::path& file,
                                                        const dispatcher::Weights& usual);
/// The same of a text. @param file  named in problems
[[nodiscard]] Checked<dispatcher::Weights> weights_in(const std::filesystem::path& file, const std::string& text,
                                                      const dispatcher::Weights& usual);

}  // namespace warmline::settings
