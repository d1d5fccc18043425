#pragma once
#include <string>
#include <string_view>

#include "bot/understanding.hpp"

namespace warmline::bot {

/// One line of `warmline classify --jsonl`, without the line's end: id, intents, needs, urgency, slots, decision,
/// options, alarm, in the codes of config/taxonomy.json; a slot about which nothing was said is left out.
[[nodiscard]] std::string to_json_line(std::string_view id, const Understanding& understanding);

}  // namespace warmline::bot
