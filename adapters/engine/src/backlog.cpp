#include "engine/backlog.hpp"

#include <spdlog/spdlog.h>

#include "dispatcher/backlog.hpp"
#include "dispatcher/known.hpp"
#include "dispatcher/pairing.hpp"

namespace warmline::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto look_again = 30s;  ///< shifts begin and rests end without an event
constexpr int at_once = 2000;

std::vector<dispatcher::Waiting> waiting_of(const dispatcher::State& state) {
    std::vector<dispatcher::Waiting> out;
    for (const auto& [id, ticket] : state.tickets) {
        if (!ticket.unplaced) continue;
        const auto household = state.households.find(ticket.household);
        out.push_back({&ticket, household == state.households.end() ? nullptr : &household->second,
                       state.person(ticket.requester), dispatcher::known_to(state, ticket.household)});
    }
    return out;
}

}  // namespace

Backlog::Backlog(asio::any_io_executor executor, Parts parts, Engine& engine)
    : parts_(std::move(parts)), engine_(engine), worker_(executor, "backlog", [this] { return round(); }) {}

asio::awaitable<std::chrono::milliseconds> Backlog::round() {
    auto work = co_await parts_.store.unplaced(at_once);
    if (!work) co_return 1s;
    const auto now = parts_.clock();
    const auto waiting = waiting_of(work->state);
    const auto placements = dispatcher::place_backlog(waiting, parts_.roster, parts_.programme, now);
    for (const auto& placement : placements) {
        const auto choice = dispatcher::explain(placement, waiting[placement.waiting], parts_.programme, now);
        const auto id = waiting[placement.waiting].ticket->id;
        auto commands = one(dispatcher::PlaceTicket{id, choice.person, choice.why});
        const auto placed = co_await engine_.command(std::move(commands));
        if (placed)
            ++parts_.stats.backlog_placed;
        else
            spdlog::debug("ticket {} stays in the backlog: {}", id.value, placed.error().message());
    }
    auto paired = co_await pair_households();
    co_return paired ? std::chrono::milliseconds(look_again) : std::chrono::milliseconds(1s);
}

std::vector<const dispatcher::Person*> Backlog::free_officers() const {
    std::vector<const dispatcher::Person*> out;
    for (const auto& id : dispatcher::officers_of(parts_.roster, parts_.programme))
        if (const auto* entry = parts_.roster.find(id);
            entry && dispatcher::has_room_for_family(entry->person, parts_.programme))
            out.push_back(&entry->person);
    return out;
}

store::Task<void> Backlog::pair_households() {
    if (free_officers().empty()) co_return boost::system::result<void>{};
    auto work = co_await parts_.store.unpaired(at_once);
    if (!work) co_return work.error();
    for (const auto& [id, home] : work->state.households) {
        const auto officers = free_officers();  // each pair made takes one
        if (!home.waits || !dispatcher::choose_partner(parts_.programme, home, officers, parts_.clock())) continue;
        auto commands = one(dispatcher::PairHousehold{id});
        const auto paired = co_await engine_.command(std::move(commands));
        if (!paired) spdlog::debug("a household goes on waiting for a partner: {}", paired.error().message());
    }
    co_return boost::system::result<void>{};
}

}  // namespace warmline::engine
