#pragma once
#include <array>
#include <cstdint>

namespace warmline::engine {

/// What the engine counted since it started, for /metrics. No personal data.
struct Stats {
    std::uint64_t messages = 0, repeated = 0, failed = 0, deferred = 0, conflicts = 0, waits = 0;
    std::uint64_t crises = 0, crisis_checks = 0;
    std::uint64_t sure = 0, asked = 0, to_person = 0;  ///< decisions of the reader
    std::uint64_t second_asked = 0, second_agreed = 0, second_differed = 0, second_late = 0, second_amended = 0;
    std::uint64_t second_refused = 0, second_failed = 0, second_spared = 0;
    std::uint64_t tickets_opened = 0, offers_made = 0, tickets_accepted = 0, tickets_resolved = 0, deadlines_missed = 0;
    std::uint64_t backlog_placed = 0, outreach = 0;
    std::uint64_t pairs_made = 0, continuity_breaks = 0;
    std::uint64_t timers_fired = 0, timer_lag_ms_max = 0;
    std::uint64_t sent = 0, send_retried = 0, send_waiting = 0, send_parked = 0, send_unknown = 0;
};

}  // namespace warmline::engine
