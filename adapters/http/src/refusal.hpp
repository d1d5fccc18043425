#pragma once
#include "http/router.hpp"

namespace warmline::http {

/// What the server says by itself, without a handler. @param status  400, 404, 405, 408, 413, 431, 500 or 503
[[nodiscard]] Response refusal(unsigned status, ErrorForm form);

}  // namespace warmline::http
