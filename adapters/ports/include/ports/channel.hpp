#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>
#include <chrono>
#include <string>

#include "bot/message.hpp"
#include "bot/reach.hpp"
#include "dispatcher/time.hpp"

namespace warmline::ports {

namespace asio = boost::asio;
using SteadyTime = std::chrono::steady_clock::time_point;

/// What the platform gets back for one inbound message.
struct Answer {
    std::string text;       ///< the passive reply; empty: nothing to say
    bool deferred = false;  ///< the reply was put in the outbox, since it would have come after `reply_by`
};

/// The way in. Implemented by the engine, called by channels.
class Intake {
public:
    virtual ~Intake() = default;
    /// Understands, decides and commits one message; only then returns. A message seen before gets the same answer
    /// again.
    /// @param reply_by  a passive reply after this moment is too late: it goes through the outbox instead
    /// @return an error if nothing was kept (the channel answers 503 and the platform tries again)
    [[nodiscard]] virtual asio::awaitable<boost::system::result<Answer>> handle(bot::Message message,
                                                                                SteadyTime reply_by) = 0;
};

/// What became of an outbound message.
enum class Sent {
    delivered,
    retry,          ///< not sent, may be sent again after `retry_after`
    wait_for_user,  ///< park it; flush when the person next writes (45015, 45047, no credits)
    never,          ///< this person cannot be reached on this channel any more
    fault,          ///< our bug or the configuration's: park it, show it
    unknown,        ///< it may have arrived; never blindly repeated
};
struct SendOutcome {
    Sent what = Sent::delivered;
    int code = 0;  ///< the platform's error code, 0 if none
    std::chrono::milliseconds retry_after{0};
    std::string why;  ///< for operators; no personal data
};

/// The way out. Implemented by a channel, called by the engine's outbox worker.
class Sender {
public:
    virtual ~Sender() = default;
    /// Sends one text to one person; in order per person is the caller's duty.
    [[nodiscard]] virtual asio::awaitable<SendOutcome> send(std::string to, std::string text, SteadyTime until) = 0;
    /// The ledger of the window after the person did this: pure.
    [[nodiscard]] virtual bot::Reach after_inbound(bot::Reach before, const bot::Message& message,
                                                   dispatcher::Time now) const = 0;
    /// True if one more message may go out now; the caller takes one credit and commits that before it sends.
    [[nodiscard]] virtual bool may_send(const bot::Reach& reach, dispatcher::Time now) const = 0;
};

}  // namespace warmline::ports
