#include "engine/outreach.hpp"

#include <spdlog/spdlog.h>

#include "dispatcher/outreach.hpp"

namespace warmline::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto look_again = 5s;
constexpr std::size_t at_once = 50;  ///< the others follow right after: a round never holds up a stop

std::vector<dispatcher::PersonId> due(const Parts& parts) {
    std::vector<dispatcher::PersonId> out;
    if (parts.programme.outreach_at.empty() && parts.programme.overrides.empty()) return out;
    const auto now = parts.clock();
    for (const auto& organisation : parts.programme.organisations) {
        for (const auto& id : parts.roster.with_role(dispatcher::Role::liaison, organisation.id)) {
            const auto* entry = parts.roster.find(id);
            if (entry == nullptr || !dispatcher::outreach_round(entry->person, parts.programme, now)) continue;
            out.push_back(id);
            if (out.size() == at_once) return out;
        }
    }
    return out;
}

}  // namespace

Outreach::Outreach(asio::any_io_executor executor, Parts parts, Engine& engine)
    : parts_(std::move(parts)), engine_(engine), worker_(executor, "outreach", [this] { return round(); }) {}

asio::awaitable<std::chrono::milliseconds> Outreach::round() {
    const auto liaisons = due(parts_);
    for (const auto& id : liaisons) {
        auto commands = one(dispatcher::ReachOut{id});
        const auto made = co_await engine_.command(std::move(commands));
        if (made) {
            ++parts_.stats.outreach;
        } else if (made.error().category() != dispatcher::category()) {
            spdlog::warn("a liaison is asked later: {}", made.error().message());
            co_return look_again;
        }
    }
    co_return liaisons.size() == at_once ? std::chrono::milliseconds(1) : std::chrono::milliseconds(look_again);
}

}  // namespace warmline::engine
