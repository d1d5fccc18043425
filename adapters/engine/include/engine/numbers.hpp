#pragma once
#include <cstdint>
#include <vector>

#include "dispatcher/ids.hpp"
#include "store/store.hpp"

namespace warmline::engine {

/// Ticket numbers, leased from the store in blocks so that a turn costs no round trip for them. A number that a turn
/// did not use goes back and is used by the next.
class Numbers {
public:
    explicit Numbers(store::Store& store) : store_(store) {}
    /// At least `count` numbers. They stay taken until `give_back`.
    store::Task<std::vector<dispatcher::TicketId>> take(std::size_t count);
    void give_back(std::vector<dispatcher::TicketId> unused);

private:
    store::Store& store_;
    std::vector<dispatcher::TicketId> free_;  ///< the lowest last
};

}  // namespace warmline::engine
