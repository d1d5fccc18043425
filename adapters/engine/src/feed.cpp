#include "engine/feed.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace warmline::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto wait_in_redis = 1000ms;  ///< also the longest time a stop waits
constexpr auto reply_limit = 5000ms;

}  // namespace

Feed::Feed(asio::any_io_executor executor, Parts parts, redis::Client& blocking)
    : parts_(std::move(parts)), blocking_(blocking), worker_(executor, "feed", [this] { return round(); }) {}

store::Task<void> Feed::start() {
    auto last = co_await parts_.store.client().call(
        redis::Command("XREVRANGE", parts_.store.keys().events(), "+", "-", "COUNT", "1"));
    if (!last) co_return last.error();
    last_id_ = last->items().empty() ? "0" : last->items()[0].items()[0].text();
    if (auto loaded = co_await reload(); !loaded) co_return loaded;
    worker_.start();
    co_return boost::system::result<void>{};
}

store::Task<void> Feed::reload() {
    auto entries = co_await parts_.store.load_roster();
    if (!entries) co_return entries.error();
    for (auto& entry : *entries) parts_.roster.put(std::move(entry.person), entry.version);
    co_return co_await reload_situation();
}

store::Task<void> Feed::reload_situation() {
    if (parts_.situation == nullptr) co_return boost::system::result<void>{};
    store::Work work;
    if (auto loaded = co_await parts_.store.load_situation(work); !loaded) co_return loaded;
    parts_.situation->follow(*work.state.situation);
    co_return boost::system::result<void>{};
}

int Feed::listen(Listener listener) {
    listeners_.emplace(next_listener_, std::move(listener));
    return next_listener_++;
}

asio::awaitable<std::chrono::milliseconds> Feed::round() {
    auto got =
        co_await blocking_.call(redis::Command("XREAD", "COUNT", "100", "BLOCK", std::to_string(wait_in_redis.count()),
                                               "STREAMS", parts_.store.keys().events(), last_id_),
                                reply_limit);
    if (!got) co_return 200ms;
    if (got->is_nil()) co_return 0ms;
    for (const auto& entry : got->items()[0].items()[1].items()) {
        const auto& id = entry.items()[0].text();
        const auto& stored = entry.items()[1].items()[1].text();
        const bool own = store::origin_of(stored) == parts_.store.origin();
        if (!own || !listeners_.empty()) {
            auto batch = store::batch_from(parts_.store.vault(), parts_.store.keys(), id, stored);
            if (!batch)
                spdlog::error("event {} cannot be read: {}", id, batch.error().message());
            else if (auto taken = co_await take(*batch); !taken)
                co_return 200ms;  // and again from this one
        }
        last_id_ = id;
    }
    co_return 0ms;
}

store::Task<void> Feed::take(const store::Batch& batch) {
    if (batch.origin != parts_.store.origin() && !batch.helpers.empty()) {
        auto entries = co_await parts_.store.load_people(batch.helpers);
        if (!entries) co_return entries.error();
        for (auto& entry : *entries) parts_.roster.put(std::move(entry.person), entry.version);
    }
    const auto of_situation = [](const dispatcher::Event& event) { return dispatcher::is_of_situation(event.kind); };
    if (std::ranges::any_of(batch.events, of_situation))
        if (auto loaded = co_await reload_situation(); !loaded) co_return loaded;
    const auto listeners = listeners_;  // a listener may forget itself
    for (const auto& [number, listener] : listeners) listener(batch);
    co_return boost::system::result<void>{};
}

}  // namespace warmline::engine
