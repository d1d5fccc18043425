#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace warmline::hotline {

/// Why a call of the webhook is refused, or a kept call cannot be read.
enum class Errc {
    signature = 1,  ///< a header is missing or malformed, the key is unknown, or no signature matches: 401
    stale,          ///< signed rightly, but too long ago or ahead of our clock: 401
    too_large,      ///< the body is above body_bytes_max: 413
    schema,         ///< not JSON, or a required field is missing or malformed: 422
    stored_call,    ///< the kept form of a call is not what we wrote
};

template <class T>
using Result = boost::system::result<T>;

[[nodiscard]] const boost::system::error_category& category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(Errc e) noexcept {
    return {static_cast<int>(e), category()};
}

}  // namespace warmline::hotline

template <>
struct boost::system::is_error_code_enum<warmline::hotline::Errc> : std::true_type {};
