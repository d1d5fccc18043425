#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace warmline::console {

/// Why the engine cannot give what the console asks for. Refusals of a command are dispatcher::Errc.
enum class Errc {
    not_found = 1,  ///< no such ticket, user or task
    unavailable,    ///< the store is away; the same request may succeed later
    conflict,       ///< somebody else changed it again and again at the same moment
    bad_cursor,     ///< the cursor was not given out by us
    too_many,       ///< more than can be counted at once; ask for less
};

template <class T>
using Result = boost::system::result<T>;

[[nodiscard]] const boost::system::error_category& category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(Errc e) noexcept {
    return {static_cast<int>(e), category()};
}

}  // namespace warmline::console

template <>
struct boost::system::is_error_code_enum<warmline::console::Errc> : std::true_type {};
