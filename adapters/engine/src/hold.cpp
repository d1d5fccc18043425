#include "engine/hold.hpp"

namespace warmline::engine {

std::optional<dispatcher::PersonId> Hold::take(const std::vector<dispatcher::PersonId>& ids) {
    for (const auto& id : ids)
        if (!held_.contains(id) && locks_.busy(name_of(id))) return id;
    for (const auto& id : ids) {
        if (held_.contains(id)) continue;
        held_.emplace(id, locks_.take(name_of(id)));
        roster_.hold(id);
    }
    return std::nullopt;
}

asio::awaitable<void> Hold::wait_for(dispatcher::PersonId id) {
    clear();
    auto held = co_await locks_.hold(name_of(id));
    held_.emplace(id, std::move(held));
    roster_.hold(id);
}

void Hold::clear() {
    for (const auto& [id, held] : held_) roster_.release(id);
    held_.clear();
}

}  // namespace warmline::engine
