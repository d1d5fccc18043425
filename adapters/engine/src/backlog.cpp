#include "engine/backlog.hpp"

#include <spdlog/spdlog.h>

#include "dispatcher/backlog.hpp"

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
        out.push_back({&ticket,
                       household == state.households.end() ? nullptr : &household->second,
                       state.person(ticket.requester),
                       {}});
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
        if (!placed) spdlog::debug("ticket {} stays in the backlog: {}", id.value, placed.error().message());
    }
    parts_.stats.backlog_placed += placements.size();
    co_return look_again;
}

}  // namespace warmline::engine
