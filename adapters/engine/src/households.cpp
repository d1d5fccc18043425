// What the engine does for whole households: their timers, and loading what a turn must see of them.
#include <algorithm>

#include "engine/engine.hpp"
#include "redis/errc.hpp"

namespace warmline::engine {
namespace {

/// Families that these commands are about, beside those of the partners among them.
struct Families {
    std::vector<dispatcher::HouseholdId> homes;
    std::vector<dispatcher::PersonId> partners;
};

Families families_of(const std::vector<dispatcher::Command>& commands) {
    Families out;
    for (const auto& command : commands)
        std::visit(
            [&]<class T>(const T& c) {
                if constexpr (requires { c.household.value; })
                    if constexpr (!std::is_same_v<T, dispatcher::OpenTicket>) out.homes.push_back(c.household);
                if constexpr (std::is_same_v<T, dispatcher::Rest> || std::is_same_v<T, dispatcher::ShortenLeave>)
                    out.partners.push_back(c.person);
                if constexpr (std::is_same_v<T, dispatcher::ChangePerson>)
                    if (c.person.roles.contains(dispatcher::Role::partner)) out.partners.push_back(c.person.id);
            },
            command);
    return out;
}

/// Homes that somebody is about to leave: their series may go along.
std::vector<dispatcher::HouseholdId> left_by(const std::vector<dispatcher::Command>& commands,
                                             const dispatcher::State& state) {
    std::vector<dispatcher::HouseholdId> out;
    for (const auto& command : commands)
        if (const auto* link = std::get_if<dispatcher::LinkPerson>(&command))
            if (const auto* person = state.person(link->person); person && person->household)
                out.push_back(person->household);
    return out;
}

/// How many tickets the household's series may open now.
std::size_t series_due(const dispatcher::State& state, const dispatcher::HouseholdId& id, dispatcher::Time now) {
    const auto home = state.households.find(id);
    if (home == state.households.end()) return 0;
    return static_cast<std::size_t>(std::ranges::count_if(
        home->second.series, [&](const dispatcher::Series& series) { return series.next <= now; }));
}

}  // namespace

/// Nothing more to load where the person is alone in it.
store::Task<void> Engine::load_own_home(store::Work& work) {
    const auto* person = work.state.person(work.conversation->conversation.person);
    const auto home = person ? work.state.households.find(person->household) : work.state.households.end();
    if (home == work.state.households.end() || home->second.members.size() < 2) co_return boost::system::result<void>{};
    std::vector<dispatcher::HouseholdId> homes(1, home->first);
    co_return co_await parts_.store.load_homes(work, std::move(homes));
}

store::Task<void> Engine::load_families(store::Work& work, const std::vector<dispatcher::Command>& commands) {
    auto families = families_of(commands);
    for (auto& partner : families.partners)
        if (auto done = co_await parts_.store.load_families(work, std::move(partner)); !done) co_return done;
    if (!families.homes.empty())
        if (auto done = co_await parts_.store.load_homes(work, std::move(families.homes)); !done) co_return done;
    const auto left = left_by(commands, work.state);
    if (auto done = co_await parts_.store.load_homes(work, left); !done) co_return done;
    for (const auto& home : left)
        if (auto done = co_await parts_.store.load_series(work, home); !done) co_return done;
    co_return boost::system::result<void>{};
}

store::Task<void> Engine::tick(dispatcher::HouseholdId id) {
    Hold hold(locks_, parts_.roster);
    for (int attempt_number = 1;; ++attempt_number) {
        auto loaded = co_await parts_.store.load(store::about(id));
        if (!loaded) co_return loaded.error();
        auto& work = *loaded;
        auto numbers = co_await numbers_.take(series_due(work.state, id, parts_.clock()));
        if (!numbers) co_return numbers.error();
        dispatcher::TickHousehold tick_it;
        tick_it.household = id;
        tick_it.fresh = *numbers;
        const auto commands = one(std::move(tick_it));
        if (auto more = co_await load_families(work, commands); !more) co_return more.error();
        if (auto last = co_await parts_.store.load_series(work, id); !last) co_return last.error();
        work.state.roster = &parts_.roster;
        const auto now = parts_.clock();
        store::Changes changes;
        changes.now = now;
        changes.home_timer_done = id;
        const dispatcher::Actor itself;
        auto resolved = co_await decide(work, commands, itself, now);
        if (!resolved) co_return resolved.error();
        auto routed = route_notices(*resolved, work.state, {}, parts_, now);
        changes.events = std::move(resolved->events);
        changes.outgoing = std::move(routed.outgoing);
        auto done = co_await commit(work, changes, hold);
        numbers_.give_back(Numbers::unused(*numbers, work.state));
        if (done) ++parts_.stats.timers_fired;
        if (done || done.error() != redis::Errc::conflict || attempt_number == decisions_max) co_return done;
    }
}

}  // namespace warmline::engine
