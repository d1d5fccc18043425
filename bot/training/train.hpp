#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "judges.hpp"

namespace warmline::bot::training {

struct TrainSettings {
    std::filesystem::path config;  ///< the folder with taxonomy.json, corpus/ and gazetteer/
    std::filesystem::path corpus;  ///< another corpus folder instead, for tests; empty for config/corpus
    std::size_t folds = 3;         ///< at least 2: in how many parts held-out scores are made
};

struct Trained {
    std::vector<std::byte> product;
    Quality held_out;  ///< of judges fitted on one half of the held-out messages, on the other half
};

/// The whole training: classifiers on all but a fold score the fold; judges and thresholds are found on those scores;
/// the classifiers that ship are then fitted on everything. Same input, same bytes.
/// @param tell  is told what goes on, a line at a time
[[nodiscard]] Trained train_reader(const TrainSettings& settings, const std::function<void(const std::string&)>& tell);

}  // namespace warmline::bot::training
