#pragma once
#include "console/backend.hpp"
#include "dispatcher/errc.hpp"
#include "redis/errc.hpp"

namespace warmline::backend {

/// What the console can say about an error of ours; a refusal of the dispatcher passes as it is.
[[nodiscard]] inline boost::system::error_code for_console(const boost::system::error_code& error) {
    if (error.category() == dispatcher::category() || error.category() == console::category()) return error;
    if (error == redis::Errc::conflict) return console::Errc::conflict;
    return console::Errc::unavailable;
}

}  // namespace warmline::backend
