#pragma once
#include <optional>
#include <string>

#include "text.hpp"

namespace warmline::bot::talk {

/// What a coordinator says to somebody who asks for more time.
struct Ruling {
    bool granted = false;
    std::string reason;  ///< as written; may be empty
};
/// 「同意」「可以」; 「不同意，原因：…」「不行 家里等不了」. @return nullopt: none of them
[[nodiscard]] std::optional<Ruling> ruling_in(const Folded& text);

}  // namespace warmline::bot::talk
