#pragma once
#include <optional>
#include <string>

#include "dispatcher/programme.hpp"

namespace warmline::cli {

/// The local midnight with which a day written YYYY-MM-DD begins; prints that it is none. @return nullopt then
/// @param option  where it stands on the command line, as "--day"
[[nodiscard]] std::optional<dispatcher::Time> midnight(const char* option, const std::string& day,
                                                       const dispatcher::Programme& programme);

}  // namespace warmline::cli
