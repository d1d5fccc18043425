#pragma once
#include <string>
#include <variant>
#include <vector>

namespace warmline::settings {

/// One thing that is wrong with a configuration file: where, what, and what to do about it.
struct Problem {
    std::string file;
    std::string pointer;  ///< JSON pointer of the place (RFC 6901); empty: the whole file
    std::string message;
    std::string remedy;
};

/// One line: FILE#POINTER: MESSAGE. REMEDY
[[nodiscard]] std::string to_line(const Problem& problem);

using Problems = std::vector<Problem>;

/// What a file says, or everything that is wrong with it.
template <class T>
using Checked = std::variant<T, Problems>;

}  // namespace warmline::settings
