#include "feed.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "access.hpp"
#include "present.hpp"

namespace warmline::console {

Feed::Feed(asio::any_io_executor executor, Backend& backend, Sessions& sessions, Settings settings)
    : backend_(backend),
      sessions_(sessions),
      settings_(settings),
      timer_(executor),
      ended_(executor, asio::steady_timer::time_point::max()) {}

std::shared_ptr<http::EventStream> Feed::open(const Session& session) {
    drop_closed();
    if (stopping_ || listeners_.size() >= settings_.streams_max) return nullptr;
    auto stream = std::make_shared<http::EventStream>();
    listeners_.push_back({stream, session});
    return stream;
}

void Feed::close(const std::string& session_key) {
    for (const auto& listener : listeners_) {
        if (listener.session.key == session_key) listener.stream->close();
    }
    drop_closed();
}

void Feed::start() {
    if (running_) return;
    running_ = true;
    subscription_ = backend_.subscribe([this](const Change& change) { publish(change); });
    asio::co_spawn(timer_.get_executor(), watch(),
                   asio::bind_cancellation_slot(stop_.slot(), [this](std::exception_ptr) {
                       running_ = false;
                       ended_.cancel();
                   }));
}

asio::awaitable<void> Feed::stop() {
    stopping_ = true;
    subscription_.reset();
    for (const auto& listener : listeners_) listener.stream->close();
    listeners_.clear();
    stop_.emit(asio::cancellation_type::terminal);
    timer_.cancel();
    if (running_) co_await ended_.async_wait(asio::as_tuple(asio::use_awaitable));
}

void Feed::publish(const Change& change) {
    const auto data = present(change).dump();
    for (const auto& listener : listeners_) {
        const auto& whose = change.organisation;
        if (!whose.empty() && !sees(listener.session.user, whose, backend_.programme())) continue;
        listener.stream->push("change", data);
    }
    drop_closed();
}

asio::awaitable<void> Feed::watch() {
    while (!stopping_) {
        timer_.expires_after(settings_.check);
        const auto [ec] = co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        if (!ec) co_await check_sessions();
    }
}

asio::awaitable<void> Feed::check_sessions() {
    drop_closed();
    std::set<std::string> keys;
    for (const auto& listener : listeners_) keys.insert(listener.session.key);
    for (const auto& key : keys) {
        if (!co_await sessions_.alive(key)) close(key);
    }
}

void Feed::drop_closed() {
    std::erase_if(listeners_, [](const Listener& listener) { return listener.stream->closed(); });
}

}  // namespace warmline::console
