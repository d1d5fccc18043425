#include "http/client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <map>

#include "async/within.hpp"
#include "client_request.hpp"
#include "resolve.hpp"
#include "transport.hpp"

namespace warmline::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using SteadyClock = std::chrono::steady_clock;
using Parser = bhttp::response_parser<bhttp::string_body>;

std::string text_of(beast::string_view text) { return {text.data(), text.size()}; }

// Cancellation is no outcome of the exchange: it unwinds it, and within() names its reason.
void throw_if_aborted(const error_code& ec) {
    if (ec == asio::error::operation_aborted) throw boost::system::system_error(ec);
}

Errc reason_for(const error_code& ec) {
    throw_if_aborted(ec);
    if (ec == bhttp::error::header_limit || ec == bhttp::error::body_limit || ec == bhttp::error::buffer_overflow) {
        return Errc::too_large;
    }
    if (ec == bhttp::error::end_of_stream || ec == bhttp::error::partial_message) return Errc::closed;
    return ec.category() == make_error_code(bhttp::error::bad_version).category() ? Errc::malformed : Errc::closed;
}

// Silent and open: a peer that closed, or says something unasked, shows by a byte or an end to read.
bool is_usable(tcp::socket& socket) {
    error_code ec;
    char byte = 0;
    socket.non_blocking(true, ec);
    if (!ec) socket.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, ec);
    return ec == asio::error::would_block;
}

Response to_response(Parser& parser) {
    auto message = parser.release();
    Response out;
    out.status = message.result_int();
    out.content_type = text_of(message[bhttp::field::content_type]);
    for (const auto& field : message) out.headers.emplace_back(text_of(field.name_string()), text_of(field.value()));
    out.body = std::move(message.body());
    return out;
}

/// How one try on one connection ended.
struct Attempt {
    Result<Response> result;
    bool reusable = false;    // the connection may serve another request
    bool unanswered = false;  // the peer closed before the first byte of an answer
};

}  // namespace

class Client::Impl {
public:
    Impl(asio::any_io_executor executor, ClientSettings settings)
        : executor_(std::move(executor)), settings_(std::move(settings)), tls_(asio::ssl::context::tls_client) {
        tls_.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                         asio::ssl::context::no_tlsv1_1);
        tls_.set_verify_mode(asio::ssl::verify_peer);
        if (settings_.ca_file.empty())
            tls_.set_default_verify_paths();
        else
            tls_.load_verify_file(settings_.ca_file);
    }

    asio::awaitable<Result<Response>> send(ClientRequest request, SteadyClock::time_point deadline);
    std::size_t idle_connections() const noexcept;

private:
    struct Idle {
        std::unique_ptr<Transport> transport;
        SteadyClock::time_point since;
    };

    // The references of these live in the frame of send(), which waits for them.
    asio::awaitable<Result<Response>> exchange(const PreparedRequest& request, bool& sent);
    asio::awaitable<Result<std::unique_ptr<Transport>>> open(const PreparedRequest& request);
    asio::awaitable<Attempt> attempt(Transport& transport, const PreparedRequest& request, bool& sent);
    std::unique_ptr<Transport> take_idle(const std::string& key);
    void keep(const std::string& key, std::unique_ptr<Transport> transport);

    asio::any_io_executor executor_;
    ClientSettings settings_;
    asio::ssl::context tls_;
    std::map<std::string, std::vector<Idle>> idle_;  // by PreparedRequest::key(), oldest first
};

asio::awaitable<Result<Response>> Client::Impl::send(ClientRequest request, SteadyClock::time_point deadline) {
    const auto prepared = prepare(request, settings_.user_agent);
    if (!prepared) co_return prepared.error();
    if (SteadyClock::now() >= deadline) co_return Errc::timed_out_unsent;
    bool sent = false;
    auto result = co_await async::within(deadline, exchange(*prepared, sent));
    if (!result && result.error() == async::Errc::timed_out) {
        co_return sent ? Errc::timed_out : Errc::timed_out_unsent;
    }
    co_return result;
}

asio::awaitable<Result<Response>> Client::Impl::exchange(const PreparedRequest& request, bool& sent) {
    const auto key = request.key();
    while (auto kept = take_idle(key)) {
        auto tried = co_await attempt(*kept, request, sent);
        if (tried.reusable) keep(key, std::move(kept));
        if (!tried.unanswered || (sent && !request.repeatable)) co_return std::move(tried.result);
        sent = false;
        break;  // one replacement only: a peer that closes every time must not make us circle
    }
    auto fresh = co_await open(request);
    if (!fresh) co_return fresh.error();
    auto tried = co_await attempt(**fresh, request, sent);
    if (tried.reusable) keep(key, std::move(*fresh));
    co_return std::move(tried.result);
}

asio::awaitable<Result<std::unique_ptr<Transport>>> Client::Impl::open(const PreparedRequest& request) {
    const auto endpoints = co_await resolve(request.host, request.port);
    if (!endpoints) co_return endpoints.error();
    tcp::socket socket(executor_);
    const auto [ec, endpoint] = co_await asio::async_connect(socket, *endpoints, asio::as_tuple(asio::use_awaitable));
    throw_if_aborted(ec);
    if (ec) co_return Errc::connect;
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto transport = std::make_unique<Transport>(std::move(socket), request.tls ? &tls_ : nullptr);
    if (auto* tls = transport->tls()) {
        error_code numeric;
        asio::ip::make_address(request.host, numeric);
        // SNI names hosts, never addresses (RFC 6066, 3).
        if (numeric) SSL_set_tlsext_host_name(tls->native_handle(), request.host.c_str());
        tls->set_verify_callback(asio::ssl::host_name_verification(request.host));
        const auto failure = co_await transport->handshake(asio::ssl::stream_base::client);
        throw_if_aborted(failure);
        if (failure) co_return Errc::tls;
    }
    co_return transport;
}

asio::awaitable<Attempt> Client::Impl::attempt(Transport& transport, const PreparedRequest& request, bool& sent) {
    sent = true;  // from here on a time-out leaves it open
    const auto [write_ec, written] = co_await transport.write(asio::buffer(request.text));
    throw_if_aborted(write_ec);
    if (write_ec && written == 0) {
        sent = false;
        co_return Attempt{.result = Errc::connect, .unanswered = true};
    }
    // After a partial write there may still be an answer, such as 413.
    beast::flat_buffer buffer(settings_.header_bytes_max + 2 * read_bytes);
    for (int interim = 0; interim < 8; ++interim) {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(settings_.header_bytes_max));
        parser.body_limit(settings_.body_bytes_max);
        parser.skip(request.head);
        parser.eager(true);
        if (const auto ec = co_await read_until(Part::whole, transport, buffer, parser)) {
            co_return Attempt{.result = reason_for(ec),
                              .unanswered = !parser.got_some() && reason_for(ec) == Errc::closed};
        }
        if (parser.get().result_int() < 200) continue;  // 1xx: the answer is still to come
        const bool reusable = parser.keep_alive() && buffer.size() == 0 && !write_ec;
        co_return Attempt{.result = to_response(parser), .reusable = reusable};
    }
    co_return Attempt{.result = Errc::malformed};
}

std::unique_ptr<Transport> Client::Impl::take_idle(const std::string& key) {
    auto& kept = idle_[key];
    while (!kept.empty()) {
        auto newest = std::move(kept.back());
        kept.pop_back();
        const bool young = SteadyClock::now() - newest.since <= settings_.idle_time_max;
        if (young && is_usable(newest.transport->socket())) return std::move(newest.transport);
    }
    return nullptr;
}

void Client::Impl::keep(const std::string& key, std::unique_ptr<Transport> transport) {
    auto& kept = idle_[key];
    if (kept.size() >= settings_.idle_per_host_max) kept.erase(kept.begin());
    if (settings_.idle_per_host_max > 0) kept.push_back({std::move(transport), SteadyClock::now()});
}

std::size_t Client::Impl::idle_connections() const noexcept {
    std::size_t total = 0;
    for (const auto& [key, kept] : idle_) total += kept.size();
    return total;
}

Client::Client(asio::any_io_executor executor, ClientSettings settings)
    : impl_(std::make_unique<Impl>(std::move(executor), std::move(settings))) {}
Client::~Client() = default;
asio::awaitable<Result<Response>> Client::send(ClientRequest request, SteadyClock::time_point deadline) {
    return impl_->send(std::move(request), deadline);
}
std::size_t Client::idle_connections() const noexcept { return impl_->idle_connections(); }

}  // namespace warmline::http
