#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace warmline::store {

/// Something stored that is not what the events say.
struct Difference {
    std::string key;
    std::string what;  ///< no personal data: "missing", "differs", "not in the events", "10042: missing"
};

/// Folds the whole event stream and compares it with the snapshots (tickets, persons, households, call tasks), the
/// indexes (open and all tickets, days, people, roster, calls, telephone numbers) and the timers. Changes nothing.
/// Conversations and the outbox are no fold of events and are not looked at. Meant for a service that is stopped: what
/// changes meanwhile shows up as a difference; so do the timers after a change of the programme.
/// @return Errc::damaged if an event cannot be read
Task<std::vector<Difference>> compare(Store& store);

struct Rebuilt {
    std::size_t batches = 0;                                          ///< entries of the stream that were read
    std::size_t tickets = 0, persons = 0, households = 0, calls = 0;  ///< as the events have them
    std::size_t written = 0, removed = 0;                             ///< snapshots that were not right
};
/// Writes snapshots and indexes as the events have them. Only while no service runs on this store. Safe to repeat; what
/// it was stopped in is put right by the next run.
/// @return Errc::damaged if an event cannot be read: then nothing was written
Task<Rebuilt> rebuild(Store& store);

}  // namespace warmline::store
