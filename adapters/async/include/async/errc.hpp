#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace warmline::async {

/// Why a wait ended without its result.
enum class Errc {
    timed_out = 1,  ///< the time limit passed; what was asked for may have happened all the same
    cancelled,      ///< the caller, or the stop of the service, ended it
};

[[nodiscard]] const boost::system::error_category& category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(Errc e) noexcept {
    return {static_cast<int>(e), category()};
}

template <class T>
using Result = boost::system::result<T>;

}  // namespace warmline::async

template <>
struct boost::system::is_error_code_enum<warmline::async::Errc> : std::true_type {};
