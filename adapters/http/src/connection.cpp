#include "connection.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/asio/this_coro.hpp>
#include <typeinfo>

#include "refusal.hpp"
#include "target.hpp"
#include "wire.hpp"

namespace warmline::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

constexpr std::chrono::milliseconds linger_time_max{2000};
constexpr std::size_t linger_bytes_max = 1024 * 1024;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::string plain_word(std::string_view method) {
    const bool plain = method.size() <= 16 && method.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == method.npos;
    return plain ? std::string(method) : "-";
}

template <class Parser>
bool announces_body(const Parser& parser) {
    return parser.chunked() || parser.content_length().value_or(0) > 0;
}

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

// The text of an exception may quote what a user wrote, so only its kind is told.
std::string kind_of(const std::exception& e) {
    if (const auto* system = dynamic_cast<const boost::system::system_error*>(&e)) return system->code().what();
    return typeid(e).name();
}

}  // namespace

std::string Shared::next_id() { return fmt::format("{:08x}-{:x}", id_prefix, ++id_count); }

Connection::Connection(Shared& shared, asio::ip::tcp::socket socket, asio::ssl::context* tls, std::string remote)
    : shared_(shared),
      transport_(std::move(socket), tls),
      remote_(std::move(remote)),
      buffer_(shared.settings.header_bytes_max + 2 * read_bytes) {}

void Connection::arm(Phase phase, std::chrono::milliseconds limit) {
    phase_ = phase;
    overdue_ = false;
    deadline_ = SteadyClock::now() + limit;
}

void Connection::sweep(SteadyClock::time_point now) {
    if (now < deadline_) return;
    deadline_ = SteadyClock::time_point::max();
    overdue_ = true;
    if (phase_ == Phase::handling) {
        cancel_.emit(asio::cancellation_type::terminal);
    } else {
        error_code ignored;
        transport_.socket().cancel(ignored);
    }
}

void Connection::finish() {
    if (events_) events_->close();
    if (phase_ == Phase::idle || phase_ == Phase::closing) close();
}

void Connection::cut() {
    cut_ = true;
    close();
    cancel_.emit(asio::cancellation_type::terminal);
}

void Connection::close() {
    error_code ignored;
    transport_.socket().close(ignored);
}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self) {
    try {
        self->arm(Phase::header, self->shared_.settings.header_time_max);
        const auto ec = co_await self->transport_.handshake(asio::ssl::stream_base::server);
        if (!ec) {
            while (co_await self->serve_one()) {
            }
        }
    } catch (const boost::system::system_error&) {
        // Cut while waiting: nobody is left to be told.
    } catch (const std::exception& e) {  // a bug of ours costs this client its connection, not the service
        if (self->shared_.hooks.failure) self->shared_.hooks.failure({"-", "-", kind_of(e)});
    }
    self->close();
}

asio::awaitable<bool> Connection::wait_for_request() {
    if (buffer_.size() > 0) co_return true;  // pipelined
    arm(Phase::idle, shared_.settings.idle_time_max);
    if (shared_.stopping) co_return false;
    const auto [ec, bytes] = co_await transport_.read_some(buffer_.prepare(read_bytes));
    if (ec) co_return false;
    buffer_.commit(bytes);
    co_return true;
}

asio::awaitable<bool> Connection::serve_one() {
    if (!co_await wait_for_request()) co_return false;
    arm(Phase::header, shared_.settings.header_time_max);
    Call call{SteadyClock::now()};
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(shared_.settings.header_bytes_max));
    parser.body_limit(boost::none);  // the route's limit follows when the route is known
    if (const auto ec = co_await read_until(Part::header, transport_, buffer_, parser)) {
        co_return co_await answer(call, refusal_for(ec, call));
    }
    Request request;
    if (auto refusal = admit(parser, call, request)) co_return co_await answer(call, std::move(*refusal));
    if (!parser.is_done()) {
        if (const auto ec = co_await read_body(parser, *call.route)) {
            call.keep_alive = false;
            co_return co_await answer(call, refusal_for(ec, call));
        }
    }
    auto message = parser.release();
    request.body = std::move(message.body());
    request.headers = std::move(static_cast<bhttp::fields&>(message));
    auto response = co_await handle(call, std::move(request));
    if (response.stream) {
        co_await send_events(call, std::move(response));
        co_return false;
    }
    co_return co_await answer(call, std::move(response));
}

std::optional<Response> Connection::admit(Parser& parser, Call& call, Request& request) {
    const auto& message = parser.get();
    call.version = message.version();
    call.method = plain_word(view(message.method_string()));
    const auto asked_id = view(message["X-Request-Id"]);
    call.id = is_harmless_id(asked_id) ? std::string(asked_id) : shared_.next_id();
    call.keep_alive = parser.keep_alive() && !announces_body(parser);  // a body refused unread ends the connection
    // A transfer coding that is not chunked at its end leaves the length of the body open (RFC 9112, 6.3).
    const bool unframed = message.count(bhttp::field::transfer_encoding) > 0 && !parser.chunked();
    if (unframed || call.version > 11 || (call.version == 11 && message.count(bhttp::field::host) != 1)) {
        call.keep_alive = false;
        return refusal(400, call.errors());
    }
    const bool asks_options = message.method() == bhttp::verb::options;
    if (asks_options && message.target() == "*") return no_content();
    auto target = parse_target(view(message.target()));
    if (!target) return refusal(400, call.errors());
    auto matched = shared_.router.match(view(message.method_string()), target->path);
    if (std::holds_alternative<NoSuchPath>(matched)) return refusal(404, call.errors());
    if (const auto* refused = std::get_if<NoSuchMethod>(&matched)) {
        auto response = asks_options ? no_content() : refusal(405, refused->errors);
        response.headers.emplace_back("Allow", refused->allow);
        return response;
    }
    auto& match = std::get<Match>(matched);
    call.route = match.route;
    if (parser.content_length().value_or(0) > match.route->options.body_bytes_max) {
        return refusal(413, call.errors());
    }
    call.keep_alive = parser.keep_alive();
    request.method = std::string(view(message.method_string()));
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.raw_query = std::move(target->raw_query);
    request.params = std::move(match.params);
    request.remote = remote_;
    request.id = call.id;
    return std::nullopt;
}

asio::awaitable<error_code> Connection::read_body(Parser& parser, const Route& route) {
    arm(Phase::body, shared_.settings.body_time_max);
    parser.body_limit(route.options.body_bytes_max);
    parser.eager(true);
    if (parser.get().version() == 11 && beast::iequals(parser.get()[bhttp::field::expect], "100-continue")) {
        const auto [ec, bytes] =
            co_await transport_.write(asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")));
        if (ec) co_return ec;
    }
    co_return co_await read_until(Part::whole, transport_, buffer_, parser);
}

Response Connection::refusal_for(const error_code& ec, const Call& call) const {
    if (overdue_) return refusal(408, call.errors());
    if (ec == bhttp::error::header_limit || ec == bhttp::error::buffer_overflow) return refusal(431, call.errors());
    if (ec == bhttp::error::body_limit) return refusal(413, call.errors());
    return refusal(400, call.errors());
}

asio::awaitable<Response> Connection::handle(const Call& call, Request request) {
    arm(Phase::handling, call.route->options.time_max);
    std::optional<Response> response;
    std::string failure;
    try {
        response = co_await call.route->handler(std::move(request));
        check_headers(*response);
    } catch (const std::exception& e) {
        failure = kind_of(e);
    } catch (...) {
        failure = "unknown exception";
    }
    // The handler may have been cancelled, or may have chosen another filter; the connection goes on with its own.
    co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
    if (cut_) throw boost::system::system_error(asio::error::operation_aborted);
    if (failure.empty()) co_return std::move(*response);
    if (overdue_) failure = "past its time";
    if (shared_.hooks.failure) shared_.hooks.failure({call.route->pattern, call.id, failure});
    co_return refusal(overdue_ ? 503U : 500U, call.errors());
}

asio::awaitable<bool> Connection::answer(Call& call, Response response) {
    if (call.id.empty()) call.id = shared_.next_id();
    call.keep_alive = call.keep_alive && !shared_.stopping;
    head_.clear();
    append_head(head_, response, {call.version, call.keep_alive, call.id});
    const bool bodiless = call.method == "HEAD" || !may_have_body(response.status);
    const std::array<asio::const_buffer, 2> buffers{
        asio::buffer(head_), bodiless ? asio::const_buffer{} : asio::buffer(std::as_const(response.body))};
    arm(Phase::writing, shared_.settings.write_time_max);
    const auto [ec, bytes] = co_await transport_.write(buffers);
    report(call, response.status, bodiless ? 0 : response.body.size());
    if (ec) co_return false;
    if (!call.keep_alive) co_await linger();
    co_return call.keep_alive;
}

// Closing with unread bytes makes TCP reset the connection, and the client may lose the answer: so read on for a while.
asio::awaitable<void> Connection::linger() {
    const auto limit = shared_.stopping ? linger_time_max / 10 : linger_time_max;
    arm(Phase::closing, std::min(limit, shared_.settings.write_time_max));
    co_await transport_.shutdown();
    std::size_t total = 0;
    while (!overdue_ && total < linger_bytes_max) {
        buffer_.clear();
        const auto [ec, bytes] = co_await transport_.socket().async_read_some(buffer_.prepare(read_bytes),
                                                                              asio::as_tuple(asio::use_awaitable));
        if (ec) break;
        total += bytes;
    }
}

void Connection::report(const Call& call, unsigned status, std::size_t bytes) const {
    const auto& hooks = shared_.hooks;
    if (!hooks.access && !hooks.metrics) return;
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - call.began);
    const Exchange exchange{call.method, call.route ? std::string_view(call.route->pattern) : "-", status, bytes, took,
                            call.id};
    if (hooks.access) hooks.access(exchange);
    if (hooks.metrics) hooks.metrics(exchange);
}

}  // namespace warmline::http
