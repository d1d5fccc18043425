#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace warmline::http {

/// Why the server did not start, or why a request of ours got no answer.
/// The first group never left this process; of the second group the peer may have seen and done everything.
enum class Errc {
    bad_url = 1,       ///< not an absolute http or https URL
    bad_request,       ///< the method or a header holds characters that HTTP forbids
    resolve,           ///< the host name has no address
    connect,           ///< nobody answers at the address
    tls,               ///< no TLS session: the handshake failed or the certificate is not trusted
    timed_out_unsent,  ///< the deadline passed before the first byte was written
    listen,            ///< the server's address cannot be bound
    tls_files,         ///< certificate or key cannot be read, or do not belong together
    timed_out,         ///< the deadline passed after writing had begun
    closed,            ///< the peer closed the connection before the answer was complete
    too_large,         ///< the answer is larger than the settings allow
    malformed,         ///< the answer is not HTTP
};

template <class T>
using Result = boost::system::result<T>;

[[nodiscard]] const boost::system::error_category& category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(Errc e) noexcept {
    return {static_cast<int>(e), category()};
}

/// @return true if it is certain that the peer has not seen the request, so that it may be sent again whatever it
/// asks for. False means unknown. An error of another category (for example a cancelled wait) is unknown.
[[nodiscard]] bool surely_unsent(const boost::system::error_code& ec) noexcept;

}  // namespace warmline::http

template <>
struct boost::system::is_error_code_enum<warmline::http::Errc> : std::true_type {};
