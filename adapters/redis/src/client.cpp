#include "redis/client.hpp"

#include <algorithm>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <span>
#include <stdexcept>
#include <utility>

#include "connection.hpp"

namespace warmline::redis {
namespace {
using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds poll_pause{5};
constexpr int connections_max = 64;

/// What a caller waits for, made from the replies.
struct OneReply {
    using Out = Value;
    Value value;
    void add(Value reply) { value = std::move(reply); }
    Result<Value> take() {
        if (value.is_error()) return error_of(value);
        return std::move(value);
    }
};
struct AllReplies {
    using Out = std::vector<Value>;
    std::vector<Value> values;
    void add(Value reply) { values.push_back(std::move(reply)); }
    Result<Out> take() { return std::move(values); }
};

/// Resumes a suspended caller. Always through post: the Multiplexer is in the middle of its work when it calls us.
template <class Replies, class Handler>
class Resume final : public Waiter {
public:
    explicit Resume(Handler handler) : handler_(std::move(handler)) {}
    void on_reply(Value reply) override { replies_.add(std::move(reply)); }
    void on_end(boost::system::error_code failure) override {
        resume(std::move(handler_), failure ? Result<typename Replies::Out>(failure) : replies_.take());
    }
    static void resume(Handler handler, Result<typename Replies::Out> result) {
        auto executor = asio::get_associated_executor(handler);
        asio::post(executor, [handler = std::move(handler), result = std::move(result)]() mutable {
            asio::get_associated_cancellation_slot(handler).clear();
            std::move(handler)(std::move(result));
        });
    }

private:
    Handler handler_;
    Replies replies_;
};

/// Starts one request when its caller awaits it.
template <class Replies>
struct Start {
    template <class Handler>
    void operator()(Handler handler, std::shared_ptr<Connection> connection, std::vector<Command> commands,
                    std::chrono::milliseconds limit) const {
        using Waiting = Resume<Replies, Handler>;
        if (!connection->ready()) return Waiting::resume(std::move(handler), Errc::not_connected);
        auto slot = asio::get_associated_cancellation_slot(handler);
        const auto id = connection->push(commands, Clock::now() + limit, std::make_unique<Waiting>(std::move(handler)));
        if (!slot.is_connected()) return;
        slot.assign([weak = std::weak_ptr(connection), id](asio::cancellation_type) {
            if (const auto alive = weak.lock()) alive->abandon(id);
        });
    }
};

template <class T>
asio::awaitable<Result<T>> at_once(Result<T> result) {
    co_return result;
}

template <class Replies>
asio::awaitable<Result<typename Replies::Out>> send(std::shared_ptr<Connection> connection,
                                                    std::vector<Command> commands, std::chrono::milliseconds limit) {
    return asio::async_initiate<const asio::use_awaitable_t<>, void(Result<typename Replies::Out>)>(
        Start<Replies>{}, asio::use_awaitable, std::move(connection), std::move(commands), limit);
}

/// Also refuses empty commands: Redis ignores one, and every reply after it would go to the wrong caller.
std::size_t size_of(std::span<const Command> commands) {
    std::size_t bytes = 0;
    for (const auto& command : commands) {
        if (command.empty()) throw std::invalid_argument("redis: an empty command");
        for (const auto& argument : command) bytes += argument.size() + 16;
    }
    return bytes;
}
}  // namespace

Client::Client(asio::any_io_executor executor, Settings settings)
    : executor_(std::move(executor)), settings_(std::move(settings)) {
    const auto endpoint = Endpoint::parse(settings_.endpoint);
    if (!endpoint) throw std::invalid_argument("redis: " + endpoint.error().message());
    if (settings_.connections < 1 || settings_.connections > connections_max) {
        throw std::invalid_argument("redis: connections is from 1 to 64");
    }
    std::shared_ptr<asio::ssl::context> tls;
    if (endpoint->kind == Endpoint::Kind::tls) tls = make_tls_context(settings_);
    for (int i = 0; i < settings_.connections; ++i) {
        connections_.push_back(std::make_shared<Connection>(executor_, settings_, *endpoint, tls));
    }
}

Client::~Client() {
    for (const auto& connection : connections_) {
        if (!connection->finished()) connection->request_stop();
    }
}

void Client::start() {
    for (const auto& connection : connections_) connection->start();
}

asio::awaitable<void> Client::stop() {
    for (const auto& connection : connections_) connection->request_stop();
    asio::steady_timer timer(executor_);
    while (!std::ranges::all_of(connections_, &Connection::finished)) {
        timer.expires_after(poll_pause);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

bool Client::ready() const { return std::ranges::any_of(connections_, &Connection::ready); }

asio::awaitable<Result<void>> Client::wait_ready(std::chrono::milliseconds limit) {
    const auto until = Clock::now() + limit;
    asio::steady_timer timer(executor_);
    while (!ready()) {
        if (Clock::now() >= until) co_return connections_.front()->last_error();
        timer.expires_after(poll_pause);
        co_await timer.async_wait(asio::use_awaitable);
    }
    co_return Result<void>();
}

Result<std::shared_ptr<Connection>> Client::choose(std::size_t bytes) const {
    std::shared_ptr<Connection> best;
    std::size_t pending = 0;
    for (const auto& connection : connections_) {
        pending += connection->pending();
        if (connection->ready() && (!best || connection->pending() < best->pending())) best = connection;
    }
    if (!best) return Errc::not_connected;
    const bool full = pending >= settings_.pending_max || best->queued_bytes() + bytes > settings_.pending_bytes_max;
    if (full) return Errc::overloaded;
    return best;
}

asio::awaitable<Result<Value>> Client::call(Command command) {
    return call(std::move(command), settings_.request_timeout);
}

asio::awaitable<Result<Value>> Client::call(Command command, std::chrono::milliseconds limit) {
    std::vector<Command> one(1);
    one.front() = std::move(command);
    auto connection = choose(size_of(one));
    if (!connection) return at_once<Value>(connection.error());
    return send<OneReply>(std::move(*connection), std::move(one), limit);
}

asio::awaitable<Result<std::vector<Value>>> Client::pipeline(std::vector<Command> commands) {
    return pipeline(std::move(commands), settings_.request_timeout);
}

asio::awaitable<Result<std::vector<Value>>> Client::pipeline(std::vector<Command> commands,
                                                             std::chrono::milliseconds limit) {
    auto connection = choose(size_of(commands));
    if (!connection) return at_once<std::vector<Value>>(connection.error());
    if (commands.empty()) return at_once<std::vector<Value>>(std::vector<Value>());
    return send<AllReplies>(std::move(*connection), std::move(commands), limit);
}

Stats Client::stats() const {
    Stats sum;
    for (const auto& connection : connections_) {
        const auto& one = connection->stats();
        sum.ready += connection->ready() ? 1 : 0;
        sum.pending += connection->pending();
        sum.requests += one.requests;
        sum.writes += one.writes;
        sum.bytes_out += one.bytes_out;
        sum.bytes_in += one.bytes_in;
        sum.connects += one.connects;
        sum.failures += one.failures;
    }
    return sum;
}

}  // namespace warmline::redis
