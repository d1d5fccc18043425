#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <span>
#include <vector>

#include "multiplexer.hpp"
#include "redis/settings.hpp"
#include "redis/stats.hpp"
#include "transport.hpp"

namespace warmline::redis {

/// One connection that comes back by itself. It is shared with its own coroutines, which may be the last to use it if
/// the client goes without stop().
class Connection : public std::enable_shared_from_this<Connection> {
public:
    /// @param tls  null unless the endpoint wants it
    Connection(asio::any_io_executor executor, const Settings& settings, Endpoint endpoint,
               std::shared_ptr<asio::ssl::context> tls);

    void start();
    /// Ends the run; finished() becomes true soon after.
    void request_stop();
    [[nodiscard]] bool finished() const noexcept { return !running_; }

    [[nodiscard]] bool ready() const noexcept { return ready_; }
    /// Why it is not ready: the outcome of the last attempt.
    [[nodiscard]] boost::system::error_code last_error() const noexcept { return last_error_; }
    [[nodiscard]] std::size_t pending() const noexcept { return multiplexer_.pending(); }
    [[nodiscard]] std::size_t queued_bytes() const noexcept { return multiplexer_.queued_bytes(); }
    [[nodiscard]] const Stats& stats() const noexcept { return stats_; }

    /// Only while ready(). See Multiplexer.
    Multiplexer::Id push(std::span<const Command> commands, SteadyTime deadline, std::unique_ptr<Waiter> waiter);
    void abandon(Multiplexer::Id id) { multiplexer_.abandon(id); }

private:
    static asio::awaitable<void> run(std::shared_ptr<Connection> self);
    asio::awaitable<Result<void>> open();
    asio::awaitable<Result<std::vector<Value>>> exchange(std::vector<Command> commands);
    asio::awaitable<Result<void>> serve();
    asio::awaitable<void> pause(int failures);
    static asio::awaitable<void> read_loop(Connection& self, Result<void>& outcome);
    static asio::awaitable<void> write_loop(Connection& self, Result<void>& outcome);
    static asio::awaitable<void> watch_loop(Connection& self, Result<void>& outcome);
    void broken(boost::system::error_code why, Result<void>& outcome);
    void lost(const Result<void>& why);

    const Settings settings_;
    const Endpoint endpoint_;
    const std::shared_ptr<asio::ssl::context> tls_;
    asio::any_io_executor executor_;
    Transport transport_;
    Multiplexer multiplexer_;
    asio::steady_timer write_wake_;  ///< cancelled when there is something to write
    asio::steady_timer watch_;       ///< rings at watch_at_; cancelled when that comes nearer
    SteadyTime watch_at_ = SteadyTime::max();
    asio::cancellation_signal stop_signal_;
    std::vector<char> buffer_;
    boost::system::error_code last_error_ = Errc::not_connected;
    boost::system::error_code logged_;  ///< the reason the log already has; none once ready
    std::string complaint_;             ///< the server's own words of a failed greeting
    Stats stats_;
    bool running_ = false, stopping_ = false, ready_ = false;
};

}  // namespace warmline::redis
