#pragma once
#include "http/router.hpp"

namespace warmline::console {

/// Adds the web page: "/", the addresses its router knows (all answered with the same file), and its parts.
void add_page_routes(http::Router& router);

}  // namespace warmline::console
