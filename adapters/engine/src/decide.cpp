// Deciding what a turn asks for, with all loaded that the decision and those who hear of it bring into play.
#include <algorithm>

#include "dispatcher/merged.hpp"
#include "engine/engine.hpp"

namespace warmline::engine {
namespace {

constexpr std::size_t at_once = 20;  ///< each brings a household and tickets, and a load reads 500 values at most

/// The tickets that may end or be split by these commands.
std::vector<dispatcher::TicketId> moved_by(const std::vector<dispatcher::Command>& commands) {
    std::vector<dispatcher::TicketId> out;
    for (const auto& command : commands) {
        if (const auto* cancel = std::get_if<dispatcher::CancelTicket>(&command)) out.push_back(cancel->ticket);
        if (const auto* move = std::get_if<dispatcher::MoveTicket>(&command)) out.push_back(move->ticket);
    }
    return out;
}

/// Of the tickets that were merged into these, and those that these were merged into one after the other: which are not
/// loaded, as far as can be seen now.
std::vector<dispatcher::TicketId> merged_missing(const dispatcher::State& state,
                                                 const std::vector<dispatcher::TicketId>& moved) {
    std::vector<dispatcher::TicketId> out;
    const auto want = [&](const dispatcher::TicketId& id) {
        if (!state.tickets.contains(id)) out.push_back(id);
    };
    for (const auto& id : moved) {
        auto ticket = state.tickets.find(id);
        if (ticket == state.tickets.end()) continue;
        for (const auto& other : dispatcher::merged_with(ticket->second)) want(other);
        while (ticket != state.tickets.end() && ticket->second.merged_into) {
            want(ticket->second.merged_into);
            ticket = state.tickets.find(ticket->second.merged_into);
        }
    }
    return out;
}

}  // namespace

store::Task<void> Engine::load_merged(store::Work& work, const std::vector<dispatcher::Command>& commands) {
    constexpr int chain_max = 8;
    const auto moved = moved_by(commands);
    for (int step = 0; step < chain_max; ++step) {
        const auto missing = merged_missing(work.state, moved);
        if (missing.empty()) break;
        for (std::size_t from = 0; from < missing.size(); from += at_once) {
            store::Store::Roots roots;
            for (std::size_t i = from; i < std::min(missing.size(), from + at_once); ++i)
                roots.tickets.push_back(missing[i]);
            if (auto done = co_await parts_.store.load_more(work, std::move(roots)); !done) co_return done;
        }
    }
    co_return boost::system::result<void>{};
}

store::Task<void> Engine::load_told(store::Work& work, const std::vector<dispatcher::Notice>& notices) {
    std::vector<dispatcher::PersonId> missing;
    for (const auto& notice : notices)
        if (!work.state.person(notice.to)) missing.push_back(notice.to);
    for (std::size_t from = 0; from < missing.size(); from += at_once) {
        store::Store::Roots roots;
        for (std::size_t i = from; i < std::min(missing.size(), from + at_once); ++i)
            roots.persons.push_back(missing[i]);
        if (auto done = co_await parts_.store.load_more(work, std::move(roots)); !done) co_return done;
    }
    co_return boost::system::result<void>{};
}

store::Task<Resolved> Engine::decide(store::Work& work, const std::vector<dispatcher::Command>& commands,
                                     const dispatcher::Actor& actor, dispatcher::Time now) {
    if (auto more = co_await load_merged(work, commands); !more) co_return more.error();
    auto resolved = resolve(work.state, commands, parts_.programme, actor, now);
    if (auto more = co_await load_told(work, resolved.notices); !more) co_return more.error();
    co_return resolved;
}

}  // namespace warmline::engine
