#include "engine/numbers.hpp"

#include <algorithm>
#include <array>

namespace warmline::engine {

namespace {

/// Public telephone services of five digits beside which a ticket's number would be misread.
constexpr std::array<std::int64_t, 9> services{10'000, 10'010, 10'086, 12'320, 12'338, 12'345, 12'348, 12'355, 12'356};

}  // namespace

store::Task<std::vector<dispatcher::TicketId>> Numbers::take(std::size_t count) {
    constexpr int block = 64;
    while (free_.size() < count) {
        const auto held = co_await leasing_.hold("lease");
        if (free_.size() >= count) break;
        auto first = co_await store_.lease_numbers(block);
        if (!first) co_return first.error();
        std::vector<dispatcher::TicketId> fresh;
        for (auto number = *first + block - 1; number >= *first; --number)
            if (!std::ranges::binary_search(services, number)) fresh.emplace_back(std::to_string(number));
        free_.insert(free_.begin(), fresh.begin(), fresh.end());
    }
    std::vector<dispatcher::TicketId> taken(free_.rbegin(), free_.rbegin() + static_cast<std::ptrdiff_t>(count));
    free_.resize(free_.size() - count);
    co_return taken;
}

std::vector<dispatcher::TicketId> Numbers::unused(const std::vector<dispatcher::TicketId>& numbers,
                                                  const dispatcher::State& state) {
    std::vector<dispatcher::TicketId> out;
    for (const auto& id : numbers)
        if (!state.tickets.contains(id)) out.push_back(id);
    return out;
}

void Numbers::give_back(std::vector<dispatcher::TicketId> unused) {
    free_.insert(free_.end(), unused.rbegin(), unused.rend());
}

}  // namespace warmline::engine
