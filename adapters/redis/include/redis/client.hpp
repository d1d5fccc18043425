#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <vector>

#include "redis/command.hpp"
#include "redis/errc.hpp"
#include "redis/settings.hpp"
#include "redis/stats.hpp"
#include "redis/value.hpp"

namespace warmline::redis {

namespace asio = boost::asio;
class Connection;

/// A Redis that many coroutines share over few pipelined connections. Commands asked for in one turn of the event loop
/// leave in one write; replies are matched in order; a lost connection comes back by itself.
///
/// Errors: without a ready connection a call fails at once with Errc::not_connected; see Errc for what each says about
/// whether the command happened. Nothing is ever sent twice.
/// Cancellation: a cancelled call ends soon with Errc::cancelled or, if it was sent, Errc::unknown.
/// Threads: everything on the one thread that runs the executor. Lifetime: stop() before destruction; the client
/// outlives the calls in it.
/// A blocking command (XREAD BLOCK, BLPOP) holds up all others of its connection: give it a Client of its own with
/// `connections = 1` and a limit longer than it blocks.
class Client {
public:
    /// @throws std::invalid_argument if the settings' endpoint or number of connections is wrong,
    /// boost::system::system_error if a certificate file is.
    Client(asio::any_io_executor executor, Settings settings);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Begins to connect. Once.
    void start();
    /// Takes no more commands, fails those without a reply, closes, and returns when nothing of it runs any more.
    asio::awaitable<void> stop();
    /// True if a call would be sent: at least one connection is signed in and has our Functions.
    [[nodiscard]] bool ready() const;
    /// Waits until ready(). @return why the last attempt failed if the time passes first
    asio::awaitable<Result<void>> wait_ready(std::chrono::milliseconds limit);

    /// One command, one reply. An error reply becomes its Errc (see error_of), any other is the Value.
    /// @param command  not empty, else std::invalid_argument is thrown at once
    /// @param limit    from now to the whole reply; Settings::request_timeout if left out
    asio::awaitable<Result<Value>> call(Command command);
    asio::awaitable<Result<Value>> call(Command command, std::chrono::milliseconds limit);
    /// Several commands in a row on one connection, one wait. Each reply stands at its command's place; an error reply
    /// stays an error Value, since the others have happened. Not a transaction. Empty commands are refused as above.
    asio::awaitable<Result<std::vector<Value>>> pipeline(std::vector<Command> commands);
    asio::awaitable<Result<std::vector<Value>>> pipeline(std::vector<Command> commands,
                                                         std::chrono::milliseconds limit);

    [[nodiscard]] Stats stats() const;

private:
    [[nodiscard]] Result<std::shared_ptr<Connection>> choose(std::size_t bytes) const;

    asio::any_io_executor executor_;
    Settings settings_;
    std::vector<std::shared_ptr<Connection>> connections_;
};

}  // namespace warmline::redis
