#pragma once
#include "text.hpp"

namespace warmline::bot::talk {

/// What somebody says of himself or herself, asked after a crisis: plainly well (「好多了」), not well
/// (「还是睡不着」), or what may be either (「还行」「嗯」「好多了，但还是怕」).
enum class Wellness { unclear, well, not_well };
/// @param choices  1 and 2 were offered as answers
[[nodiscard]] Wellness wellness(const Folded& text, bool choices);

}  // namespace warmline::bot::talk
