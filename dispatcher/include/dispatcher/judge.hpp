#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "dispatcher/choose.hpp"
#include "dispatcher/decide.hpp"

namespace warmline::dispatcher {

/// Somebody who takes on this kind of work, and whether he or she could take this ticket now.
struct Judged {
    PersonId person;
    bool suitable = false;
    std::string why;  ///< one line in zh-CN for coordinators
};

/// Whom a coordinator may think of: the suitable in the order in which they would be asked, then the others with what
/// stands against them. The household's partner and backup are among them.
[[nodiscard]] std::vector<Judged> judge_all(const State& state, const Ticket& ticket, const Programme& programme,
                                            Time now, std::size_t count_max);

/// Open tickets that may be the same need told twice: the same need, of the same household, requester, telephone or
/// address, begun within three days of each other; the most alike first.
[[nodiscard]] std::vector<TicketId> duplicates_of(const State& state, const Ticket& ticket);

}  // namespace warmline::dispatcher
