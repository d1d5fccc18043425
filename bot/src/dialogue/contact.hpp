#pragma once
#include <optional>

#include "text.hpp"

namespace warmline::bot::talk {

/// How often a family wishes to be written to unasked, as the whole text says (S15): 「少发点消息」 3 days,
/// 「一周发一次就行」 7, 「每三天发一次」 3, 「别发了」 `contacts_never`, 「恢复正常」 0.
/// @return nullopt if the text says anything else, or anything besides
[[nodiscard]] std::optional<int> contact_wish(const Folded& text);

}  // namespace warmline::bot::talk
