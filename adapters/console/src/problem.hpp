#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <string>

#include "http/message.hpp"

namespace warmline::console {

/// Why a request is refused; becomes an answer with problem().
struct BadInput {
    unsigned status = 400;
    std::string detail;          ///< zh-CN: what to do
    const char* code = nullptr;  ///< names the reason for a page in another language; null: after the status
};
template <class T>
using Parsed = boost::system::result<T, BadInput>;

/// An organisation was asked for that is not within the account's own.
inline const BadInput not_within_yours{403, "这个机构不在您的管理范围内。"};

/// An application/problem+json answer (RFC 9457) with the extension `code`. @param detail  zh-CN: what to do
[[nodiscard]] http::Response problem(unsigned status, std::string detail);
[[nodiscard]] http::Response problem(const BadInput& bad);
/// @return why an error of console or dispatcher is refused; anything else is 503
[[nodiscard]] BadInput reason_of(const boost::system::error_code& ec);
/// The one place that maps the errors of console and dispatcher to HTTP; anything else is 503.
[[nodiscard]] http::Response problem(const boost::system::error_code& ec);

}  // namespace warmline::console
