#include "load.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <chrono>
#include <stdexcept>
#include <string_view>

namespace warmline::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

/// The least of HTTP that reads our two servers: the status, the length and the body.
class Answer {
public:
    asio::awaitable<unsigned> read(tcp::socket& socket) {
        for (;;) {
            const std::string_view got(buffer_.data(), size_);
            if (const auto end = got.find("\r\n\r\n"); end != got.npos) {
                body = length(got.substr(0, end));
                if (size_ >= end + 4 + body) break;
            }
            size_ += co_await socket.async_read_some(asio::buffer(buffer_.data() + size_, buffer_.size() - size_),
                                                     asio::use_awaitable);
            if (size_ == buffer_.size()) throw std::runtime_error("answer too large");
        }
        size_ = 0;
        co_return static_cast<unsigned>((buffer_[9] - '0') * 100 + (buffer_[10] - '0') * 10 + (buffer_[11] - '0'));
    }
    std::size_t body = 0;

private:
    static std::size_t length(std::string_view head) {
        constexpr std::string_view name = "Content-Length: ";
        const auto at = head.find(name);
        if (at == head.npos) throw std::runtime_error("answer without Content-Length");
        std::size_t value = 0;
        std::from_chars(head.data() + at + name.size(), head.data() + head.size(), value);
        return value;
    }
    std::array<char, 16'384> buffer_{};
    std::size_t size_ = 0;
};

struct Run {
    const std::vector<std::string>& requests;
    Clock::duration gap{};  ///< between departures; zero: as fast as the answers come
    Clock::time_point start = Clock::now();
    std::size_t next = 0;
    std::vector<double> took_ms{};
    LoadResult result{};
};

asio::awaitable<void> connection(Run& run, std::uint16_t port) {
    const auto executor = co_await asio::this_coro::executor;
    tcp::socket socket(executor);
    const tcp::endpoint server(asio::ip::address_v4::loopback(), port);
    co_await socket.async_connect(server, asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    asio::steady_timer timer(executor);
    Answer answer;
    while (run.next < run.requests.size()) {
        const auto number = run.next++;
        auto due = Clock::now();
        if (run.gap > Clock::duration::zero()) {
            due = run.start + run.gap * static_cast<std::int64_t>(number);
            timer.expires_at(due);
            co_await timer.async_wait(asio::use_awaitable);
        }
        co_await asio::async_write(socket, asio::buffer(run.requests[number]), asio::use_awaitable);
        const auto status = co_await answer.read(socket);
        run.took_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - due).count());
        ++(status == 200 ? run.result.answered : run.result.failed);
        if (status == 200) run.result.body_bytes = std::max(run.result.body_bytes, answer.body);
    }
}

double part(std::vector<double>& values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * share);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

LoadResult run_all(Run run, std::uint16_t port, int connections) {
    asio::io_context context(1);
    run.took_ms.reserve(run.requests.size());
    for (int i = 0; i < connections; ++i)
        asio::co_spawn(context, connection(run, port), [](const std::exception_ptr& e) {
            if (e) std::rethrow_exception(e);
        });
    context.run();
    run.result.per_second =
        static_cast<double>(run.requests.size()) / std::chrono::duration<double>(Clock::now() - run.start).count();
    run.result.p50_ms = part(run.took_ms, 0.5);
    run.result.p99_ms = part(run.took_ms, 0.99);
    return run.result;
}

}  // namespace

LoadResult run_closed(std::uint16_t port, const std::vector<std::string>& requests, int connections) {
    return run_all(Run{requests}, port, connections);
}

LoadResult run_open(std::uint16_t port, const std::vector<std::string>& requests, int connections, double per_second) {
    const auto gap = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / per_second));
    return run_all(Run{requests, gap}, port, connections);
}

}  // namespace warmline::bench
