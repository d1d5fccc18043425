#pragma once
#include <functional>
#include <string>
#include <vector>

#include "hotline/port.hpp"
#include "hotline/signature.hpp"
#include "http/router.hpp"

namespace warmline::hotline {

struct AccountSettings {
    std::string id;         ///< as in the path
    std::vector<Key> keys;  ///< of the gateways that may call
};

/// Where the time of day comes from.
using Clock = std::function<Time()>;

/// Adds POST /channels/hotline/{id}. Answers {"result": R} with 200 accept or duplicate, 401 signature or stale,
/// 404 unknown_account, 409 conflict, 413 (before the body is read), 422 schema, 503 unavailable.
/// @param port  must outlive the router
void add_routes(http::Router& router, std::vector<AccountSettings> accounts, Port& port, Clock clock);

}  // namespace warmline::hotline
