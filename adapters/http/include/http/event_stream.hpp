#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace warmline::http {

/// Server-sent events for one client (WHATWG HTML, "Server-sent events"). The application pushes, the connection that
/// the stream was answered on drains and adds a comment every 15 s as heart-beat. Not for several threads.
class EventStream {
public:
    /// @param queued_bytes_max  of events that the client has not taken yet; 1 to 64 MiB are sensible
    explicit EventStream(std::size_t queued_bytes_max = 256 * 1024) : queued_bytes_max_(queued_bytes_max) {}

    /// Queues one event. Line ends in `event` and `id` are dropped; `data` may hold several lines.
    /// @return false if nobody will get it: the stream is closed, or the client was too slow and is dropped now.
    bool push(std::string_view event, std::string_view data_json, std::string_view id = {});
    /// What is queued is still sent; then the connection ends.
    void close();
    [[nodiscard]] bool closed() const noexcept { return closed_; }

    // For the connection only.
    void attach(std::function<void()> wake) { wake_ = std::move(wake); }
    void detach();
    [[nodiscard]] std::string take() noexcept { return std::exchange(queued_, {}); }
    [[nodiscard]] bool dropped() const noexcept { return dropped_; }

private:
    void wake() const;

    std::size_t queued_bytes_max_;
    std::string queued_;
    std::function<void()> wake_;
    bool closed_ = false;
    bool dropped_ = false;
};

}  // namespace warmline::http
