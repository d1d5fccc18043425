#pragma once
#include <cstdint>
#include <vector>

#include "dispatcher/ids.hpp"
#include "engine/locks.hpp"
#include "store/store.hpp"

namespace warmline::engine {

/// Ticket numbers, leased from the store in blocks so that a turn costs no round trip for them. A number that a turn
/// did not use goes back and is used by the next. A number that is a telephone service (12355) is never given: who
/// writes it means the service.
class Numbers {
public:
    Numbers(asio::any_io_executor executor, store::Store& store) : store_(store), leasing_(std::move(executor)) {}
    /// At least `count` numbers. They stay taken until `give_back`.
    store::Task<std::vector<dispatcher::TicketId>> take(std::size_t count);
    void give_back(std::vector<dispatcher::TicketId> unused);
    /// Those of the numbers that no ticket of this state has.
    [[nodiscard]] static std::vector<dispatcher::TicketId> unused(const std::vector<dispatcher::TicketId>& numbers,
                                                                  const dispatcher::State& state);

private:
    store::Store& store_;
    Locks leasing_;                           ///< one lease at a time, however many wait for it
    std::vector<dispatcher::TicketId> free_;  ///< the lowest last
};

}  // namespace warmline::engine
