#pragma once
#include <optional>

#include "text.hpp"

namespace warmline::bot::talk {

/// 「没有」「今天大家都好，暂时不需要」: the whole text says that nothing is needed.
[[nodiscard]] bool says_nothing_needed(const Folded& text);

/// How often a liaison wishes to be asked: 「每天问」 1, 「隔天问」 2, 「每三天问一次」 3, 「每周问」 7, 「不用问了」
/// 0.
/// Words of contact in general (「不要联系我了」) do not count: they may be those of somebody in despair.
/// @return nullopt if the text says nothing of it
[[nodiscard]] std::optional<int> outreach_wish(const Folded& text);

}  // namespace warmline::bot::talk
