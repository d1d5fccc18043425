#pragma once
#include <nlohmann/json_fwd.hpp>
#include <span>

#include "judges.hpp"

namespace warmline::bot::training {

/// How well held-out messages were read, as the trainer prints it and the quality test holds it to its floors: figures
/// by name, "needs" and "intents" by code, "reliability" by how sure the reading was, "confusions" of needs.
[[nodiscard]] nlohmann::ordered_json quality_of(std::span<const Judged> judged, const Taxonomy& taxonomy);

}  // namespace warmline::bot::training
