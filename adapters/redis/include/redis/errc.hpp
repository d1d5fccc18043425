#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace warmline::redis {

/// Why a command has no answer. "Not sent" is safe to repeat. "Sent" may have happened: repeat it only if it is
/// guarded by a version, or call the outcome unknown.
enum class Errc {
    not_connected = 1,  ///< not sent: there is no ready connection
    overloaded,         ///< not sent: pending_max or pending_bytes_max is reached
    timed_out_unsent,   ///< not sent: the limit passed while it waited for its turn to be written
    cancelled,          ///< not sent: the caller ended its wait before the command was written
    unknown,            ///< sent, no answer: time-out, cancelled or connection lost; it may have happened
    unavailable,        ///< answered: the server is loading, full, read-only or busy; nothing was done
    conflict,           ///< answered: a check of `warmline_commit` failed; nothing was written
    auth,               ///< answered: name, password or permission is wrong
    too_large,          ///< sent: the reply is larger than reply_bytes_max, or `warmline_load` found too much
    server_error,       ///< answered: any other error reply
    protocol,           ///< sent: the answer is not RESP2, or not what was asked for
    bad_record,         ///< a stored value is not a Record
    bad_endpoint,       ///< settings: the endpoint cannot be read
};

[[nodiscard]] const boost::system::error_category& category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(Errc e) noexcept {
    return {static_cast<int>(e), category()};
}

template <class T>
using Result = boost::system::result<T>;

}  // namespace warmline::redis

template <>
struct boost::system::is_error_code_enum<warmline::redis::Errc> : std::true_type {};
