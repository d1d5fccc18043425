#pragma once
#include <filesystem>
#include <utility>
#include <vector>

#include "../src/understanding/gazetteer.hpp"

namespace warmline::bot::training {

/// Each traditional character of the basic plane that OpenCC turns into one simplified character by itself. Phrases
/// that OpenCC treats apart are left out: for n-grams a rare wrong choice costs nothing, and the reader needs no
/// dictionary files.
[[nodiscard]] std::vector<std::pair<char32_t, char32_t>> simplified_pairs();

/// config/gazetteer: places.tsv (kind, tab, name), hospitals.txt, goods.txt and subjects.txt (a name a line),
/// normalised.
/// @throws std::runtime_error naming what can't be read
[[nodiscard]] std::vector<Name> load_names(const std::filesystem::path& folder, const Normaliser& normalise);

}  // namespace warmline::bot::training
