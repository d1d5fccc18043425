#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace warmline::store {

enum class Errc {
    damaged = 1,    ///< a stored value does not open with our key, or is not what its place says
    not_found,      ///< nothing is stored there
    key_malformed,  ///< the data key is not 64 hexadecimal digits
};

[[nodiscard]] const boost::system::error_category& category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(Errc e) noexcept {
    return {static_cast<int>(e), category()};
}

template <class T>
using Result = boost::system::result<T>;

}  // namespace warmline::store

template <>
struct boost::system::is_error_code_enum<warmline::store::Errc> : std::true_type {};
