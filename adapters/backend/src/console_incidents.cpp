#include <algorithm>

#include "backend/console_backend.hpp"
#include "dispatcher/incident.hpp"
#include "for_console.hpp"
#include "reported.hpp"

namespace warmline::backend {
namespace {

constexpr std::size_t open_max = 20'000;   ///< looked at, the newest
constexpr std::chrono::hours fresh{24};    ///< what is older is no mass event of now
constexpr std::size_t load_at_once = 100;  ///< each brings household and requester

std::vector<dispatcher::Ticket> pick(const dispatcher::State& state, const std::vector<dispatcher::TicketId>& ids) {
    std::vector<dispatcher::Ticket> out;
    for (const auto& id : ids) out.push_back(state.tickets.at(id));
    return out;
}

}  // namespace

store::Task<dispatcher::State> ConsoleBackend::open_where(std::function<bool(const dispatcher::Ticket&)> wanted) {
    auto ids = co_await parts_.store.open_tickets();
    if (!ids) co_return ids.error();
    if (ids->size() > open_max) ids->erase(ids->begin(), ids->end() - static_cast<std::ptrdiff_t>(open_max));
    auto tickets = co_await parts_.store.load_tickets(std::move(*ids));
    if (!tickets) co_return tickets.error();
    std::erase_if(*tickets, [&](const auto& ticket) { return !wanted(ticket); });
    dispatcher::State all;
    for (std::size_t from = 0; from < tickets->size(); from += load_at_once) {
        store::Store::Roots roots;
        for (std::size_t i = from; i < std::min(tickets->size(), from + load_at_once); ++i)
            roots.tickets.push_back((*tickets)[i].id);
        auto work = co_await parts_.store.load(std::move(roots));
        if (!work) co_return work.error();
        all.tickets.merge(std::move(work->state.tickets));
        all.households.merge(std::move(work->state.households));
        all.persons.merge(std::move(work->state.persons));
    }
    co_return all;
}

asio::awaitable<console::Result<console::Incidents>> ConsoleBackend::incidents(
    dispatcher::OrganisationId organisation) {
    const auto since = parts_.clock() - fresh;
    std::function<bool(const dispatcher::Ticket&)> wanted = [&, since](const dispatcher::Ticket& ticket) {
        return sees(ticket.organisation, organisation) && (ticket.incident || ticket.opened >= since);
    };
    auto state = co_await open_where(std::move(wanted));
    if (!state) co_return for_console(state.error());
    state->roster = &parts_.roster;
    const auto situation = situation_of(parts_.programme);
    const auto all = reported(*state);
    console::Incidents out;
    for (const auto& incident : situation.incidents) {
        if (!sees(incident.organisation, organisation)) continue;
        std::vector<dispatcher::TicketId> linked, alike;
        for (const auto& one : all) {
            if (one.ticket->incident == incident.id) linked.push_back(one.ticket->id);
            const bool free = one.ticket->incident.empty() && dispatcher::is_about(incident, one, parts_.programme);
            if (free) alike.push_back(one.ticket->id);
        }
        auto with = co_await with_names(pick(*state, linked));
        if (!with) co_return for_console(with.error());
        auto without = co_await with_names(pick(*state, alike));
        if (!without) co_return for_console(without.error());
        out.open.push_back({incident, std::move(*with), std::move(*without)});
    }
    for (auto& proposal : dispatcher::propose_incidents(all, parts_.programme)) {
        auto items = co_await with_names(pick(*state, proposal.tickets));
        if (!items) co_return for_console(items.error());
        out.proposed.push_back({std::move(proposal), std::move(*items)});
    }
    co_return out;
}

}  // namespace warmline::backend
