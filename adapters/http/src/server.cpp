#include "http/server.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cerrno>
#include <list>
#include <tuple>

#include "connection.hpp"
#include "refusal.hpp"

namespace warmline::http {
namespace {

using asio::ip::tcp;

// Whose request it would have been is not known, so it has the form of answers without a route.
const std::string& full_answer() {
    static const std::string text = [] {
        const auto response = refusal(503, ErrorForm::problem);
        return "HTTP/1.1 503 Service Unavailable\r\nContent-Type: " + response.content_type +
               "\r\nContent-Length: " + std::to_string(response.body.size()) + "\r\nConnection: close\r\n\r\n" +
               response.body;
    }();
    return text;
}

// How often deadlines are looked at: an eighth of the shortest, so that none is overrun by much more than that.
std::chrono::milliseconds sweep_interval(const ServerSettings& s) {
    const auto shortest = std::min({s.header_time_max, s.body_time_max, s.write_time_max, s.idle_time_max});
    return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(100));
}

Result<std::unique_ptr<asio::ssl::context>> make_tls(const ServerSettings& settings) {
    auto tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    error_code ec;
    tls->set_options(
        asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, ec);
    if (!ec) tls->use_certificate_chain_file(settings.certificate_file, ec);
    if (!ec) tls->use_private_key_file(settings.key_file, asio::ssl::context::pem, ec);
    if (ec || SSL_CTX_check_private_key(tls->native_handle()) != 1) return Errc::tls_files;
    return tls;
}

}  // namespace

Hooks Hooks::logging() {
    return {.access =
                [](const Exchange& e) {
                    spdlog::info("http method={} route={} status={} bytes={} ms={:.3f} id={}", e.method, e.route,
                                 e.status, e.bytes, static_cast<double>(e.took.count()) / 1000, e.request_id);
                },
            .failure =
                [](const Failure& f) {
                    spdlog::error("http handler failed: route={} id={} what={}", f.route, f.request_id, f.what);
                }};
}

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
public:
    Impl(asio::any_io_executor executor, ServerSettings settings, const Router& router, Hooks hooks)
        : shared_{std::move(settings), router, std::move(hooks)},
          executor_(executor),
          acceptor_(executor),
          sweep_timer_(executor),
          ended_(executor) {}

    Result<std::uint16_t> start(Impl* beside = nullptr);
    asio::awaitable<void> stop(std::chrono::milliseconds grace);
    std::size_t connections() const noexcept { return connections_.size(); }

private:
    static asio::awaitable<void> accept_all(std::shared_ptr<Impl> self);
    static asio::awaitable<void> sweep_all(std::shared_ptr<Impl> self);
    error_code listen();
    error_code share(tcp::acceptor& other);
    void spawn_loop(asio::awaitable<void> loop);
    void admit(tcp::socket socket);
    void refuse(tcp::socket socket) const;
    asio::awaitable<void> wait_until_gone(SteadyClock::time_point until);

    Shared shared_;
    asio::any_io_executor executor_;
    std::unique_ptr<asio::ssl::context> tls_;
    tcp::acceptor acceptor_;
    asio::steady_timer sweep_timer_;
    asio::steady_timer ended_;  // cancelled whenever a connection or a loop ends
    std::list<std::shared_ptr<Connection>> connections_;
    int loops_ = 0;
};

error_code Server::Impl::listen() {
    error_code ec;
    const auto address = asio::ip::make_address(shared_.settings.address, ec);
    if (ec) return ec;
    const tcp::endpoint endpoint(address, shared_.settings.port);
    acceptor_.open(endpoint.protocol(), ec);
    if (!ec) acceptor_.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor_.bind(endpoint, ec);
    if (!ec) acceptor_.listen(asio::socket_base::max_listen_connections, ec);
    return ec;
}

error_code Server::Impl::share(tcp::acceptor& other) {
    error_code ec;
    const auto endpoint = other.local_endpoint(ec);
    if (ec) return ec;
    const int socket = ::fcntl(other.native_handle(), F_DUPFD_CLOEXEC, 0);
    if (socket < 0) return {errno, boost::system::system_category()};
    acceptor_.assign(endpoint.protocol(), socket, ec);
    if (ec) ::close(socket);
    return ec;
}

Result<std::uint16_t> Server::Impl::start(Impl* beside) {
    if (!shared_.settings.certificate_file.empty() || !shared_.settings.key_file.empty()) {
        auto tls = make_tls(shared_.settings);
        if (!tls) return tls.error();
        tls_ = std::move(*tls);
    }
    const auto place = [](const ServerSettings& s) { return std::tie(s.address, s.port); };
    const bool same = beside && place(beside->shared_.settings) == place(shared_.settings);
    if (same ? share(beside->acceptor_) : listen()) return Errc::listen;
    spawn_loop(accept_all(shared_from_this()));
    spawn_loop(sweep_all(shared_from_this()));
    return acceptor_.local_endpoint().port();
}

void Server::Impl::spawn_loop(asio::awaitable<void> loop) {
    ++loops_;
    asio::co_spawn(executor_, std::move(loop), [self = shared_from_this()](std::exception_ptr failure) {
        --self->loops_;
        self->ended_.cancel();
        if (failure) std::rethrow_exception(failure);
    });
}

asio::awaitable<void> Server::Impl::accept_all(std::shared_ptr<Impl> self) {
    asio::steady_timer pause(self->executor_);
    while (!self->shared_.stopping) {
        auto [ec, socket] = co_await self->acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
        if (!ec) {
            self->admit(std::move(socket));
        } else if (!self->shared_.stopping) {  // out of descriptors, most likely: others must end first
            pause.expires_after(std::chrono::milliseconds(50));
            co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
        }
    }
}

asio::awaitable<void> Server::Impl::sweep_all(std::shared_ptr<Impl> self) {
    const auto interval = sweep_interval(self->shared_.settings);
    while (!self->shared_.stopping || !self->connections_.empty()) {
        self->sweep_timer_.expires_after(interval);
        co_await self->sweep_timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        const auto now = SteadyClock::now();
        for (const auto& connection : self->connections_) connection->sweep(now);
    }
}

void Server::Impl::admit(tcp::socket socket) {
    error_code ec;
    const auto peer = socket.remote_endpoint(ec);
    if (ec || shared_.stopping) return;
    if (connections_.size() >= shared_.settings.connections_max) return refuse(std::move(socket));
    socket.set_option(tcp::no_delay(true), ec);
    auto connection = std::make_shared<Connection>(shared_, std::move(socket), tls_.get(), peer.address().to_string());
    const auto place = connections_.insert(connections_.end(), connection);
    asio::co_spawn(executor_, Connection::run(connection),
                   asio::bind_cancellation_slot(
                       connection->slot(), [self = shared_from_this(), connection, place](std::exception_ptr failure) {
                           self->connections_.erase(place);
                           self->ended_.cancel();
                           if (failure) std::rethrow_exception(failure);
                       }));
}

// Best effort without waiting: the answer fits into the socket's own buffer.
void Server::Impl::refuse(tcp::socket socket) const {
    error_code ignored;
    socket.non_blocking(true, ignored);
    if (!tls_) socket.write_some(asio::buffer(full_answer()), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> Server::Impl::wait_until_gone(SteadyClock::time_point until) {
    while (!connections_.empty() && SteadyClock::now() < until) {
        ended_.expires_at(until);
        co_await ended_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

asio::awaitable<void> Server::Impl::stop(std::chrono::milliseconds grace) {
    shared_.stopping = true;
    error_code ignored;
    acceptor_.close(ignored);
    for (const auto& connection : connections_) connection->finish();
    co_await wait_until_gone(SteadyClock::now() + grace);
    for (const auto& connection : connections_) connection->cut();
    co_await wait_until_gone(SteadyClock::time_point::max());
    sweep_timer_.cancel();
    while (loops_ > 0) {
        ended_.expires_at(SteadyClock::time_point::max());
        co_await ended_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

Server::Server(asio::any_io_executor executor, ServerSettings settings, const Router& router, Hooks hooks)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(settings), router, std::move(hooks))) {}
Server::~Server() = default;
Result<std::uint16_t> Server::start() { return impl_->start(); }
Result<std::uint16_t> Server::start_beside(Server& other) { return impl_->start(other.impl_.get()); }
asio::awaitable<void> Server::stop(std::chrono::milliseconds grace) { return impl_->stop(grace); }
std::size_t Server::connections() const noexcept { return impl_->connections(); }

}  // namespace warmline::http
