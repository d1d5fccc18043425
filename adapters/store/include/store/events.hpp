#pragma once
#include <functional>

#include "store/store.hpp"

namespace warmline::store {

using BatchVisitor = std::function<void(const Batch&)>;

/// Reads the whole stream of events, oldest first, and changes nothing. `visit` outlives the call.
/// @return Errc::damaged if an entry cannot be read: then those before it were visited
Task<void> each_batch(Store& store, const BatchVisitor& visit);

}  // namespace warmline::store
