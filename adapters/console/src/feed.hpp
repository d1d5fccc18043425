#pragma once
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <vector>

#include "console/backend.hpp"
#include "http/event_stream.hpp"
#include "sessions.hpp"

namespace warmline::console {

/// The open event streams: each hears of the changes its account may see, and ends when its session does.
class Feed {
public:
    struct Settings {
        std::chrono::seconds check;  ///< how often sessions that ended elsewhere are noticed
        std::size_t streams_max;
    };
    Feed(asio::any_io_executor executor, Backend& backend, Sessions& sessions, Settings settings);

    /// @return nullptr if too many are open
    [[nodiscard]] std::shared_ptr<http::EventStream> open(const Session& session);
    /// Ends the streams of one session.
    void close(const std::string& session_key);
    void start();
    /// Ends all streams and waits for the watch. Does nothing if start() was not called.
    asio::awaitable<void> stop();

private:
    struct Listener {
        std::shared_ptr<http::EventStream> stream;
        Session session;
    };
    void publish(const Change& change);
    asio::awaitable<void> watch();
    asio::awaitable<void> check_sessions();
    void drop_closed();

    Backend& backend_;
    Sessions& sessions_;
    Settings settings_;
    asio::steady_timer timer_, ended_;
    asio::cancellation_signal stop_;
    std::vector<Listener> listeners_;
    std::unique_ptr<Subscription> subscription_;
    bool running_ = false, stopping_ = false;
};

}  // namespace warmline::console
