#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "encoder.hpp"
#include "reader.hpp"
#include "redis/command.hpp"
#include "redis/errc.hpp"
#include "redis/value.hpp"

namespace warmline::redis {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Whom a request answers to. It is called from inside the Multiplexer and must not call back into it.
class Waiter {
public:
    virtual ~Waiter() = default;
    virtual void on_reply(Value reply) = 0;                      ///< one for each command, in order
    virtual void on_end(boost::system::error_code failure) = 0;  ///< the last call, exactly once; success if all came
};

/// The queue of one pipelined connection, without a socket: requests in, bytes out; bytes in, replies out.
/// A request is queued (its bytes are ours), then sent (its bytes were handed to the kernel, perhaps in part), then
/// answered. One whose waiter gave up after it was sent stays in its place until its replies have passed.
/// No clock is read and no byte moved here; the owner does both and closes when told to.
class Multiplexer {
public:
    using Id = std::uint64_t;

    /// @param stuck_after  see Settings
    Multiplexer(std::size_t reply_bytes_max, std::chrono::milliseconds stuck_after);

    /// Adds commands whose replies go to one waiter; nothing comes between them. Not empty, no command empty.
    Id push(std::span<const Command> commands, SteadyTime deadline, std::unique_ptr<Waiter> waiter);

    [[nodiscard]] bool wants_write() const noexcept { return !writing_ && !out_.empty(); }
    /// Takes everything queued, which counts as sent from now on. The view is valid until end_write() or close().
    [[nodiscard]] std::string_view begin_write(SteadyTime now);
    void end_write();

    /// Takes what the server sent. @return Errc::protocol or Errc::too_large, which the oldest request gets too:
    /// the connection has to be closed.
    [[nodiscard]] Result<void> feed(std::string_view bytes, SteadyTime now);

    /// The caller no longer waits: Errc::cancelled if it was queued, Errc::unknown if sent. Unknown ids are ignored.
    void abandon(Id id);
    /// Ends what is past its deadline: Errc::timed_out_unsent if it was queued, Errc::unknown if sent.
    void expire(SteadyTime now);
    /// True if the oldest request is past its deadline and for stuck_after no byte has come: close the connection.
    [[nodiscard]] bool stuck(SteadyTime now) const;
    /// When to look at expire() and stuck() again, not later than needed; SteadyTime::max() if idle.
    [[nodiscard]] SteadyTime next_check() const;

    /// The connection is gone: Errc::not_connected for what was queued, Errc::unknown for what was sent. The queue is
    /// then empty and ready for the next connection; ids go on.
    void close();

    [[nodiscard]] std::size_t pending() const noexcept { return entries_.size(); }
    [[nodiscard]] std::size_t queued_bytes() const noexcept { return out_.size(); }

private:
    struct Entry {
        SteadyTime deadline;
        std::unique_ptr<Waiter> waiter;  ///< null: ended, only its replies are awaited
        std::size_t bytes;               ///< in out_, while queued
        std::size_t replies;             ///< still to come; 0: withdrawn before it was sent
        bool sent = false;
    };
    void finish(Entry& entry, boost::system::error_code failure);
    void give_up(std::size_t index, Errc if_queued);
    void withdraw(std::size_t index);
    void pop_done();
    [[nodiscard]] Result<void> deliver(Value reply);
    [[nodiscard]] SteadyTime stuck_at() const;

    std::size_t reply_bytes_max_;
    std::chrono::milliseconds stuck_after_;
    Encoder encoder_;
    Reader reader_;
    std::deque<Entry> entries_;  ///< in the order of their bytes; ids are consecutive
    Id front_id_ = 0;
    std::string out_, in_flight_;
    bool writing_ = false;
    SteadyTime earliest_ = SteadyTime::max();  ///< no waiter's deadline is before it
    SteadyTime last_progress_{};               ///< of the last byte that came, or of the write that ended idleness
    std::vector<Value> replies_;               ///< scratch of feed()
};

}  // namespace warmline::redis
