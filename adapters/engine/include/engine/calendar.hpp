#pragma once
#include "engine/parts.hpp"

namespace warmline::engine {

/// The address under which a helper's duty is read as iCalendar (adapters/calendar), with the secret there is, or a new
/// one. @param anew  another secret: the old address opens nothing any more
/// `parts` must have a public_url, and outlive the call.
store::Task<std::string> calendar_address(const Parts& parts, dispatcher::PersonId person, bool anew);

}  // namespace warmline::engine
