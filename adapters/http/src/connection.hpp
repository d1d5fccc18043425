#pragma once
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "http/event_stream.hpp"
#include "http/server.hpp"
#include "transport.hpp"

namespace warmline::http {

using SteadyClock = std::chrono::steady_clock;

/// What all connections of a server share; outlives them.
struct Shared {
    ServerSettings settings;
    const Router& router;
    Hooks hooks;
    bool stopping = false;
    std::uint64_t id_prefix = std::random_device{}();
    std::uint64_t id_count = 0;

    /// A request id that no other request of this process has, and hardly one of another process.
    [[nodiscard]] std::string next_id();
};

/// One client's connection: reads requests one after the other and answers them, as one coroutine. It has no timers of
/// its own: each phase notes a deadline, and the server's sweep cancels what is overdue.
class Connection {
public:
    /// @param tls  null for plain TCP
    Connection(Shared& shared, asio::ip::tcp::socket socket, asio::ssl::context* tls, std::string remote);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The whole life of the connection; ends with the socket closed. Throws nothing that matters to the caller.
    static asio::awaitable<void> run(std::shared_ptr<Connection> self);
    /// Bind it to the completion of run(), so that handlers can be cancelled.
    [[nodiscard]] asio::cancellation_slot slot() noexcept { return cancel_.slot(); }

    /// Cancels the current phase if its deadline is not after `now`.
    void sweep(SteadyClock::time_point now);
    /// The server stops: ends at once if no request is in flight, otherwise after its answer.
    void finish();
    /// Ends now: cancels the handler and closes the socket.
    void cut();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    enum class Phase { idle, header, body, handling, writing, streaming, closing };
    /// The request being served, as far as it is known.
    struct Call {
        SteadyClock::time_point began;
        const Route* route = nullptr;
        std::string id{};
        std::string method = "-";
        unsigned version = 11;
        bool keep_alive = false;
        [[nodiscard]] ErrorForm errors() const { return route ? route->options.errors : ErrorForm::problem; }
    };

    asio::awaitable<bool> serve_one();
    asio::awaitable<bool> wait_for_request();
    asio::awaitable<error_code> read_body(Parser& parser, const Route& route);
    /// @return the refusal, or nothing with `request` and `call` filled but for the body
    std::optional<Response> admit(Parser& parser, Call& call, Request& request);
    asio::awaitable<Response> handle(const Call& call, Request request);
    /// @return true if the next request may follow
    asio::awaitable<bool> answer(Call& call, Response response);
    asio::awaitable<void> send_events(Call& call, Response response);
    asio::awaitable<bool> write_events(std::string chunk);
    asio::awaitable<void> linger();
    Response refusal_for(const error_code& ec, const Call& call) const;
    void report(const Call& call, unsigned status, std::size_t bytes) const;
    void arm(Phase phase, std::chrono::milliseconds limit);
    void close();

    Shared& shared_;
    Transport transport_;
    std::string remote_;
    boost::beast::flat_buffer buffer_;
    std::string head_;  // reused, so that an answer allocates nothing for it
    asio::cancellation_signal cancel_;
    std::shared_ptr<EventStream> events_;
    SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
    Phase phase_ = Phase::idle;
    bool overdue_ = false;
    bool cut_ = false;
};

}  // namespace warmline::http
