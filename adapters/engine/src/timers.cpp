#include "engine/timers.hpp"

#include <spdlog/spdlog.h>

namespace warmline::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto lease = 20s;         ///< longer than one timer takes at worst
constexpr auto look_again = 100ms;  ///< a deadline fires this late at most when nothing else is to do
constexpr std::size_t at_once = 64;

}  // namespace

Timers::Timers(asio::any_io_executor executor, Parts parts, Engine& engine)
    : parts_(std::move(parts)),
      engine_(engine),
      worker_(executor, "timers", [this] { return round(); }),
      firing_(executor) {}

asio::awaitable<void> Timers::stop() {
    co_await worker_.stop();
    co_await firing_.wait();
}

asio::awaitable<std::chrono::milliseconds> Timers::round() {
    if (firing_.running() >= at_once) co_return 10ms;
    auto due = co_await parts_.store.claim_timers(parts_.clock(), lease, static_cast<int>(at_once - firing_.running()));
    if (!due) co_return 500ms;
    for (auto& id : *due) firing_.spawn(fire(std::move(id)));
    co_return due->empty() ? std::chrono::milliseconds(look_again) : std::chrono::milliseconds(1);
}

asio::awaitable<void> Timers::fire(std::string id) {
    const std::string home = store::Keys::timer_of(dispatcher::HouseholdId());
    const bool of_home = id.starts_with(home);
    boost::system::result<void> done;
    if (of_home)
        done = co_await engine_.tick(dispatcher::HouseholdId(id.substr(home.size())));
    else
        done = co_await engine_.tick(dispatcher::TicketId(id));
    if (!done) spdlog::warn("timer of {} left to its lease: {}", id, done.error().message());
}

}  // namespace warmline::engine
