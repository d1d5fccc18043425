#include <algorithm>

#include "backend/console_backend.hpp"
#include "dispatcher/judge.hpp"

namespace warmline::backend {

store::Task<std::vector<console::TicketItem>> ConsoleBackend::duplicates(dispatcher::Ticket ticket,
                                                                         std::vector<dispatcher::TicketId> among) {
    constexpr std::size_t looked_at_max = 50;
    std::sort(among.begin(), among.end());
    among.erase(std::unique(among.begin(), among.end()), among.end());
    std::erase(among, ticket.id);
    if (dispatcher::is_over(ticket.state) || among.empty()) co_return std::vector<console::TicketItem>{};
    if (among.size() > looked_at_max)  // the newest, since a duplicate comes within days
        among.erase(among.begin(), among.end() - static_cast<std::ptrdiff_t>(looked_at_max));
    auto loaded = co_await parts_.store.load_tickets(std::move(among));
    if (!loaded) co_return loaded.error();
    dispatcher::State state;
    for (auto& one : *loaded) {
        const auto id = one.id;
        state.tickets.emplace(id, std::move(one));
    }
    std::vector<dispatcher::Ticket> alike;
    for (const auto& id : dispatcher::duplicates_of(state, ticket)) alike.push_back(std::move(state.tickets.at(id)));
    co_return co_await with_names(std::move(alike));
}

}  // namespace warmline::backend
