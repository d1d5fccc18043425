#include "connection.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <random>
#include <string>
#include <utility>

#include "async/within.hpp"
#include "backoff.hpp"
#include "greeting.hpp"

namespace warmline::redis {
namespace {
using Clock = std::chrono::steady_clock;
constexpr std::size_t read_bytes = 64 * 1024;
/// How late an expired request may hear of it; keeps the watch from ringing for each one.
constexpr std::chrono::milliseconds watch_grain{10};

double chance() {
    static std::minstd_rand engine(std::random_device{}());
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
}

/// What the server says in its own words; to a greeting it says nothing personal, and never the password.
std::string first_error(const std::vector<Value>& replies) {
    const auto found = std::ranges::find_if(replies, &Value::is_error);
    return found == replies.end() ? "" : "(" + found->text() + ")";
}

asio::awaitable<void> wait(asio::steady_timer& timer, SteadyTime until) {
    timer.expires_at(until);
    boost::system::error_code woken;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}
}  // namespace

Connection::Connection(asio::any_io_executor executor, const Settings& settings, Endpoint endpoint,
                       std::shared_ptr<asio::ssl::context> tls)
    : settings_(settings),
      endpoint_(std::move(endpoint)),
      tls_(std::move(tls)),
      executor_(executor),
      transport_(executor),
      multiplexer_(settings.reply_bytes_max, settings.stuck_after),
      write_wake_(executor),
      watch_(executor),
      buffer_(read_bytes) {}

void Connection::start() {
    running_ = true;
    asio::co_spawn(executor_, run(shared_from_this()),
                   asio::bind_cancellation_slot(stop_signal_.slot(), [self = shared_from_this()](std::exception_ptr e) {
                       self->running_ = false;
                       if (e) std::rethrow_exception(e);
                   }));
}

void Connection::request_stop() {
    stopping_ = true;
    ready_ = false;
    // Emitted from the executor, so that the caller may itself be a coroutine that our reader woke.
    asio::post(executor_, [self = shared_from_this()] { self->stop_signal_.emit(asio::cancellation_type::terminal); });
}

Multiplexer::Id Connection::push(std::span<const Command> commands, SteadyTime deadline,
                                 std::unique_ptr<Waiter> waiter) {
    ++stats_.requests;
    const auto id = multiplexer_.push(commands, deadline, std::move(waiter));
    // The writer wakes after everything that is ready to run now, so requests of one turn leave together.
    if (multiplexer_.wants_write()) write_wake_.cancel();
    if (deadline < watch_at_) watch_.cancel();
    return id;
}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self) {
    co_await asio::this_coro::throw_if_cancelled(false);
    int failures = 0;
    while (!self->stopping_) {
        Result<void> outcome = co_await async::within(self->settings_.connect_timeout, self->open());
        if (outcome && !self->stopping_) {
            const auto since = Clock::now();
            outcome = co_await self->serve();
            if (Clock::now() - since > self->settings_.backoff_max) failures = 0;
        }
        self->lost(outcome);
        if (!self->stopping_) co_await self->pause(failures++);
    }
}

asio::awaitable<void> Connection::pause(int failures) {
    co_await wait(watch_, Clock::now() + backoff(failures, settings_.backoff_min, settings_.backoff_max, chance()));
}

void Connection::lost(const Result<void>& why) {
    ready_ = false;
    last_error_ = why ? make_error_code(Errc::not_connected) : why.error();
    // The transport reports what connect_timeout did to it.
    if (last_error_ == asio::error::operation_aborted) last_error_ = async::Errc::timed_out;
    transport_.close();
    multiplexer_.close();
    if (stopping_) return;
    ++stats_.failures;
    // Each reason once: attempts go on for as long as Redis is away.
    if (last_error_ == logged_) return;
    logged_ = last_error_;
    spdlog::warn("redis: no connection to {}: {} {}", settings_.endpoint, last_error_.message(), complaint_);
}

asio::awaitable<Result<void>> Connection::open() {
    complaint_.clear();
    if (auto connected = co_await transport_.connect(endpoint_, tls_.get()); !connected) co_return connected.error();
    const auto replies = co_await exchange(greeting(settings_));
    if (!replies) co_return replies.error();
    const auto greeted = judge_greeting(settings_, *replies);
    if (!greeted) {
        complaint_ = first_error(*replies);
        co_return greeted.error();
    }
    if (*greeted == Greeted::ready) co_return Result<void>();
    std::vector<Command> load(1, load_functions_command());
    const auto loaded = co_await exchange(std::move(load));
    if (!loaded) co_return loaded.error();
    co_return judge_load(loaded->front());
}

asio::awaitable<Result<std::vector<Value>>> Connection::exchange(std::vector<Command> commands) {
    std::string out;
    Encoder encoder;
    for (const auto& command : commands) encoder.append(command, out);
    if (auto written = co_await transport_.write(out); !written) co_return written.error();
    Reader reader(settings_.reply_bytes_max);
    std::vector<Value> replies;
    while (replies.size() < commands.size()) {
        const auto count = co_await transport_.read_some(asio::buffer(buffer_));
        if (!count) co_return count.error();
        if (auto fed = reader.feed({buffer_.data(), *count}, replies); !fed) co_return fed.error();
    }
    if (replies.size() > commands.size()) co_return Errc::protocol;
    co_return replies;
}

asio::awaitable<Result<void>> Connection::serve() {
    ready_ = true;
    logged_ = {};
    ++stats_.connects;
    spdlog::info("redis: connected to {}", settings_.endpoint);
    // Whichever loop ends first ends the others; all have ended when the group does.
    Result<void> outcome = Errc::not_connected;
    co_await asio::experimental::make_parallel_group(
        asio::co_spawn(executor_, read_loop(*this, outcome), asio::deferred),
        asio::co_spawn(executor_, write_loop(*this, outcome), asio::deferred),
        asio::co_spawn(executor_, watch_loop(*this, outcome), asio::deferred))
        .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    co_return outcome;
}

void Connection::broken(boost::system::error_code why, Result<void>& outcome) {
    if (!ready_) return;  // what the end of another loop cancelled
    // At once, so that nobody who hears of it now asks this connection again.
    ready_ = false;
    outcome = why;
}

asio::awaitable<void> Connection::read_loop(Connection& self, Result<void>& outcome) {
    while (true) {
        const auto count = co_await self.transport_.read_some(asio::buffer(self.buffer_));
        if (!count) co_return self.broken(count.error(), outcome);
        self.stats_.bytes_in += *count;
        const auto fed = self.multiplexer_.feed({self.buffer_.data(), *count}, Clock::now());
        if (!fed) co_return self.broken(fed.error(), outcome);
    }
}

asio::awaitable<void> Connection::write_loop(Connection& self, Result<void>& outcome) {
    while (true) {
        while (self.multiplexer_.wants_write()) {
            const auto bytes = self.multiplexer_.begin_write(Clock::now());
            ++self.stats_.writes;
            self.stats_.bytes_out += bytes.size();
            const auto written = co_await self.transport_.write(bytes);
            if (!written) co_return self.broken(written.error(), outcome);
            self.multiplexer_.end_write();
        }
        co_await wait(self.write_wake_, SteadyTime::max());
    }
}

asio::awaitable<void> Connection::watch_loop(Connection& self, Result<void>& outcome) {
    while (true) {
        self.watch_at_ = self.multiplexer_.next_check();
        if (self.watch_at_ != SteadyTime::max()) self.watch_at_ = std::max(self.watch_at_, Clock::now() + watch_grain);
        co_await wait(self.watch_, self.watch_at_);
        const auto now = Clock::now();
        self.multiplexer_.expire(now);
        if (self.multiplexer_.stuck(now)) co_return self.broken(Errc::unknown, outcome);
    }
}

}  // namespace warmline::redis
