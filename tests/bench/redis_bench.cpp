// How much of what Redis can do reaches callers of our client: warmline_commit with ten operations, from a bare
// pipelining loop over blocking sockets (the limit), and from coroutines that share the client's two connections.
// Usage: redis_bench [--appendfsync always|everysec]
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "redis/client.hpp"
#include "redis/commit.hpp"
#include "redis/record.hpp"
#include "support/redis_server.hpp"

namespace {
using namespace std::chrono_literals;
namespace redis = warmline::redis;
namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
constexpr auto run_time = 3s;
constexpr auto warm_up = 500ms;

/// Ten operations of the size a message makes; versions are left out, so that none conflicts.
redis::Command ten_operations(unsigned number) {
    const auto id = std::to_string(number % 20'000);
    const auto value = redis::Record{1, {"{b}:person:" + id}, std::string(200, 'p')}.encode();
    redis::Commit commit;
    commit.absent("{b}:never:" + id).set("{b}:conv:" + id, value).set("{b}:person:" + id, value);
    commit.set("{b}:ticket:" + id, value).zadd("{b}:due", number, id).zaddlt("{b}:outbox", number, id);
    commit.sadd("{b}:open", id).hset("{b}:index", id, "1").incrby("{b}:count", 1);
    commit.set("{b}:events:" + id, std::string(150, 'e'));
    return std::move(commit).command();
}

double seconds(Clock::duration span) { return std::chrono::duration<double>(span).count(); }

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// A blocking connection that sends what is prepared and counts replies of the form "+OK\r\n".
class Bare {
public:
    explicit Bare(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("connect");
    }
    ~Bare() { ::close(fd_); }
    Bare(const Bare&) = delete;
    Bare& operator=(const Bare&) = delete;

    void send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto sent = ::send(fd_, bytes.data(), bytes.size(), 0);
            if (sent <= 0) throw std::runtime_error("send");
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void await_replies(std::size_t count) const {
        std::array<char, 16'384> buffer;
        for (auto missing = count * 5; missing > 0;) {
            const auto got = ::recv(fd_, buffer.data(), std::min(missing, buffer.size()), 0);
            if (got <= 0 || buffer[0] == '-') throw std::runtime_error("recv");
            missing -= static_cast<std::size_t>(got);
        }
    }

private:
    int fd_;
};

void append_resp(const redis::Command& command, std::string& out) {
    out += '*' + std::to_string(command.size()) + "\r\n";
    for (const auto& word : command) out += '$' + std::to_string(word.size()) + "\r\n" + word + "\r\n";
}

/// Calls a second of bare pipelining: two connections by turns, so that one batch is always waiting for Redis.
double bare_rate(const std::string& socket_path, std::size_t batch) {
    std::vector<std::string> batches(16);
    unsigned number = 0;
    for (auto& one : batches) {
        for (std::size_t i = 0; i < batch; ++i) append_resp(ten_operations(number++), one);
    }
    const std::array<Bare, 2> connections{Bare(socket_path), Bare(socket_path)};
    std::size_t turn = 0, calls = 0;
    connections[0].send(batches[0]);
    auto start = Clock::now();
    for (bool warm = false;
         Clock::now() - start < (warm ? Clock::duration(run_time) : Clock::duration(warm_up)) || !warm;) {
        if (!warm && Clock::now() - start >= warm_up) {
            warm = true;
            calls = 0;
            start = Clock::now();
        }
        const auto next = turn + 1;
        connections[next % 2].send(batches[next % batches.size()]);
        connections[turn % 2].await_replies(batch);
        turn = next;
        calls += batch;
    }
    const auto rate = static_cast<double>(calls) / seconds(Clock::now() - start);
    connections[turn % 2].await_replies(batch);
    return rate;
}

struct Load {
    bool running = true;
    std::size_t calls = 0, active = 0;
    unsigned number = 0;
};

asio::awaitable<void> caller(redis::Client& client, Load& load, const std::vector<redis::Command>& prepared) {
    ++load.active;
    while (load.running) {
        const auto got = co_await client.call(prepared[load.number++ % prepared.size()]);
        if (!got) throw std::runtime_error(got.error().message());
        ++load.calls;
    }
    --load.active;
}

struct Measured {
    double rate, cpu_us, calls_per_write;
};

asio::awaitable<void> measure(redis::Client& client, std::size_t callers, Measured& out) {
    const auto executor = co_await asio::this_coro::executor;
    if (!co_await client.wait_ready(10s)) throw std::runtime_error("not ready");
    std::vector<redis::Command> prepared;
    for (unsigned i = 0; i < 1024; ++i) prepared.push_back(ten_operations(i));
    Load load;
    for (std::size_t i = 0; i < callers; ++i) asio::co_spawn(executor, caller(client, load, prepared), asio::detached);
    asio::steady_timer timer(executor, warm_up);
    co_await timer.async_wait(asio::use_awaitable);
    const auto before = client.stats();
    load.calls = 0;
    const auto cpu = cpu_seconds();
    const auto start = Clock::now();
    timer.expires_after(run_time);
    co_await timer.async_wait(asio::use_awaitable);
    const auto calls = static_cast<double>(load.calls);
    out.rate = calls / seconds(Clock::now() - start);
    out.cpu_us = (cpu_seconds() - cpu) * 1e6 / calls;
    out.calls_per_write = calls / static_cast<double>(client.stats().writes - before.writes);
    load.running = false;
    while (load.active > 0) {
        timer.expires_after(1ms);
        co_await timer.async_wait(asio::use_awaitable);
    }
    co_await client.stop();
}

Measured client_rate(const std::string& endpoint, std::size_t callers) {
    asio::io_context context(1);
    redis::Settings settings;
    settings.endpoint = endpoint;
    redis::Client client(context.get_executor(), settings);
    client.start();
    Measured out{};
    asio::co_spawn(context, measure(client, callers, out), [](std::exception_ptr e) {
        if (e) std::rethrow_exception(e);
    });
    context.run();
    return out;
}
}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> arguments{"--maxmemory", "2gb"};
    if (argc == 3) arguments.insert(arguments.end(), {"--appendonly", "yes", argv[1], argv[2]});
    const warmline::support::RedisServer server(arguments);
    client_rate(server.unix_endpoint(), 1);  // loads the Functions and the keys
    std::printf("%8s %12s %12s %8s %12s %12s\n", "at once", "bare/s", "client/s", "ratio", "client us", "calls/write");
    for (const std::size_t at_once : {1U, 8U, 64U, 256U}) {
        const auto bare = bare_rate(server.socket_path(), std::max<std::size_t>(at_once / 2, 1));
        const auto ours = client_rate(server.unix_endpoint(), at_once);
        std::printf("%8zu %12.0f %12.0f %8.2f %12.1f %12.1f\n", at_once, bare, ours.rate, ours.rate / bare, ours.cpu_us,
                    ours.calls_per_write);
    }
}
