#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// One step in the life of a promise.
struct ClockStep {
    enum class Kind {
        began,    ///< the promise was made
        moved,    ///< promised anew, because of `cause`
        stopped,  ///< the clock stands: waiting for the requester, or parked
        met,
        missed,
        ended,  ///< the ticket was over before
    };
    Kind kind{};
    Time at{};
    Time due{};         ///< as promised after this step
    EventKind cause{};  ///< the event that did it
    std::string text;   ///< its reason
};

/// How a promise came to be what it is: replayed from the ticket's events alone, so that whoever doubts a deadline can
/// follow it (design.md, "Clocks"). A kind
/// that was promised several times (accept, call_back) shows all of them; each follow-up after a crisis only itself.
/// @param deadline  one of the ticket's; of it only the kind counts, and of a follow-up the due moment
/// @return empty if there was no such promise
[[nodiscard]] std::vector<ClockStep> clock_of(const Ticket& ticket, const Deadline& deadline);

}  // namespace warmline::dispatcher
