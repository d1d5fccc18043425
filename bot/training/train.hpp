#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace warmline::bot::training {

struct TrainSettings {
    std::filesystem::path config;  ///< the folder with taxonomy.json, corpus/, gazetteer/ and words/
    std::filesystem::path corpus;  ///< another corpus folder instead, for tests; empty for config/corpus
    std::size_t folds = 4;         ///< at least 2: in how many parts held-out scores are made
    std::size_t percent = 100;     ///< of the corpus that the classifiers learn from; all of it is judged
};

struct Trained {
    std::vector<std::byte> product;
    std::string quality;  ///< JSON of `quality_of` every message, as read by what saw nothing of its fold
};

/// The whole training: classifiers on all but a fold score the fold; judges and thresholds are found on those scores;
/// the classifiers that ship are then fitted on everything. Same input, same bytes.
/// @param tell  is told what goes on, a line at a time
[[nodiscard]] Trained train_reader(const TrainSettings& settings, const std::function<void(const std::string&)>& tell);

}  // namespace warmline::bot::training
