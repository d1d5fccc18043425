#include <algorithm>

#include "backend/console_backend.hpp"
#include "dispatcher/incident.hpp"
#include "for_console.hpp"

namespace warmline::backend {
namespace {

using dispatcher::Reported;

constexpr std::size_t open_max = 20'000;   ///< looked at, the newest
constexpr std::chrono::hours fresh{24};    ///< what is older is no mass event of now
constexpr std::size_t load_at_once = 100;  ///< each brings household and requester

Reported reported(const dispatcher::Ticket& ticket, const dispatcher::State& state) {
    const auto household = state.households.find(ticket.household);
    return {&ticket, household == state.households.end() ? nullptr : &household->second,
            state.person(ticket.requester)};
}

const dispatcher::Situation& situation_of(const dispatcher::Programme& programme) {
    static const dispatcher::Situation ordinary;
    return programme.situation != nullptr ? *programme.situation : ordinary;
}

std::vector<dispatcher::Ticket> pick(const dispatcher::State& state, const std::vector<dispatcher::TicketId>& ids) {
    std::vector<dispatcher::Ticket> out;
    for (const auto& id : ids) out.push_back(state.tickets.at(id));
    return out;
}

}  // namespace

store::Task<dispatcher::State> ConsoleBackend::fresh_or_linked(dispatcher::OrganisationId organisation) {
    auto ids = co_await parts_.store.open_tickets();
    if (!ids) co_return ids.error();
    if (ids->size() > open_max) ids->erase(ids->begin(), ids->end() - static_cast<std::ptrdiff_t>(open_max));
    auto tickets = co_await parts_.store.load_tickets(std::move(*ids));
    if (!tickets) co_return tickets.error();
    const auto since = parts_.clock() - fresh;
    std::erase_if(*tickets, [&](const auto& ticket) {
        return !sees(ticket.organisation, organisation) || (ticket.incident.empty() && ticket.opened < since);
    });
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
    auto state = co_await fresh_or_linked(organisation);
    if (!state) co_return for_console(state.error());
    state->roster = &parts_.roster;
    const auto situation = situation_of(parts_.programme);
    std::vector<Reported> all;
    for (const auto& [id, ticket] : state->tickets) all.push_back(reported(ticket, *state));
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
