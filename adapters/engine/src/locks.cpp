#include "engine/locks.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cassert>

namespace warmline::engine {

asio::awaitable<Locks::Held> Locks::hold(std::string name) {
    const auto [found, free] = waiting_.try_emplace(name);
    if (free) co_return Held(*this, std::move(name));
    auto turn = std::make_shared<asio::steady_timer>(executor_, asio::steady_timer::time_point::max());
    found->second.push_back(turn);
    // Deaf to cancellation: whoever was handed the name must run to give it back.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    boost::system::error_code ignored;
    co_await turn->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_await asio::this_coro::reset_cancellation_state();
    co_return Held(*this, std::move(name));
}

Locks::Held Locks::take(std::string name) {
    assert(!busy(name));
    waiting_.try_emplace(name);
    return {*this, std::move(name)};
}

void Locks::release(const std::string& name) {
    const auto found = waiting_.find(name);
    if (found == waiting_.end()) return;
    if (found->second.empty()) {
        waiting_.erase(found);
        return;
    }
    const auto next = found->second.front();
    found->second.pop_front();
    next->expires_at(asio::steady_timer::time_point::min());  // ends the wait, also one that has not begun
}

}  // namespace warmline::engine
