#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

#include "http/errc.hpp"

namespace warmline::http {

/// Looks a host name up; a numeric address is taken as it is. The system's look-up cannot be interrupted, so when the
/// caller is cancelled it is left behind: it ends by itself and its answer is dropped.
/// @return at least one endpoint, or Errc::resolve
boost::asio::awaitable<Result<std::vector<boost::asio::ip::tcp::endpoint>>> resolve(std::string host, std::string port);

}  // namespace warmline::http
