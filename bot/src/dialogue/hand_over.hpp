#pragma once
#include "draft.hpp"

namespace warmline::bot::talk {

/// True if a partner names an officer to hand a family over to, or something of a hand-over was just asked: then
/// 「转交」 and a note about an old person's ears are no words of distress. Says nothing of words that are.
[[nodiscard]] bool is_about_hand_over(const Draft& draft);

}  // namespace warmline::bot::talk
