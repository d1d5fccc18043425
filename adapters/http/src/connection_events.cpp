// The part of a connection that sends server-sent events.
#include "connection.hpp"
#include "wire.hpp"

namespace warmline::http {
namespace {

/// Ties an event stream to a connection for as long as it lives.
class Attached {
public:
    Attached(EventStream& stream, std::function<void()> wake) : stream_(stream) { stream_.attach(std::move(wake)); }
    ~Attached() { stream_.detach(); }
    Attached(const Attached&) = delete;
    Attached& operator=(const Attached&) = delete;

private:
    EventStream& stream_;
};

}  // namespace

asio::awaitable<bool> Connection::write_events(std::string chunk) {
    arm(Phase::writing, shared_.settings.write_time_max);
    const auto [ec, bytes] = co_await transport_.write(asio::buffer(std::as_const(chunk)));
    phase_ = Phase::streaming;
    deadline_ = SteadyClock::time_point::max();
    co_return !ec;
}

asio::awaitable<void> Connection::send_events(Call& call, Response response) {
    const auto stream = response.stream;
    head_.clear();
    append_head(head_, response, {call.version, false, call.id});
    report(call, 200, 0);  // now, since the end may be hours away
    if (!co_await write_events(head_) || call.method == "HEAD") {
        stream->detach();
        co_return;
    }
    asio::steady_timer wake(transport_.socket().get_executor());
    const Attached attached(*stream, [this, &wake, events = stream.get()] {
        if (events->dropped()) close();
        wake.cancel();
    });
    events_ = stream;
    if (shared_.stopping) stream->close();
    // A client of events sends nothing more: whatever can be read is its end.
    transport_.socket().async_wait(asio::ip::tcp::socket::wait_read, [stream](error_code ec) {
        if (!ec) stream->close();
    });
    while (!stream->dropped()) {
        if (auto chunk = stream->take(); !chunk.empty()) {
            if (!co_await write_events(std::move(chunk))) break;
            continue;
        }
        if (stream->closed()) break;
        wake.expires_after(shared_.settings.heartbeat);
        const auto [ec] = co_await wake.async_wait(asio::as_tuple(asio::use_awaitable));
        if (!ec && !co_await write_events(":\n\n")) break;
    }
    events_.reset();
}

}  // namespace warmline::http
