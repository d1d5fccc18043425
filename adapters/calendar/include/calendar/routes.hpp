#pragma once
#include <functional>

#include "dispatcher/programme.hpp"
#include "http/router.hpp"
#include "store/store.hpp"

namespace warmline::calendar {

/// So often one calendar may be read in a minute, by all processes together.
inline constexpr int reads_per_minute = 20;

using Clock = std::function<dispatcher::Time()>;

/// Adds GET /calendar/{file}: 200 with text/calendar, an ETag and five minutes of private caching; 304 if the caller
/// has it; 404 for any other file than a secret that holds, without saying why; 429 beyond the limit; 503 without
/// Redis.
/// @param store, programme  must outlive the router
void add_routes(http::Router& router, store::Store& store, const dispatcher::Programme& programme, Clock clock);

}  // namespace warmline::calendar
