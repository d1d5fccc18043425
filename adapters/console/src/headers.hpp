#pragma once
#include "http/message.hpp"

namespace warmline::console {

/// Headers of every answer of the API: never cached, never shown in a frame, never anything but data.
void secure_data(http::Response& response);
/// Headers of the page and its parts: scripts, styles and connections of our own origin only.
void secure_page(http::Response& response);

}  // namespace warmline::console
