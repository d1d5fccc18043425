#pragma once
#include <cstdint>

namespace warmline::bot::slots {

/// The weight of a feature that Context describes, as fitted (config/slots/weights.txt, inside the binary); 0 if it has
/// none.
[[nodiscard]] float weight_of(std::uint32_t feature);

}  // namespace warmline::bot::slots
