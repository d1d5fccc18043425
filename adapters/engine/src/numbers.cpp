#include "engine/numbers.hpp"

#include <algorithm>

namespace warmline::engine {

store::Task<std::vector<dispatcher::TicketId>> Numbers::take(std::size_t count) {
    constexpr int block = 64;
    while (free_.size() < count) {
        auto first = co_await store_.lease_numbers(block);
        if (!first) co_return first.error();
        std::vector<dispatcher::TicketId> fresh;
        for (auto number = *first + block - 1; number >= *first; --number) fresh.emplace_back(std::to_string(number));
        free_.insert(free_.begin(), fresh.begin(), fresh.end());
    }
    std::vector<dispatcher::TicketId> taken(free_.rbegin(), free_.rbegin() + static_cast<std::ptrdiff_t>(count));
    free_.resize(free_.size() - count);
    co_return taken;
}

void Numbers::give_back(std::vector<dispatcher::TicketId> unused) {
    free_.insert(free_.end(), unused.rbegin(), unused.rend());
}

}  // namespace warmline::engine
