#pragma once
#include <string>
#include <string_view>

namespace warmline::calendar {

/// The secret that the file of a calendar's address is named by: 64 lower-case hex digits before `suffix`.
/// @return empty if it is no such name, so that Redis need not be asked
[[nodiscard]] std::string secret_in(std::string file, std::string_view suffix);

}  // namespace warmline::calendar
